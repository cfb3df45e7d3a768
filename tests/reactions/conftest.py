"""Nobody has pressed yet; and, for crowds, a newspaper with a database and a server of its own."""

import contextlib
import shutil
import uuid

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from pagecache.circuit import circuits
from tests.browser.newspaper import DATABASE, Newspaper
from tests.migrated import address_of, place_of, postgres_template, sqlite_file


@pytest.fixture(autouse=True)
def nobody_pressed_yet():
    """Every test begins with full limits: the cache outlives a test."""
    cache.clear()
    circuits.clear()


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
        newspaper.start()
        yield newspaper
        newspaper.stop()


@contextlib.contextmanager
def database_for(newspaper):
    """Give `newspaper` a database of its own on the server that is tested; SQLite has its file."""
    if connection.vendor == "sqlite":
        shutil.copy(sqlite_file(), newspaper.folder / DATABASE)
        yield
        return
    place, name = place_of(connection), f"crowd_{uuid.uuid4().hex[:12]}"
    newspaper.environment["DATABASE_URL"] = address_of(name, **place)
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template(place)}")
        try:
            yield
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
