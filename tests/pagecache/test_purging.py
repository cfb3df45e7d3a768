"""Caches in front are told what changed: after the commit, together, and nobody waits for them."""

import http.server
import logging
import threading
import time

import pytest
from django.core.checks import run_checks
from django.db import transaction

from pagecache import purging
from pagecache.purging import MOST, Messenger, messages
from pagecache.tags import changed


class Cache(http.server.ThreadingHTTPServer):
    """A cache that writes down what it is told, and answers when `may_answer` is set."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hearing)
        self.heard = []
        self.status = 200
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.url = f"http://127.0.0.1:{self.server_port}/"


class Hearing(http.server.BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.may_answer.wait(10)
        self.server.heard.append((self.headers["X-Purge-Secret"], self.headers["Cache-Tag"]))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said):
        pass


@pytest.fixture
def cache(settings):
    with Cache() as cache:
        threading.Thread(target=cache.serve_forever, args=(0.02,), daemon=True).start()
        settings.PURGE_URL = [cache.url]
        settings.PURGE_SECRET = "между нами".encode().hex()
        yield cache
        cache.may_answer.set()
        cache.shutdown()


@pytest.fixture(autouse=True)
def messenger(monkeypatch):
    monkeypatch.setattr(purging, "messenger", Messenger())
    return purging.messenger


def tags(cache):
    return [said for _secret, said in cache.heard]


@pytest.mark.django_db(transaction=True)
def test_a_cache_is_told_after_the_commit_and_not_before(cache, messenger, settings):
    with transaction.atomic():
        changed("article:12")
        changed("rubric:3:ru", "article:12")
        assert messenger.flush()
        assert not cache.heard
    assert messenger.flush()
    assert {tag for said in tags(cache) for tag in said.split(",")} == {"article:12", "rubric:3:ru"}
    assert {secret for secret, _said in cache.heard} == {settings.PURGE_SECRET}


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_is_told_to_nobody(cache, messenger):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        changed("article:12")
        raise ValueError("no")
    assert messenger.flush()
    assert not cache.heard


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_cache_that_hangs(cache, messenger, monkeypatch):
    monkeypatch.setattr(purging, "PATIENCE", 0.3)
    cache.may_answer.clear()
    began = time.monotonic()
    for number in range(20):
        changed(f"article:{number}")
    assert time.monotonic() - began < 0.3 or not cache.heard
    assert not messenger.flush(0.05)
    assert messenger.flush(5), "nothing is left after its patience is over"
    cache.may_answer.set()


def test_what_comes_together_goes_together(cache, messenger):
    cache.may_answer.clear()
    messenger.tell({"first"})
    while not messenger._is_sending:
        time.sleep(0.005)
    for number in range(50):
        messenger.tell({f"article:{number}"})
    cache.may_answer.set()
    assert messenger.flush(5)
    assert len(cache.heard) == 2
    assert len(tags(cache)[1].split(",")) == 50


def test_a_cache_that_is_away_is_logged_once_and_others_are_told(
    cache, messenger, settings, caplog
):
    settings.PURGE_URL = ["http://user:word@127.0.0.1:1/", cache.url]
    caplog.set_level(logging.INFO)
    for _time in range(3):
        messenger.tell({"paper"})
        assert messenger.flush(5)
    assert tags(cache) == ["paper"] * 3
    assert len(caplog.records) == 1
    assert "127.0.0.1:1" in caplog.text
    assert "word" not in caplog.text


def test_a_refusal_is_said_and_so_is_its_end(cache, messenger, caplog):
    caplog.set_level(logging.INFO)
    cache.status = 403
    messenger.tell({"paper"})
    assert messenger.flush(5)
    cache.status = 200
    messenger.tell({"paper"})
    assert messenger.flush(5)
    assert ["403" in record.message for record in caplog.records] == [True, False]


def test_an_address_that_is_none_breaks_nothing(cache, messenger, settings, caplog):
    settings.PURGE_URL = ["varnish:6081", "http://[", "ftp://127.0.0.1/", cache.url]
    messenger.tell({"paper"})
    assert messenger.flush(5)
    assert tags(cache) == ["paper"]


def test_many_tags_go_in_messages_that_caches_take():
    assert messages(["a", "b"]) == ["a,b"]
    several = messages([f"author-name:{number:04}" for number in range(500)])
    assert 2 < len(several) < 6
    assert all(len(message) <= purging.LONGEST for message in several)
    assert sum(len(message.split(",")) for message in several) == 500
    assert messages([f"article:{number}" for number in range(MOST + 1)]) == ["*"]


@pytest.mark.django_db(transaction=True)
def test_without_a_cache_in_front_nobody_is_told(messenger, settings):
    settings.PURGE_URL = []
    changed("article:12")
    assert messenger._thread is None


def test_a_cache_without_a_word_between_us_is_warned_of(settings):
    settings.PURGE_URL = ["http://127.0.0.1:6081/"]
    settings.PURGE_SECRET = ""
    assert "newsroom.W005" in warnings()
    settings.PURGE_SECRET = "word"
    assert "newsroom.W005" not in warnings()


def warnings():
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return {problem.id for problem in found}
