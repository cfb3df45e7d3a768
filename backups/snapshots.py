"""The database at one moment, whichever it is, and what it says of itself."""

from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import postgres, sqlite
from .archive import FORMAT, VERSION, Origin


def snapshot():
    """Return a snapshot of the site's database; whoever asks closes it.

    Its `read(sql)` gives rows, `tables()` how many rows each table has, `dump(progress)` the whole.
    Raises `Refusal` where none can be made.
    """
    return sqlite.Snapshot() if connection.vendor == "sqlite" else postgres.Snapshot()


def origin_of(moment):
    """Return the `Origin` of a backup made of the snapshot `moment`."""
    rows = moment.read("SELECT app, name FROM django_migrations")
    return Origin(
        format=FORMAT,
        version=VERSION,
        release=release(),
        database=moment.vendor,
        database_version=moment.version,
        migrations=sorted(f"{app}.{name}" for app, name in rows),
        details=moment.details,
    )


def release():
    """Return the version of this code and the fingerprint of what it is made of."""
    try:
        number = version("newsroom")
    except PackageNotFoundError:
        number = "?"
    return f"{number} {settings.RELEASE}"


def known_migrations():
    """Return “app.name” of every migration of this release."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}
