"""A backup put back: proven first, looked at beside the old site, and in its place in one moment.

Files come first: they are named by what they hold, so they harm nobody if it ends here. The
database is filled beside the old one and asked everything it can be asked. Then one transaction
makes it the site's. Until that commits the old site is whole, whatever happens.
"""

import datetime
import tempfile
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from images import stock
from pagecache.models import Clock, new_era

from . import counting, files, loading, proving, sqlite
from .archive import DATABASE, FILES
from .drafts import Draft
from .ledger import State
from .models import Backup
from .postgres import server_version
from .refusals import Damaged, Refusal
from .snapshots import known_migrations

ASIDE = "before_restore_%Y%m%d_%H%M%S"
_SPOOLED = 2**24


class Restored(NamedTuple):
    """What was put back. aside: where the old database is, "" if there was nothing in it.

    migrations: how many this release has more. lost: files that were lost before the backup.
    differences: sentences about derived things that were wrong even then.
    """

    made_at: datetime.datetime
    files: int
    lost: int
    aside: str
    migrations: int
    differences: list[str]


class Restoring:
    """One backup on its way back. source: a `Source`."""

    def __init__(self, source):
        self._source, self._files = source, 0

    def prove(self):
        """Read it to its end and see that it fits this site. Raises `Refusal`."""
        with self._source.reading(_("Proving, MB")) as reader:
            self.origin = reader.origin
            self._new_migrations = judge(self.origin)
            proving.prove(reader)
        self.whole, self._ledger = reader.whole, reader.ledger

    def carry_out(self, *, was_empty):
        """Do it; return what was `Restored`. Raises `Refusal`, and then the old site is whole."""
        with self._source.reading(_("Restoring, MB")) as reader:
            if connection.vendor == "sqlite":
                done = self._into_sqlite(reader, was_empty)
            else:
                done = self._into_postgres(reader, was_empty)
        if not self._new_migrations:
            for finding in stock.findings():
                # Renditions are made again; rows that name lost ones would be found wanting.
                if finding.repair:
                    finding.repair()
        return done

    def _into_sqlite(self, reader, was_empty):
        with Draft(sqlite.path_of_database()) as draft:
            self._take_apart(reader, sqlite.Unpacker(draft.file).write)
            draft.flush()
            sqlite.check(draft.path)
            with sqlite.standing_in(draft.path):
                lost, differences = self._look_at()
                with transaction.atomic():
                    self._begin_new_life()
            aside = ""
            if not was_empty:
                place = sqlite.path_of_database()
                aside = place.with_name(f"{place.name}.{timezone.now():{ASIDE}}")
                sqlite.put_aside(aside)
            connection.close()
            sqlite.replace(draft.path)
        return self._restored(lost, aside, differences)

    def _into_postgres(self, reader, was_empty):
        aside = f"{timezone.now():{ASIDE}}"
        with transaction.atomic():
            loading.put_aside(aside)
            with loading.loading(
                self.origin.details["schema"], major(self.origin.database_version)
            ) as program:
                self._take_apart(reader, program.write)
            lost, differences = self._look_at()
            self._begin_new_life()
            if was_empty:
                with connection.cursor() as cursor:
                    cursor.execute(f'DROP SCHEMA "{aside}" CASCADE')
        # What the dump set for its own session ends with it.
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return self._restored(lost, "" if was_empty else aside, differences)

    def _take_apart(self, reader, write):
        """Put each file where it belongs and give the database to `write`."""
        for name, size, pieces in reader.members():
            entry = self._ledger.find(name)
            if entry is None or entry.size != size:
                raise Damaged(_("The backup changed while it was read."))
            if name.startswith(DATABASE):
                for piece in pieces:
                    write(piece)
            elif name.startswith(FILES) and entry.state == State.KEPT:
                self._put(entry, pieces)
        if reader.whole != self.whole:
            raise Damaged(_("The backup changed while it was read."))

    def _put(self, entry, pieces):
        place = files.place_of(entry.name)
        if place is None:
            raise Refusal(_("This site has no place for the file %(name)s.") % {"name": entry.name})
        with tempfile.SpooledTemporaryFile(_SPOOLED) as held:
            for piece in pieces:
                held.write(piece)
            held.seek(0)
            files.put(*place, held, entry.sha256)
        self._files += 1

    def _look_at(self):
        """Return (files lost before, differences of derived things); raises `Refusal`."""
        counting.compare_rows(self.whole)
        lost = counting.compare_files(self.whole, self._ledger)
        # Those are asked in the words of this release, which an older database may not know.
        return lost, [] if self._new_migrations else counting.derived_differences()

    def _begin_new_life(self):
        """Let nothing be believed that was kept of another life; remember where this is from."""
        there = self.whole.tables
        if Clock._meta.db_table in there:
            Clock.objects.update(era=new_era())
        if Backup._meta.db_table in there:
            Backup.objects.all().delete()
            Backup.objects.create(
                made_at=self.made_at,
                place=str(self._source.place)[:1000],
                size_bytes=self._source.size,
                is_sealed=self._source.is_sealed,
                is_restored=True,
            )

    @property
    def made_at(self):
        return datetime.datetime.fromisoformat(self.whole.made_at)

    def _restored(self, lost, aside, differences):
        return Restored(
            self.made_at, self._files, lost, str(aside), self._new_migrations, differences
        )


def judge(origin):
    """Return how many migrations this release has that the backup lacks.

    Raises `Refusal` for the backup of another kind of database, or of a newer release or server.
    """
    if origin.database != connection.vendor:
        raise Refusal(
            _(
                "This is a backup of %(theirs)s, and DATABASE_URL names %(ours)s. "
                "Between kinds of databases a site moves by export_site and import_site."
            )
            % {"theirs": NAMES.get(origin.database, origin.database),
               "ours": NAMES[connection.vendor]}
        )  # fmt: skip
    if connection.vendor == "postgresql":
        ours = server_version(connection)
        if major(origin.database_version) > major(ours):
            raise Refusal(
                _("The backup is of PostgreSQL %(theirs)s, the server here is %(ours)s.")
                % {"theirs": origin.database_version, "ours": ours}
            )
    known = known_migrations()
    if unknown := sorted(set(origin.migrations) - known):
        raise Refusal(
            _(
                "The backup was made by a newer release (%(release)s): this one does not know "
                "%(migration)s. Install that release first."
            )
            % {"release": origin.release, "migration": unknown[-1]}
        )
    return len(known - set(origin.migrations))


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def major(version):
    return int(version.partition(".")[0])
