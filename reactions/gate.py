"""One fair gate for those who press, where the database lets one write at a time (SQLite).

SQLite makes a writer who finds it busy sleep and try again, and whoever comes in between goes
first: with many who press, a few wait for seconds. Here they stand in line instead: threads of
this process at a lock, processes of this machine at a lock on a file beside the database.
"""

import contextlib
import fcntl
import threading
from functools import lru_cache
from pathlib import Path

from django.db import connection

_line = threading.Lock()


@contextlib.contextmanager
def gate(*, wait=True):
    """Stand in line, and be the only one who presses or adds up until the end of the block.

    Yields False, holding nothing, if `wait` is False and others are there. Costs nothing where
    it is not needed: on another database, or inside a transaction, whose lock is held already.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield True
    elif not _line.acquire(blocking=wait):
        yield False
    else:
        try:
            with _locked(_file(str(connection.settings_dict["NAME"])), wait) as is_mine:
                yield is_mine
        finally:
            _line.release()


@contextlib.contextmanager
def _locked(file, wait):
    if file is None:
        yield True
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
        return
    try:
        yield True
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


@lru_cache(maxsize=8)
def _file(name):
    """Return the open file to lock, None for a database in memory, which one process has."""
    if ":memory:" in name or "mode=memory" in name:
        return None
    return Path(f"{name}-gate").open("a")
