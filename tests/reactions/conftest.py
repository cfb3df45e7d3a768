"""Nobody has pressed yet; and, for crowds, a newspaper with a database and a server of its own."""

import contextlib
import uuid

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from reactions import limits
from tests.browser.newspaper import Newspaper


@pytest.fixture(autouse=True)
def nobody_pressed_yet(monkeypatch):
    """Every test begins with full limits: the cache outlives a test."""
    cache.clear()
    monkeypatch.setattr(limits, "_silent_until", 0)


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory):
    """A migrated newspaper on the database that is tested, two worker processes, running.

    A database in memory, or a transaction that is rolled back, would prove nothing about crowds.
    """
    newspaper = Newspaper(tmp_path_factory.mktemp("newspaper"))
    newspaper.environment["WEB_CONCURRENCY"] = "2"
    # Readers of a crowd say where they are, as a proxy of ours would.
    newspaper.environment["TRUSTED_PROXIES"] = "127.0.0.1"
    with database_for(newspaper):
        newspaper.manage("migrate", "--verbosity=0")
        newspaper.start()
        yield newspaper
        newspaper.stop()


@contextlib.contextmanager
def database_for(newspaper):
    """Give `newspaper` a database of its own on the server that is tested; SQLite has its file."""
    if connection.vendor == "sqlite":
        yield
        return
    parameters = connection.get_connection_params()
    name = f"crowd_{uuid.uuid4().hex[:12]}"
    place = {key: parameters.get(key) for key in ("host", "port", "user", "password")}
    newspaper.environment["DATABASE_URL"] = address_of(name, **place)
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address_of(name, *, host, port, user, password):
    """Return what `DATABASE_URL` calls the database `name`; a host may be a socket's folder."""
    login = f"{user or ''}:{password}" if password else user or ""
    if host and host.startswith("/"):
        return f"postgres://{login}@/{host}/{name}"
    return f"postgres://{login}@{host or 'localhost'}:{port or 5432}/{name}"
