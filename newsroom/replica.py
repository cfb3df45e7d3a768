"""Readers read from a replica of the database where there is one; who writes reads what is written.

Which database a request reads is decided once, before anything is asked, and holds for the clock
of its page as for the page's data. A replica lags behind: with the primary's clock and the
replica's data a page would count as newer than it is, and be kept as if it were fresh.
"""

import contextlib
import logging
import select
import time
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

log = logging.getLogger(__name__)

REPLICA = "replica"
#: Here people write, or want to see what they have just written.
PRIMARY_ALONE = ("/admin/", "/articles/", "/health/", "/media/", "/metrics", "/preview/")
#: Who is logged in was perhaps written a moment ago.
PEOPLE = {"accounts", "account", "mfa", "auth", "sessions"}
#: Seconds for which a replica that does not answer is left alone.
REST = 5
#: Seconds after which a connection is made anew, as Django does with those of the primary.
AGE = 60

reading: ContextVar[str] = ContextVar("reading", default=DEFAULT_DB_ALIAS)


class Router:
    """Sends what a public page reads to where this request reads, all else to the primary."""

    def db_for_read(self, model, **hints):
        return DEFAULT_DB_ALIAS if model._meta.app_label in PEOPLE else reading.get()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


def read_primary():
    """Let the rest of this request read what was just written."""
    reading.set(DEFAULT_DB_ALIAS)


class Readers:
    """A WSGI application that has `application` answer each request from one database.

    It stands before everything: pages that are kept are checked against the clock of the same
    database. Without `DATABASE_REPLICA_URL` it is not there at all.
    """

    def __init__(self, application):
        self.application = application
        self._silent_until = 0.0

    def __call__(self, environ, start_response):
        alias = self._alias(environ)
        with _from(alias):
            answer = self.application(environ, start_response)
        if alias == DEFAULT_DB_ALIAS or isinstance(answer, list | tuple):
            return answer
        return _Streamed(answer, alias)

    def _alias(self, environ):
        is_public = environ["REQUEST_METHOD"] in ("GET", "HEAD") and not environ.get(
            "PATH_INFO", ""
        ).startswith(PRIMARY_ALONE)
        if is_public and time.monotonic() >= self._silent_until and self._answers():
            return REPLICA
        return DEFAULT_DB_ALIAS

    def _answers(self):
        """Tell whether the replica can be asked. No question, unless the connection is new."""
        connection = connections[REPLICA]
        try:
            if connection.connection is not None and _is_over(connection):
                connection.close()
            if connection.connection is None:
                connection.ensure_connection()
                connection.begun_at = time.monotonic()
        except Error as error:
            connection.close()
            self._silent_until = time.monotonic() + REST
            log.warning("The replica does not answer; readers read from the primary: %s", error)
            return False
        return True


def _is_over(connection):
    """Tell whether the connection broke, or is so old that another one should be made."""
    if connection.errors_occurred or time.monotonic() - getattr(connection, "begun_at", -AGE) > AGE:
        return True
    if connection.vendor != "postgresql":
        return False
    # A server that goes away says so, and nobody else speaks unasked: looking costs no question.
    poll = select.poll()
    poll.register(connection.connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


@contextlib.contextmanager
def _from(alias):
    token = reading.set(alias)
    try:
        yield
    finally:
        reading.reset(token)


class _Streamed:
    """An answer that reads while it is sent, a sitemap for example: from the same database."""

    def __init__(self, answer, alias):
        self._answer, self._pieces, self._alias = answer, iter(answer), alias

    def __iter__(self):
        return self

    def __next__(self):
        with _from(self._alias):
            return next(self._pieces)

    def close(self):
        if hasattr(self._answer, "close"):
            self._answer.close()


def for_readers(application):
    """Return `application`, reading from the replica if there is one."""
    return Readers(application) if REPLICA in settings.DATABASES else application
