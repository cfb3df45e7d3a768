"""Databases of an empty paper, migrated once for all processes of a run: 8 s of a core each."""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

from . import ROOT

#: What a newspaper of the tests needs to know before anybody says more.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(ROOT),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "SECRET_KEY": "known to everybody, for an hour",
}
FOLDER = "FOLDER_OF_THIS_TEST_RUN"


@cache
def folder():
    """Return a folder that this process shares with all it starts; who asked first removes it."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    return Path(os.environ[FOLDER])


def manage(environment, *command):
    """Run a command of `manage.py` and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def sqlite_file():
    """Return a file to copy."""
    with made_once("migrated.sqlite3") as (file, is_made):
        if not is_made:
            _migrate(f"sqlite:///{file}")
    return file


def postgres_template(place):
    """Return the name of a database to copy on the server at `place` (host, port, user, password).

    `forget_postgres_template` removes it.
    """
    with made_once("migrated.postgres") as (note, is_made):
        name = f"migrated_{folder().name[-8:]}".lower()
        if not is_made:
            with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
                server.execute(f'CREATE DATABASE "{name}"')
            _migrate(address_of(name, **place))
            note.write_text(name)
    return name


def forget_postgres_template(place):
    note = folder() / "migrated.postgres"
    if note.exists():
        with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
            server.execute(f'DROP DATABASE "{note.read_text()}"')


def place_of(connection):
    """Return where the server of a PostgreSQL `connection` of Django is."""
    parameters = connection.get_connection_params()
    return {key: parameters.get(key) for key in ("host", "port", "user", "password")}


def address_of(name, *, host, port, user, password):
    """Return what `DATABASE_URL` calls the database `name`; a host may be a socket's folder."""
    login = f"{user or ''}:{password}" if password else user or ""
    if host and host.startswith("/"):
        return f"postgres://{login}@/{host}/{name}"
    return f"postgres://{login}@{host or 'localhost'}:{port or 5432}/{name}"


@contextmanager
def made_once(name):
    """Yield (path, whether it is there) while no other process does the same."""
    path = folder() / name
    with path.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path, path.exists()


def _migrate(address):
    manage(ENVIRONMENT | {"DATABASE_URL": address}, "migrate", "--verbosity=0")
