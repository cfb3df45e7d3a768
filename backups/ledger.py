"""What lies in a backup, by name: sizes and hashes of a million members in no memory."""

import sqlite3
from typing import NamedTuple


class State:
    """Kept with its row; left over, since its row went while the backup was made; lost before."""

    KEPT, LEFT_OVER, MISSING = "kept", "left over", "missing"


class Entry(NamedTuple):
    """A member, or a file that should be one. size: bytes."""

    name: str
    size: int
    sha256: str
    state: str


class Ledger:
    """Entries in the order they were noted, in a file that the system forgets with the process."""

    def __init__(self):
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA cache_size = -8000")
        self._store.execute(
            "CREATE TABLE entry (number INTEGER PRIMARY KEY, name TEXT UNIQUE, size INTEGER,"
            " sha256 TEXT, state TEXT)"
        )

    def note(self, name, size, sha256, state=State.KEPT):
        """Add an entry; False if there is one of that name."""
        added = self._store.execute(
            "INSERT OR IGNORE INTO entry (name, size, sha256, state) VALUES (?, ?, ?, ?)",
            (name, size, sha256, state),
        )
        return added.rowcount == 1

    def find(self, name):
        """Return the `Entry` called `name`, None if there is none."""
        row = self._store.execute(
            "SELECT name, size, sha256, state FROM entry WHERE name = ?", (name,)
        ).fetchone()
        return Entry(*row) if row else None

    def keep(self, name):
        """Say that `name` belongs to a row after all; False if there is no such entry."""
        found = self._store.execute("UPDATE entry SET state = ? WHERE name = ?", (State.KEPT, name))
        return found.rowcount == 1

    def begin_anew(self):
        """Let nothing belong to a row, and nothing be missing: another moment is looked at."""
        self._store.execute("DELETE FROM entry WHERE state = ?", (State.MISSING,))
        self._store.execute(
            "UPDATE entry SET state = ? WHERE state = ? AND name LIKE 'files/%'",
            (State.LEFT_OVER, State.KEPT),
        )

    def number_of(self, state):
        found = self._store.execute("SELECT count(*) FROM entry WHERE state = ?", (state,))
        return found.fetchone()[0]

    def __iter__(self):
        rows = self._store.execute("SELECT name, size, sha256, state FROM entry ORDER BY number")
        return map(Entry._make, rows)

    def __len__(self):
        return self._store.execute("SELECT count(*) FROM entry").fetchone()[0]

    def close(self):
        self._store.close()
