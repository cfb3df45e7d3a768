"""Django's PostgreSQL, where what every page asks costs less: the engine of `DATABASES`.

Of what PostgreSQL spent on a page of readers most went into planning the same questions over and
over, and into a `SELECT 1` before the first of them. And of what Python spent on reading rows most
went into moments, which Django reads in Python to give them a time zone that they have already.
"""

import contextlib
import datetime
import select
from types import ModuleType

from django.db.backends.postgresql import base, operations
from psycopg import errors, pq

in_c: ModuleType | None
try:
    from psycopg_binary import _psycopg as in_c
except ImportError:
    in_c = None


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
