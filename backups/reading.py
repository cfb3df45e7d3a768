"""A backup taken apart again, and believed in nothing that its own list does not prove."""

import hashlib
import json
from dataclasses import fields

from django.utils.translation import gettext as _

from . import tar
from .archive import FIRST, FORMAT, LAST, VERSION, Origin, Whole
from .ledger import Entry, Ledger, State
from .refusals import Damaged, Refusal

#: Of what is read into memory at once: the first member, a line of the last.
_MOST = 4 * 2**20
#: What JSON of a stranger may bring about.
_NONSENSE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Reader:
    """Reads an archive from `source`, already opened if it was sealed.

    origin: known at once. whole, ledger: once everything was read.
    """

    def __init__(self, source):
        self.ledger = Ledger()
        self.whole = None
        self._members = tar.members(source)
        first = next(self._members, None)
        if first is None or first.name != FIRST or first.size > _MOST:
            raise Damaged(_("This is no backup."))
        self.origin = self._origin(self._hashed(first))

    def members(self):
        """Yield each file and part of the database as (name, size, pieces), the manifest excepted.

        What was read is compared with the manifest at the end: before that, nothing is proven.
        Raises `Damaged`.
        """
        for member in self._members:
            if self.whole is not None:
                raise Damaged(_("Something stands behind the list of what is in the backup."))
            if member.name == LAST:
                self._compare(member)
                continue
            pieces = self._hashed(member)
            yield member.name, member.size, pieces
            for _piece in pieces:
                pass
        if self.whole is None:
            raise Damaged(_("The file ends too early."))

    def _hashed(self, member):
        digest = hashlib.sha256()
        for piece in member.pieces():
            digest.update(piece)
            yield piece
        if not self.ledger.note(member.name, member.size, digest.hexdigest()):
            raise Damaged(_("%(name)s is in the backup twice.") % {"name": member.name})

    def _origin(self, pieces):
        try:
            facts = json.loads(b"".join(pieces))
            if facts["format"] != FORMAT:
                raise Damaged(_("This is no backup."))
            if facts["version"] != VERSION:
                raise Refusal(
                    _("The backup has format %(theirs)s; this release reads %(ours)d.")
                    % {"theirs": facts["version"], "ours": VERSION}
                )
            return Origin(**{item.name: facts[item.name] for item in fields(Origin)})
        except _NONSENSE:
            raise Damaged(_("This is no backup.")) from None

    def _compare(self, manifest):
        """Read the manifest and raise `Damaged` unless it names what was read, and that alone."""
        lines, digest, whole, named = _lines(manifest), hashlib.sha256(), None, Ledger()
        try:
            line = next(lines)
            for following in lines:
                digest.update(line)
                fact = json.loads(line)
                if whole is None:
                    whole = Whole(**fact)
                else:
                    self._compare_entry(named, fact)
                line = following
            ended = json.loads(line)["sha256"]
        except (*_NONSENSE, StopIteration):
            raise _list_is_damaged() from None
        if whole is None or ended != digest.hexdigest() or self._is_more_than(named):
            raise _list_is_damaged()
        self.ledger.close()
        self.ledger, self.whole = named, whole

    def _compare_entry(self, named, fact):
        entry = Entry(**fact)
        if [type(value) for value in entry] != [str, int, str, str]:
            raise TypeError
        if entry.state != State.MISSING:
            read = self.ledger.find(entry.name)
            if read is None or (read.size, read.sha256) != (entry.size, entry.sha256):
                raise Damaged(_("%(name)s is damaged.") % {"name": entry.name})
        if not named.note(*entry):
            raise _list_is_damaged()

    def _is_more_than(self, named):
        return len(self.ledger) != len(named) - named.number_of(State.MISSING)


def _list_is_damaged():
    return Damaged(_("The list of what is in the backup is damaged."))


def _lines(member):
    rest = b""
    for piece in member.pieces():
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) > _MOST:
            raise _list_is_damaged()
    if rest:
        yield rest
