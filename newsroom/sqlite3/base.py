"""Django's SQLite, where those who want to write stand in line: the engine of `DATABASES`.

One writes at a time. Whoever finds SQLite busy sleeps in it, longer after every try, up to a tenth
of a second, and whoever comes in between goes first. Of nine who wrote without a pause one waited
for 13 seconds; after `timeout` seconds it is “database is locked”, and an editor's text is not
saved. Here the threads of a process wait one behind the other, and the first of them asks again
every millisecond or two, as the first of every other process does.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections import defaultdict

from django.db.backends.sqlite3 import base

#: Milliseconds for which SQLite itself tries: after 1, after 2 more, after 2 more.
TRIES = 5
#: How statements begin that take the right to write, where no transaction has it already.
WRITING = {"BEGIN ", "INSERT", "UPDATE", "DELETE", "REPLAC"}

#: For each database the line of this process.
_lines: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
# Whoever stood in it when the process was forked is not there in the copy.
os.register_at_fork(after_in_child=_lines.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    """`timeout` among the options: seconds after which whoever waits gives up, as ever."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.execute(f"PRAGMA busy_timeout = {TRIES}")
        return connection

    def glance(self, sql, values):
        """Return the rows of a question, or None: ask as usual then.

        For the few that are asked very often; what Django lays round each took half of it. None
        while somebody looks on, and whenever anything goes wrong, which whoever asks as usual is
        told in the usual way. values: for each `%s` of `sql`.
        """
        if (
            self.connection is None
            or self._thread_ident != threading.get_ident()
            or self.needs_rollback
            or self.execute_wrappers
            or self.queries_logged
        ):
            return None
        try:
            question = sql % (("?",) * len(values))
            return self.connection.execute(question, values).fetchall()
        except sqlite3.Error:
            return None

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=Cursor)
        cursor.line = _lines[str(self.settings_dict["NAME"])]
        cursor.patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    """line: where this process waits. patience: seconds.

    Nobody waits on a connection whose `PRAGMA busy_timeout` was set to 0.
    """

    line: threading.Lock
    patience: float

    def execute(self, query, params=None):
        if self.connection.in_transaction:
            return super().execute(query, params)
        until = time.monotonic() + self.patience
        with self._turn() if query[:6] in WRITING else contextlib.nullcontext():
            while True:
                try:
                    return super().execute(query, params)
                except sqlite3.OperationalError as error:
                    # A statement that found the database busy has done nothing.
                    if not _is_busy(error) or time.monotonic() > until or not self._waits():
                        raise

    @contextlib.contextmanager
    def _turn(self):
        if not self.line.acquire(blocking=False) and not (
            self._waits() and self.line.acquire(timeout=self.patience)
        ):
            raise sqlite3.OperationalError("database is locked")
        try:
            yield
        finally:
            self.line.release()

    def _waits(self):
        return bool(self.connection.execute("PRAGMA busy_timeout").fetchone()[0])


def _is_busy(error):
    """Tell whether waiting helps: not where this connection still reads what is old by now."""
    code = error.sqlite_errorcode
    return code & 0xFF == sqlite3.SQLITE_BUSY and code != sqlite3.SQLITE_BUSY_SNAPSHOT
