"""What pg_dump wrote, put back through the connection of the site, in its own transaction.

pg_restore turns the dump into SQL. Run by itself it would commit on its own; so what it writes is
read here: the old tables stand aside, the new ones are looked at, and both happens or nothing.
"""

import re
import subprocess
import threading
from contextlib import contextmanager

import psycopg
from django.db import connection
from django.utils.translation import gettext as _

from . import programs
from .refusals import Refusal

PIECE = 2**20
_COPIED = 2**16
#: Lines that are meant for psql, and a variable that older servers have not heard of.
_NOT_FOR_US = re.compile(rb"\\(un)?restrict |SET transaction_timeout ")
_COPY = re.compile(rb"COPY .* FROM stdin;\n")


def put_aside(schema):
    """Move all tables of the site into a new `schema`; to be called inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = '60s'")
        cursor.execute(f'CREATE SCHEMA "{schema}"')
        # Sequences and indexes go with the tables they belong to; what an extension brought stays.
        cursor.execute(
            """
            SELECT relname, relkind FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (
                SELECT FROM pg_depend WHERE objid = pg_class.oid
                AND classid = 'pg_class'::regclass AND deptype IN ('e', 'a', 'i')
            )
            """
        )
        kinds = {"v": "VIEW", "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}
        for name, kind in cursor.fetchall():
            cursor.execute(f'ALTER {kinds.get(kind, "TABLE")} "{name}" SET SCHEMA "{schema}"')


@contextmanager
def loading(schema, major):
    """Yield what a dump of `schema` is written to; inside the transaction that is open.

    Left, all of it is in the database. Raises `Refusal`.
    """
    command = [
        programs.find("pg_restore", major), "-f", "-", "--no-owner", "--no-privileges",
        f"--schema={schema}",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        path = cursor.fetchone()[0]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with programs.running(command, **pipes) as process:
        teller = _Teller(process.stdout)
        try:
            yield process.stdin
            process.stdin.close()
        except BaseException as error:
            if not teller.trouble:
                process.kill()
                connection.connection.cancel()
            teller.join()
            if teller.trouble and isinstance(error, OSError):
                # It stopped listening because the database refused.
                raise teller.refusal() from error
            raise
        teller.join()
        if teller.trouble:
            raise teller.refusal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, false)", [path])


class _Teller(threading.Thread):
    """Reads SQL as pg_restore writes it and has it done."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self._stream, self._raw, self.trouble = stream, connection.connection, None
        self.start()

    def run(self):
        try:
            with self._raw.cursor() as cursor:
                self._tell(cursor)
        except (psycopg.Error, OSError, ValueError) as error:
            self.trouble = error
        finally:
            self._stream.close()

    def _tell(self, cursor):
        told = []
        for line in self._stream:
            if _COPY.fullmatch(line):
                self._do(cursor, told)
                self._copy(cursor, line)
            elif not _NOT_FOR_US.match(line):
                told.append(line)
        self._do(cursor, told)

    def _do(self, cursor, told):
        if b"".join(told).strip():
            # Without parameters the server takes several statements at once.
            cursor.execute(b"".join(told))
        told.clear()

    def _copy(self, cursor, statement):
        with cursor.copy(statement) as copy:
            waiting, size = [], 0
            for line in self._stream:
                if line == b"\\.\n":
                    break
                waiting.append(line)
                size += len(line)
                if size > _COPIED:
                    copy.write(b"".join(waiting))
                    waiting, size = [], 0
            copy.write(b"".join(waiting))

    def refusal(self):
        said = str(self.trouble).strip().splitlines()
        return Refusal(
            _("The database refused what the backup holds: %(why)s")
            % {"why": said[0] if said else type(self.trouble).__name__}
        )
