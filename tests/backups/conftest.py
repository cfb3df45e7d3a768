"""Machines with a database and pictures of their own: a backup of a transaction proves nothing."""

import contextlib
import itertools
import shutil
import uuid
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from backups import restoring, sealed
from backups.programs import find
from backups.refusals import Refusal
from tests.media import pictures_in
from tests.migrated import place_of, postgres_template, sqlite_file


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def quick_guesses(monkeypatch):
    """Each passphrase costs 128 MB and a third of a second otherwise."""
    monkeypatch.setattr(sealed, "COST", (4, 8, 1))


@pytest.fixture
def stocktaking():
    """Go through all shelves of pictures after a restore, as it is done outside tests."""


@pytest.fixture(autouse=True)
def no_stocktaking(request, monkeypatch):
    """A thousand small questions after each restore took most of the time of these tests."""
    if "stocktaking" not in request.fixturenames:
        monkeypatch.setattr(restoring.stock, "findings", lambda: ())


@pytest.fixture
def machines(django_db_setup, django_db_blocker, tmp_path, settings):
    """Return what makes an empty, migrated site and works in it: `with machines(): …`."""
    numbers = itertools.count(1)

    @contextlib.contextmanager
    def machine():
        folder = tmp_path / f"machine{next(numbers)}"
        folder.mkdir()
        pictures = pictures_in(folder / "media", settings)
        with django_db_blocker.unblock(), database(folder), pictures:
            yield folder

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            skip_without_programs()
    return machine


def skip_without_programs():
    connection.ensure_connection()
    try:
        find("pg_dump", connection.connection.info.server_version // 10000)
    except Refusal as refusal:
        pytest.skip(str(refusal))


@contextlib.contextmanager
def database(folder):
    """Let Django work in a migrated database of its own."""
    connection.close()
    own = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        name = folder / "db.sqlite3"
        shutil.copy(sqlite_file(), name)
        connection.settings_dict["NAME"] = str(name)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own
        return
    place, name = place_of(connection), f"machine_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template(place)}")
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def run():
    """Return what runs a command and returns what it said."""

    def command(name, *words, **options):
        out = StringIO()
        # A page that was asked for before this has left its language behind.
        with translation.override("en"):
            call_command(name, *map(str, words), stdout=out, stderr=out, **options)
        return out.getvalue()

    return command
