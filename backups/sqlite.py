"""SQLite: a copy while others write, and another content while others read."""

import gzip
import shutil
import sqlite3
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from .drafts import Draft, flush_folder
from .refusals import Damaged, Refusal

#: Of one step of copying; between two steps an interruption is noticed.
PAGES = 4096
#: Bytes; nearly every database has pages of this size, and it is only to show how far it is.
PAGE = 4096
#: A writer may hold a live database for so long before a restore gives up.
SECONDS_TO_WAIT = 60
_PIECE = 2**22


def path_of_database():
    """Return where the database lies; raises `Refusal` for one in memory."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise Refusal(_("A database in memory cannot be backed up; set DATABASE_URL to a file."))
    return Path(name)


class Snapshot:
    """The database as it is at the moment this is made, whatever is written meanwhile.

    In WAL a transaction that reads stops nobody from writing, and what it reads stays. It is held
    while the pages are copied, or each write would have the copying begin anew.
    """

    vendor, version = "sqlite", sqlite3.sqlite_version
    details: dict = {}

    def __init__(self):
        self.path = path_of_database()
        if not self.path.exists():
            raise Refusal(_("There is no database at %(path)s.") % {"path": self.path})
        self._source = sqlite3.connect(self.path, isolation_level=None, timeout=SECONDS_TO_WAIT)
        self._source.execute("BEGIN")
        self.read("SELECT count(*) FROM sqlite_master")

    def read(self, sql):
        return self._source.execute(sql).fetchall()

    def tables(self):
        """Return `{table: rows}`."""
        return counts(self.read)

    def loose_keys(self):
        return len(self.read("PRAGMA foreign_key_check"))

    def dump(self, progress):
        """Yield the database, packed. progress: called with (bytes done, bytes in all).

        Needs room for one copy beside the database. Raises `Damaged` if the database is.
        """
        with Draft(self.path) as draft:
            copy_of(self._source, draft.path, progress)
            check(draft.path)
            with draft.path.open("rb") as copy:
                yield from packed(copy)

    def close(self):
        self._source.close()


def counts(read):
    """Return `{table: rows}` of an SQLite database; read: SQL → rows."""
    names = [
        row[0]
        for row in read(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        )
    ]
    return {name: read(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}  # noqa: S608


def copy_of(source, path, progress=None):
    """Copy an open database to a file at `path`."""

    def said(status, remaining, total):
        if progress:
            progress((total - remaining) * PAGE, total * PAGE)

    target = sqlite3.connect(path, isolation_level=None)
    try:
        # Whole or of no use: what reaches the disk when does not matter yet.
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target, pages=PAGES, progress=said)
        # One file, without a log beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()


def check(path):
    """Raise `Damaged` unless the database at `path` is sound."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        trouble = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        trouble = str(error)
    finally:
        database.close()
    if trouble != "ok":
        raise Damaged(_("The database is damaged: %(trouble)s") % {"trouble": trouble})


def packed(file):
    """Yield gzip of `file` in pieces, each a whole gzip file: together they are one, too."""
    while piece := file.read(_PIECE):
        yield gzip.compress(piece, compresslevel=5, mtime=0)


class Unpacker:
    """Takes packed bytes and writes what they were to `file`."""

    def __init__(self, file):
        self._file, self._stream = file, zlib.decompressobj(wbits=31)

    def write(self, data):
        try:
            while data:
                self._file.write(self._stream.decompress(data, _PIECE))
                data = self._stream.unconsumed_tail
                if self._stream.eof:
                    data = self._stream.unused_data
                    self._stream = zlib.decompressobj(wbits=31)
        except zlib.error:
            raise Damaged(_("The database in the backup cannot be unpacked.")) from None


@contextmanager
def standing_in(path):
    """Let Django read the database at `path` in place of the site's own."""
    connection.close()
    own = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def put_aside(path):
    """Keep the site's database as it is in a file at `path`."""
    with Draft(path) as draft:
        snapshot = Snapshot()
        try:
            copy_of(snapshot._source, draft.path)
        finally:
            snapshot.close()
        draft.flush()
        draft.finish(path)


def replace(path):
    """Let the site's database be what the file at `path` holds, in one transaction.

    Whoever reads meanwhile reads the old one to the end; killed at any moment, the old one stays.
    Raises `Refusal` while somebody else will not stop writing.
    """
    place, waits = path_of_database(), 0

    def said(status, remaining, total):
        nonlocal waits
        waits = waits + 1 if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else 0
        if waits > SECONDS_TO_WAIT:
            raise Refusal(_("Somebody writes to the database without end: stop the site first."))

    source = sqlite3.connect(path, isolation_level=None)
    target = sqlite3.connect(place, isolation_level=None, timeout=1)
    try:
        size = source.execute("PRAGMA page_size").fetchone()[0]
        target.execute(f"PRAGMA page_size = {size}")
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        if target.execute("PRAGMA page_size").fetchone()[0] != size:
            # Pages of another size cannot be exchanged for these.
            source.execute(f"PRAGMA page_size = {target.execute('PRAGMA page_size').fetchone()[0]}")
            source.execute("VACUUM")
        source.backup(target, pages=PAGES, progress=said, sleep=0)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        source.close()
        target.close()
    flush_folder(place.parent)


def put_away_damaged(ending):
    """Rename a database that cannot be read, with its log, so that another can take its place."""
    place = path_of_database()
    away = place.with_name(f"{place.name}{ending}")
    for part in ("-wal", "-shm", ""):
        file = Path(f"{place}{part}")
        if file.exists():
            shutil.move(file, f"{away}{part}")
    return away
