"""SQLite lets one write at a time: those who want to stand in line, and nobody is passed by."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from tests.factories import make_user

WRITERS, TURNS = 6, 40

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows"),
]


def _its_connection():
    name = connection.settings_dict["NAME"]
    return sqlite3.connect(name, isolation_level=None, check_same_thread=False)


@contextmanager
def another_process_writes():
    """Hold the right to write, as another process would: nobody here knows of it."""
    with closing(_its_connection()) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("COMMIT")


def test_of_six_who_write_without_a_pause_each_has_a_turn_after_the_others():
    begin, turns, passed = threading.Barrier(WRITERS), [], []

    def write():
        begin.wait()
        try:
            for _turn in range(TURNS):
                before = len(turns)
                with transaction.atomic():
                    passed.append(len(turns) - before)
                    turns.append(1)
                    time.sleep(0.003)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        for job in [pool.submit(write) for _writer in range(WRITERS)]:
            job.result()
    assert len(passed) == WRITERS * TURNS
    assert max(passed) <= 3 * WRITERS, sorted(passed)[-10:]


def test_one_statement_of_its_own_waits_for_another_process_too():
    editor = make_user(first_name="Вера")
    with another_process_writes() as other:
        threading.Timer(0.2, other.execute, ["COMMIT"]).start()
        User.objects.filter(pk=editor.pk).update(first_name="Ольга")
    editor.refresh_from_db()
    assert editor.first_name == "Ольга"


def test_whoever_waits_too_long_is_told_and_loses_the_place(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    with another_process_writes():
        with pytest.raises(OperationalError, match="locked"):
            make_user()
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    assert make_user().pk


def test_whoever_does_not_want_to_wait_does_not():
    with connection.cursor() as cursor, another_process_writes():
        cursor.execute("PRAGMA busy_timeout = 0")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
        cursor.execute("PRAGMA busy_timeout = 5")
    assert time.monotonic() - began < 5
