"""Django's PostgreSQL, where what every page asks costs less: the engine of `DATABASES`.

Of what PostgreSQL spent on a page of readers most went into planning the same questions over and
over, and into a `SELECT 1` before the first of them. And of what Python spent on reading rows most
went into moments, which Django reads in Python to give them a time zone that they have already.
What is asked before each kept page goes past both, Django and Psycopg: they took five sixths of it.
"""

import contextlib
import datetime
import hashlib
import select
import threading
from types import ModuleType

import psycopg
from django.db.backends.postgresql import base, operations
from psycopg import errors, pq

#: How PostgreSQL's types of whole numbers and of text are read: by their numbers in `pg_type`.
PLAIN = {20: int, 21: int, 23: int, 25: bytes.decode, 1043: bytes.decode}

#: So many questions a connection knows by name; for more it would keep plans without end.
NAMES = 50
#: In place of the name of a question that cannot be asked at a glance.
NEVER = b""
#: What PostgreSQL answers (SQLSTATE): the plan is of other columns; there is none of that name, as
#: after a rollback, with which Psycopg throws all away; there is one already; it took too long.
OLD, GONE, KNOWN, TOO_LONG = b"0A000", b"26000", b"42P05", b"57014"
FORGOTTEN = {OLD, GONE}

in_c: ModuleType | None
try:
    from psycopg_binary import _psycopg as in_c
except ImportError:
    in_c = None


def _named(its, sql, values):
    """Have `sql` planned; return its name, `NEVER` if that cannot be done.

    The name says the question, so that whatever stands between us and the server, nobody is given
    the answer to another.
    """
    # What a moment is compared with says best which type it has.
    types = [20 if isinstance(value, int) else 0 for value in values]
    question = (sql % tuple(f"${place}" for place in range(1, len(values) + 1))).encode()
    name = b"glance_" + hashlib.sha256(question + bytes(types)).hexdigest()[:24].encode()
    asked = its.prepare(name, question, types)
    is_known = asked.error_field(pq.DiagnosticField.SQLSTATE) == KNOWN
    return name if is_known or asked.status == pq.ExecStatus.COMMAND_OK else NEVER


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor, sql, params):
        """Say what was asked, for whoever looks on; of a kept plan the cursor knows no values."""
        said = super().last_executed_query(cursor, sql, params)
        return said or self.compose_sql(sql, params)


class PlanningCursor(base.ServerBindingCursor):
    def execute(self, query, params=None, **how):
        try:
            return super().execute(query, params, **how)
        except errors.FeatureNotSupported:
            # A kept plan is older than a column it reads. Until the connection is renewed its
            # question is asked without one; a transaction is over with the first attempt.
            if self.connection.info.transaction_status != pq.TransactionStatus.IDLE:
                raise
            return super().execute(query, params, prepare=False)


class DatabaseWrapper(base.DatabaseWrapper):
    """`prepare_threshold` among the options: how often a question is asked before it is planned
    once for all; None for never, where a pooler before it gives each transaction another server.
    """

    ops_class = DatabaseOperations
    _prepares = False

    @contextlib.contextmanager
    def preparing(self):
        """Let PostgreSQL keep the plans of what is asked inside, in as few wordings as possible."""
        self._prepares = True
        try:
            yield
        finally:
            self._prepares = False

    def glance(self, sql, values):
        """Return the rows of a question about whole numbers and text, or None: ask as usual then.

        For the few wordings that are asked very often. None inside a transaction, while somebody
        looks on, where no plans may be kept, and whenever anything goes wrong, which whoever asks
        as usual is told in the usual way; only what took too long is said at once, for it would
        take as long again. Signals wait for the answer. values: whole numbers and moments, for
        each `%s` of `sql`.
        """
        its = self.connection
        if (
            its is None
            or self._thread_ident != threading.get_ident()
            or self.execute_wrappers
            or self.queries_logged
            or its.prepare_threshold is None
            or not its.autocommit
            or its.pgconn.transaction_status != pq.TransactionStatus.IDLE
        ):
            return None
        # With the connection, which a pool may give to somebody else.
        names = vars(its).setdefault("_glanced", {})
        try:
            found = self._found(its.pgconn, names, sql, values)
            if found is None:
                return None
            readers = [PLAIN.get(found.ftype(place)) for place in range(found.nfields)]
            if None in readers:
                names[sql] = NEVER
                return None
            return [
                tuple(
                    None if (said := found.get_value(row, place)) is None else read(said)
                    for place, read in enumerate(readers)
                )
                for row in range(found.ntuples)
            ]
        except (psycopg.Error, UnicodeDecodeError):
            return None

    def _found(self, its, names, sql, values):
        """Ask by the name of a question; None if it has none, or no answer."""
        name = names.get(sql)
        if name is None and len(names) < NAMES:
            name = names[sql] = _named(its, sql, values)
        if not name:
            return None
        said = [str(value).encode() for value in values]
        found = its.exec_prepared(name, said)
        state = found.error_field(pq.DiagnosticField.SQLSTATE)
        if state in FORGOTTEN:
            if state == OLD:
                its.exec_(b"DEALLOCATE " + name)
            name = names[sql] = _named(its, sql, values)
            if not name:
                return None
            found = its.exec_prepared(name, said)
        elif state == TOO_LONG:
            with self.wrap_database_errors:
                raise errors.QueryCanceled(found.error_message.decode(errors="replace"))
        return found if found.status == pq.ExecStatus.TUPLES_OK else None

    def create_cursor(self, name=None):
        cursor = self._planning_cursor(name)
        # Psycopg without its part in C reads moments as Django does, in ten times the time.
        if in_c and self.timezone is datetime.UTC:
            cursor.adapters.register_loader("timestamptz", in_c.TimestamptzLoader)
        return cursor

    def _planning_cursor(self, name):
        connection = self.connection
        if not self._prepares or name or connection.prepare_threshold is None:
            return super().create_cursor(name)
        usual = connection.cursor_factory
        connection.cursor_factory = PlanningCursor
        try:
            return super().create_cursor()
        finally:
            connection.cursor_factory = usual

    def is_usable(self):
        """Tell whether the server is still there; asked only if it has said something unasked.

        Whoever closes a connection, or ends a server, says so to the other side. One that was cut
        off in silence is found by the next question, as it would be by one more.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or super().is_usable()
