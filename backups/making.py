"""A backup made: files and rows of one moment in one file, read back before it counts.

Files are copied first, while the site goes on: that takes long, and they never change, their name
being made of what they hold. Then a snapshot of the database is taken, and the files of its rows
that came meanwhile are added, which takes a moment. A file whose row is gone in the snapshot stays
in the archive, marked; a file that went in that moment itself costs another snapshot.
"""

import datetime
import re
import tempfile
from contextlib import closing
from typing import NamedTuple

from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from multilingual.troubles import reason

from . import files
from .archive import Whole, Writer
from .ledger import State
from .refusals import Refusal
from .sealed import Sealer
from .snapshots import origin_of, snapshot

#: Pictures deleted in the moment between snapshot and copying; then again.
TRIES = 5
MB = 2**20
_SPOOLED = 2**24


class Made(NamedTuple):
    """A backup as it was written. warnings: sentences about what was amiss before."""

    at: datetime.datetime
    whole: Whole
    files: int
    warnings: list[str]


class Gone(Exception):
    """A file went after the snapshot was taken."""


def write(sink, passphrase, *, progress):
    """Write a backup of the site to `sink`; return what was `Made`. Raises `Refusal`.

    passphrase: None for one that anybody may read. progress(title, done, total): files or MB.
    """
    sealer = Sealer(sink, passphrase) if passphrase else None
    with closing(snapshot()) as moment:
        origin, tables = origin_of(moment), moment.tables()
    # From here nothing is held: copying the files may take hours.
    archive = Writer(sealer or sink, origin, timezone.now().timestamp())
    shelves = files.shelves(tables)
    total = sum(tables[shelf.table] for shelf in shelves)
    copier = _Copier(archive, shelves, lambda done: progress(_("Files"), done, total))
    copier.copy_beforehand()
    with closing(copier.copy_the_rest()) as moment:
        if origin_of(moment) != origin:
            raise Refusal(_("The database was migrated while it was copied. Try again."))
        archive.add_database(
            moment.dump(lambda done, total: progress(_("Database, MB"), done // MB, total // MB))
        )
        whole = Whole(copier.at.isoformat(), moment.tables(), moment.loose_keys())
    warnings = copier.warnings()
    if whole.loose_keys:
        warnings.append(
            _("rows that name others which are not there: %(n)d") % {"n": whole.loose_keys}
        )
    archive.close(whole)
    if sealer:
        sealer.close()
    return Made(copier.at, whole, copier.kept, warnings)


class _Copier:
    """Takes files into the archive, each once."""

    def __init__(self, archive, shelves, progress):
        self._archive, self._shelves, self._progress = archive, shelves, progress
        self._copied = self.kept = 0
        self.at, self._damaged, self._lost = None, [], []

    def warnings(self):
        return self._damaged + self._lost

    def copy_beforehand(self):
        for shelf in self._shelves:
            for _key, name in files.named(shelf, _read_now):
                self._copy(shelf, name, State.LEFT_OVER)

    def copy_the_rest(self):
        """Return a snapshot all of whose rows have their files in the archive; `at` is its moment.

        Raises `Refusal`.
        """
        for _try in range(TRIES):
            self.at = timezone.now()
            moment = snapshot()
            try:
                self._take_moment(moment)
            except Gone:
                moment.close()
            except BaseException:
                moment.close()
                raise
            else:
                return moment
        raise Refusal(_("Pictures are being deleted faster than they can be copied. Try again."))

    def _take_moment(self, moment):
        self.kept, self._lost = 0, []
        self._archive.ledger.begin_anew()
        for shelf in self._shelves:
            for key, name in files.named(shelf, moment.read):
                member = files.member_of(shelf, name)
                if self._archive.ledger.keep(member) or self._copy(shelf, name, State.KEPT):
                    self.kept += 1
                elif shelf.name_now(_read_now, key) == name:
                    # The row is still there: its file was lost long before.
                    self._archive.ledger.note(member, 0, "", State.MISSING)
                    self._lost.append(_("lost before: %(name)s") % {"name": member})
                else:
                    raise Gone

    def _copy(self, shelf, name, state):
        """Take a file into the archive; False if it is not there."""
        member = files.member_of(shelf, name)
        if self._archive.ledger.find(member):
            return True
        # Held whole before its head is written: then its size is what was read.
        with tempfile.SpooledTemporaryFile(_SPOOLED) as held:
            try:
                with storages[shelf.storage].open(name) as file:
                    for piece in files.pieces_of(file):
                        held.write(piece)
            except FileNotFoundError:
                return False
            except OSError as error:
                raise Refusal(
                    _("%(name)s cannot be read: %(why)s") % {"name": member, "why": reason(error)}
                ) from error
            size = held.tell()
            held.seek(0)
            sha256 = self._archive.add(member, size, files.pieces_of(held), state=state)
        stated = re.search(r"([0-9a-f]{64})\.\w+$", name)
        if stated and stated[1] != sha256:
            self._damaged.append(_("damaged on its disk: %(name)s") % {"name": member})
        self._copied += 1
        self._progress(self._copied)
        return True


def _read_now(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
