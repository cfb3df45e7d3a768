"""Crowds at a real server with two processes: every press counts once, and none is lost."""

import contextlib
import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zlib import crc32

import pytest
from django.core import signing

from reactions.visitors import Visitor
from tests import ROOT

CLIENTS = 16

STORY = """
from uuid import uuid4
from tests.factories import make_author, make_rubric, publish_article
rubrics, authors = [make_rubric(slug=str(uuid4()))], [make_author(slug=str(uuid4()))]
print(publish_article(rubrics=rubrics, authors=authors).pk)
"""


class Crowd:
    """Readers of one story, in many networks. Each thread keeps its connection, as browsers do."""

    def __init__(self, newspaper):
        self.newspaper = newspaper
        self.article = newspaper.tell(STORY)
        self._mine = threading.local()

    def reader(self):
        """Return the cookie of one more reader, as the paper would have signed it."""
        key = self.newspaper.environment["SECRET_KEY"]
        signer = signing.TimestampSigner(key=key, salt="reactions.visitor")
        return "visitor=" + signer.sign(secrets.token_hex(16))

    def press(self, cookie, slug="heart", on=True):
        """Return what the paper answered: its status and JSON. Raises OSError if it did not."""
        headers = {
            "Cookie": cookie,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": address_of(cookie),
        }
        path = f"/articles/{self.article}/reactions/{slug}/"
        return self._ask("POST", path, f"on={int(on)}", headers)

    def counts(self):
        """Return the numbers as of now: half a second each process may send older ones."""
        time.sleep(0.6)
        status, answer = self._ask("GET", f"/articles/{self.article}/reactions.json")
        assert status == 200
        return answer["counts"]

    def stored(self):
        """Return how many reactions the database holds."""
        return len(self.visitors())

    def visitors(self):
        """Return a word for each reader whose reaction is stored, read past the web server."""
        show = (
            "from reactions.models import Reaction;"
            f"found = Reaction.objects.filter(article={self.article});"
            "print(*(one.hex for one in found.values_list('visitor', flat=True)))"
        )
        return self.newspaper.tell(show).split()

    def _ask(self, *request):
        connection = getattr(self._mine, "connection", None)
        # A server hangs up on who has said nothing for two seconds.
        if connection is None or time.monotonic() - self._mine.asked_at > 1:
            connection = http.client.HTTPConnection(self.newspaper.host, timeout=30)
            self._mine.connection = connection
        self._mine.asked_at = time.monotonic()
        try:
            connection.request(*request)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            self._mine.connection = None
            raise OSError(str(error)) from error


def address_of(cookie):
    """Return where the reader with this cookie lives: always the same, hardly anybody else's."""
    number = crc32(cookie.encode())
    return f"{11 + number % 170}.{number // 170 % 256}.{number // 43520 % 256}.7"


@pytest.fixture
def crowd(newspaper):
    return Crowd(newspaper)


def all_at_once(press, presses):
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda arguments: press(*arguments), presses))


def test_two_thousand_presses_of_one_reader_count_once(crowd):
    reader = crowd.reader()
    answers = all_at_once(crowd.press, [(reader,)] * 2000)
    assert {status for status, _answer in answers} == {200}
    assert {answer["counts"]["heart"] for _status, answer in answers} == {1}
    assert crowd.counts()["heart"] == crowd.stored() == 1


def test_five_presses_of_each_of_three_hundred_readers_count_three_hundred(crowd):
    presses = [(crowd.reader(),) for _reader in range(300)] * 5
    random.Random(5).shuffle(presses)
    answers = all_at_once(crowd.press, presses)
    assert {status for status, _answer in answers} == {200}
    newest = max((answer["seq"], answer["counts"]["heart"]) for _status, answer in answers)
    assert newest == (300, 300)
    assert crowd.counts()["heart"] == crowd.stored() == 300


def test_a_reader_who_presses_wildly_ends_where_the_last_press_ended(crowd):
    reader, others = crowd.reader(), [crowd.reader() for _reader in range(5)]
    wild = random.Random(7)
    presses = [
        (who, slug, wild.random() < 0.5)
        for slug in ("heart", "fire")
        for who in [reader] * 100 + others * 10
    ]
    wild.shuffle(presses)
    with folding_all_the_time(crowd.newspaper):
        answers = all_at_once(crowd.press, presses)
        last = {
            (who, slug): wild.random() < 0.5
            for who in [reader, *others]
            for slug in ("heart", "fire")
        }
        answers += all_at_once(crowd.press, [(*place, on) for place, on in last.items()])
    assert {status for status, _answer in answers} == {200}
    counts = crowd.counts()
    for slug in ("heart", "fire"):
        assert counts[slug] == sum(on for (_who, where), on in last.items() if where == slug)
    assert crowd.stored() == sum(last.values())
    crowd.newspaper.manage("recount_reactions", "--check")


@contextlib.contextmanager
def folding_all_the_time(newspaper):
    """Add up beside the web server, as a busy site does; the command ends when it is told to."""
    command = [sys.executable, "manage.py", "fold_reactions", "--forever"]
    folding = subprocess.Popen(
        command, cwd=ROOT, env=newspaper.environment, stdout=subprocess.PIPE, text=True
    )
    assert folding.stdout.readline(), "it says when it begins"
    yield
    folding.terminate()
    folding.communicate(timeout=20)
    assert folding.returncode == 0


@pytest.mark.gameday
def test_no_press_is_lost_when_the_workers_are_killed(crowd):
    asked, acknowledged, wrong = [], [], []
    is_over = threading.Event()

    def read_and_press():
        while not is_over.is_set():
            cookie = crowd.reader()
            asked.append(stored_as(cookie))
            # A press without an answer may or may not have been stored.
            with contextlib.suppress(OSError):
                status, _answer = crowd.press(cookie)
                (acknowledged if status == 200 else wrong).append(stored_as(cookie))

    readers = [threading.Thread(target=read_and_press) for _client in range(CLIENTS)]
    for thread in readers:
        thread.start()
    try:
        for _kill in range(3):
            wait_for_more(acknowledged)
            kill_workers(crowd.newspaper)
        wait_for_more(acknowledged)
    finally:
        is_over.set()
        for thread in readers:
            thread.join()
    assert not wrong
    stored = crowd.visitors()
    assert len(set(stored)) == len(stored)
    assert set(acknowledged) - set(stored) == set(), "acknowledged, and lost"
    assert set(stored) - set(asked) == set(), "stored, and nobody pressed"
    assert crowd.counts()["heart"] == len(stored)
    crowd.newspaper.manage("recount_reactions", "--check")


def stored_as(cookie):
    """Return the word of `visitors` for the reader with this cookie."""
    number = cookie.removeprefix("visitor=").partition(":")[0]
    return Visitor(bytes.fromhex(number)).pk.hex


def wait_for_more(acknowledged, number=50, seconds=20):
    enough, deadline = len(acknowledged) + number, time.monotonic() + seconds
    while len(acknowledged) < enough:
        assert time.monotonic() < deadline, "the paper did not come back"
        time.sleep(0.02)


def kill_workers(newspaper):
    """Kill the processes that answer; the one that started them starts new ones."""
    master = newspaper._server.pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    assert children
    for pid in children:
        os.kill(int(pid), signal.SIGKILL)
