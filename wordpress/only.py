"""One import at a time; the lock dies with whoever holds it."""

import contextlib
import fcntl
from pathlib import Path

from django.db import connection

#: Any number that nothing else in this database takes.
_NUMBER = 7_205_759


class AtWork(Exception):
    """Another import is at work."""


@contextlib.contextmanager
def alone():
    """Hold the one lock of all imports into this database. Raises `AtWork` at once if taken."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
            if not cursor.fetchone()[0]:
                raise AtWork
        try:
            yield
        finally:
            with contextlib.suppress(Exception), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_NUMBER])
        return
    place = Path(str(connection.settings_dict["NAME"]))
    with place.with_name(place.name + ".import").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AtWork from None
        yield
