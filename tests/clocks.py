"""Clocks that tests set: this machine's, the steady one, the database's."""

import contextlib
import datetime
import sqlite3

import time_machine
from django.db import connection

from articles import clocks


@contextlib.contextmanager
def clocks_in_hand(monkeypatch):
    """Yield `Time`. Inside a transaction, whose end gives PostgreSQL its own clock back."""
    with time_machine.travel(now(), tick=False) as machine:
        time = Time(machine)
        monkeypatch.setattr(clocks, "steady", lambda: time.steady)
        clocks.CLOCKS.forget()
        try:
            yield time
        finally:
            time.give_back()


class Time:
    """The hour as it truly is, and as the clocks have it."""

    def __init__(self, machine):
        self._machine = machine
        self.now = now().replace(microsecond=0)
        self.steady = 0.0
        #: By how much each clock is wrong.
        self.wrong = {"machine": datetime.timedelta(), "database": datetime.timedelta()}
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("CREATE SCHEMA hand")
                cursor.execute("SET LOCAL search_path = hand, pg_catalog, public")
        self._set()

    def pass_by(self, **how_long):
        step = datetime.timedelta(**how_long)
        self.now += step
        self.steady += step.total_seconds()
        self._set()

    def set_wrong(self, by, *which):
        """Set clocks wrong by a timedelta, by default all of them, as on one machine."""
        self.wrong |= dict.fromkeys(which or self.wrong, by)
        self._set()

    @property
    def of_database(self):
        return self.now + self.wrong["database"]

    def _set(self):
        self._machine.move_to(self.now + self.wrong["machine"], tick=False)
        if connection.vendor == "sqlite":
            connection.connection.create_function("STRFTIME", 2, self._strftime)
        else:
            with connection.cursor() as cursor:
                cursor.execute(
                    "CREATE OR REPLACE FUNCTION hand.statement_timestamp() RETURNS timestamptz"
                    f" LANGUAGE sql STABLE AS $$ SELECT '{self.of_database.isoformat()}'"
                    "::timestamptz $$"
                )

    def _strftime(self, form, when):
        assert when == "NOW"
        return _text(self.of_database)

    def give_back(self):
        if connection.vendor == "sqlite":
            # A function that was overridden stays so for the life of its connection: what comes
            # after asks another one, which nobody touched.
            connection.connection.create_function("STRFTIME", 2, _true_strftime)


def _true_strftime(form, when):
    with contextlib.closing(sqlite3.connect(":memory:")) as untouched:
        return untouched.execute("SELECT strftime(?, ?)", [form, when]).fetchone()[0]


def now():
    return datetime.datetime.now(datetime.UTC)


def _text(moment):
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"[:-3]
