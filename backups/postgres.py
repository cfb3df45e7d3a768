"""PostgreSQL: what pg_dump sees of one moment, with its rows and files."""

import subprocess
from contextlib import contextmanager

from django.db import connection

from . import programs

PIECE = 2**20


class Snapshot:
    """The database as it is at the moment this is made. pg_dump is led into the same moment."""

    vendor = "postgresql"

    def __init__(self):
        self.version = server_version(connection)
        major = int(self.version.partition(".")[0])
        self._program = programs.find("pg_dump", major)
        programs.find("pg_restore", major)
        # A connection of its own: the site's has its own transactions.
        self._own = connection.copy()
        self._own.set_autocommit(False)
        with self._own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            self._moment, self.schema = cursor.fetchone()
        self.details = {"schema": self.schema, "dumped_by": self._program.rpartition("/")[2]}

    def read(self, sql):
        with self._own.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def tables(self):
        """Return `{table: rows}`."""
        return counts(self.read)

    def loose_keys(self):
        # The server lets no key lead nowhere.
        return 0

    def dump(self, progress):
        """Yield what pg_dump writes. progress: called with (bytes done, bytes in all if known).

        Raises `Refusal` with its last words.
        """
        command = [
            self._program, "--format=custom", "--compress=5", "--no-owner", "--no-privileges",
            "--no-password", "--lock-wait-timeout=60s", f'--schema="{self.schema}"',
            f"--snapshot={self._moment}",
        ]  # fmt: skip
        done = 0
        with programs.running(command, stdout=subprocess.PIPE, of_database=True) as process:
            while piece := process.stdout.read(PIECE):
                done += len(piece)
                progress(done, 0)
                yield piece

    def close(self):
        self._own.close()


def server_version(database):
    """Return the server's version as “15.10”."""
    database.ensure_connection()
    number = database.connection.info.server_version
    return f"{number // 10000}.{number % 10000}"


def counts(read):
    """Return `{table: rows}` of the schema that a connection works in; read: SQL → rows."""
    names = read(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
        " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
    )
    return {name: read(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in names}  # noqa: S608


@contextmanager
def proving(major):
    """Yield what a dump is written to, to be read by pg_restore to its end.

    Raises `Refusal` if it is none.
    """
    command = [programs.find("pg_restore", major), "-f", "-"]
    with programs.running(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        yield process.stdin
