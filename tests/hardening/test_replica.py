"""Readers read from a real replica: one that lags behind, and one that goes away."""

import datetime
import os
import signal
import sys
import time
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils import timezone

from articles.models import Action, Schedule
from articles.models.schedule import set_alarm
from newsroom import wsgi
from newsroom.replica import REPLICA, Readers
from tests import ROOT
from tests.factories import make_article, make_rubric, publish_article

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has replicas"
)
both = [DEFAULT_DB_ALIAS, REPLICA]
pytestmark = [needs_postgresql, pytest.mark.django_db(transaction=True, databases=both)]


class Replica:
    def __init__(self, process):
        self.process = process
        self.site = Readers(wsgi.application)

    def ask(self, path):
        """Return (status, text) of a page, as a reader gets it."""
        environ, answered = {"PATH_INFO": path, "HTTP_HOST": "localhost"}, []
        setup_testing_defaults(environ)
        answer = self.site(environ, lambda status, headers: answered.append(status))
        try:
            return int(answered[0][:3]), b"".join(answer).decode()
        finally:
            if hasattr(answer, "close"):
                answer.close()

    def page(self, path):
        status, text = self.ask(path)
        assert status == 200, path
        return text

    def fall_behind(self):
        self.catch_up()
        self._tell("SELECT pg_wal_replay_pause()")

    def catch_up(self):
        if self._tell("SELECT pg_is_wal_replay_paused()"):
            self._tell("SELECT pg_wal_replay_resume()")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            (written,) = cursor.fetchone()
        deadline = time.monotonic() + 20
        while not self._tell(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"):
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def _tell(self, sql):
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]


@pytest.fixture(scope="module", autouse=True)
def process(django_db_setup):
    """A replica of the whole server, the database of the tests included."""
    if connection.vendor != "postgresql":
        yield
        return
    sys.path.insert(0, str(ROOT / "dev"))
    import postgres

    with postgres.replica_of(os.environ["DATABASE_URL"]) as (url, process):
        connections.settings[REPLICA] = connection.settings_dict | {
            "HOST": urlsplit(url).path.rsplit("/", 1)[0],
            "CONN_HEALTH_CHECKS": False,
            "TEST": connection.settings_dict["TEST"] | {"MIRROR": DEFAULT_DB_ALIAS},
        }
        yield process
        connections[REPLICA].close()
        del connections.settings[REPLICA], connections[REPLICA]
    sys.path.remove(str(ROOT / "dev"))


@pytest.fixture
def replica(process, settings):
    settings.DATABASE_ROUTERS = ["newsroom.replica.Router"]
    return Replica(process)


def test_a_page_of_a_replica_that_lags_is_never_kept_as_if_it_were_new(replica):
    rubric = make_rubric("Дороги", slug="dorogi")
    story = publish_article("Лена встала", rubrics=[rubric])
    replica.fall_behind()
    rubric.name = "Зимники"
    rubric.save()
    newer = publish_article("Паром уходит", rubrics=[rubric])
    for path in (
        story.get_absolute_url(),
        "/rubric/dorogi/",
        "/",
        "/feed/",
        "/sitemap-stories-0.xml",
    ):
        text = replica.page(path)
        assert "Зимники" not in text
        assert "Паром уходит" not in text
        assert newer.slug not in text
    assert replica.ask(newer.get_absolute_url())[0] == 404
    replica.catch_up()
    assert "Зимники" in replica.page(story.get_absolute_url())
    assert "Паром уходит" in replica.page("/rubric/dorogi/")
    assert "Паром уходит" in replica.page("/")
    assert "Паром уходит" in replica.page(newer.get_absolute_url())
    assert newer.slug in replica.page("/sitemap-stories-0.xml")


def test_the_reader_past_the_hour_of_a_story_publishes_it_and_reads_it(replica):
    story = make_article("Катер пошёл")
    story.schedule(Action.PUBLISH, timezone.now() + datetime.timedelta(hours=1), by=None)
    Schedule.objects.update(at=timezone.now() - datetime.timedelta(seconds=1))
    set_alarm()
    replica.fall_behind()
    assert "Катер пошёл" in replica.page("/")
    # The replica still rings for what was done: nobody is shown a page without the story.
    assert "Катер пошёл" in replica.page("/")
    assert not Schedule.objects.exists()
    replica.catch_up()
    assert "Катер пошёл" in replica.page("/")


def test_whoever_presses_reads_what_was_written(replica):
    replica.fall_behind()
    story = publish_article()
    assert replica.ask(f"/articles/{story.pk}/reactions.json")[0] == 200
    assert replica.ask(story.get_absolute_url())[0] == 404
    assert replica.ask("/admin/login/")[0] == 200


def test_without_the_replica_readers_read_from_the_primary(replica, caplog):
    story = publish_article("Лена встала")
    replica.catch_up()
    assert "Лена встала" in replica.page("/")
    # At once, whoever is connected.
    replica.process.send_signal(signal.SIGINT)
    replica.process.wait()
    newer = publish_article("Паром уходит")
    for _time in range(3):
        assert "Паром уходит" in replica.page("/")
        assert replica.ask(newer.get_absolute_url())[0] == 200
    assert replica.ask(story.get_absolute_url())[0] == 200
    warned = [line for line in caplog.records if line.name == "newsroom.replica"]
    assert len(warned) == 1
