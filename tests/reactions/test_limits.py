"""New visitors by network: many at once, then so many a minute; a town, but no machine."""

import datetime
import ipaddress
import threading

import pytest
from django.core.cache import cache

from pagecache import circuit
from reactions import limits, networks
from reactions.models import Reaction, Watch
from reactions.networks import network_of
from tests.factories import publish_article
from tests.reactions.presses import press, somebody_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A story of a paper that lets thirty new readers of a network in at once, then 20 a minute."""
    # Nobody here is held: bursts have tests of their own.
    Watch(newcomers_at_once=30, newcomers_a_minute=20, share_percent=100).save()
    return publish_article()


@pytest.fixture
def hour(monkeypatch):
    """The limits' clock; set `hour.now`, in seconds."""

    class Hour:
        now = 1_000_000.0

    monkeypatch.setattr(limits.time, "time", lambda: Hour.now)
    return Hour


def new_readers(article, number, **extra):
    """Let `number` new readers press; return the answers' statuses."""
    return [press(somebody_new(), article, **extra).status_code for _reader in range(number)]


def test_a_flood_without_cookies_is_stopped_after_thirty(article, hour):
    statuses = new_readers(article, 60)
    assert statuses == [200] * 30 + [429] * 30
    assert Reaction.objects.count() == 30


def test_after_a_pause_twenty_a_minute_come_through(article, hour):
    new_readers(article, 40)
    hour.now += 60
    assert new_readers(article, 25).count(200) == 20
    hour.now += 3
    assert new_readers(article, 3).count(200) == 1
    # A quiet hour saves up no more than one burst.
    hour.now += 3600
    assert new_readers(article, 40).count(200) == 30
    hour.now += 30
    assert new_readers(article, 40).count(200) == 10


def test_a_slow_stream_saves_nothing_up(article, hour):
    for _reader in range(60):
        hour.now += 10
        assert new_readers(article, 1) == [200]
    assert new_readers(article, 50).count(200) == 29


def test_whoever_is_stopped_is_told_when_to_come_back(article, hour):
    new_readers(article, 30)
    answer = press(somebody_new(), article)
    assert answer.status_code == 429
    wait = int(answer["Retry-After"])
    assert wait == 3
    assert str(wait) in answer.json()["error"]
    hour.now += wait
    assert new_readers(article, 1) == [200]


def test_other_networks_and_readers_who_have_pressed_before_are_not_touched(article, hour):
    known = somebody_new()
    assert press(known, article, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert new_readers(article, 40, REMOTE_ADDR="192.0.2.77").count(429) == 11
    assert press(known, article, "fire", REMOTE_ADDR="192.0.2.1").status_code == 200
    assert new_readers(article, 1, REMOTE_ADDR="192.0.3.1") == [200]


def test_an_ipv6_network_counts_as_one(article, hour):
    for number in range(35):
        last = press(somebody_new(), article, REMOTE_ADDR=f"2001:db8:1:{number:x}::1")
    assert last.status_code == 429
    assert new_readers(article, 1, REMOTE_ADDR="2001:db8:2::1") == [200]


def test_a_town_behind_one_address_may_react_as_long_as_nobody_has_changed_that(hour):
    article = publish_article()
    assert set(new_readers(article, 100)) == {200}


def test_only_our_own_proxy_may_say_who_asks(article, hour, settings):
    for number in range(40):
        answer = press(somebody_new(), article, headers={"X-Forwarded-For": f"203.0.{number}.1"})
    assert answer.status_code == 429
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    forged = {"X-Forwarded-For": "'; DROP TABLE reactions_step; --, 198.51.100.9"}
    assert new_readers(article, 40, headers=forged).count(200) == 30
    assert new_readers(article, 1, headers={"X-Forwarded-For": "198.51.101.8"}) == [200]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        (None, "unknown"),
    ],
)
def test_what_counts_as_one_network(address, network):
    assert network_of(address and ipaddress.ip_address(address)) == network


def test_the_cache_is_told_no_address_and_another_name_each_day(article, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *_: keys.append(key))
    for day in (23, 23, 24):
        monkeypatch.setattr(
            networks.timezone, "localdate", lambda day=day: datetime.date(2026, 11, day)
        )
        new_readers(article, 1, REMOTE_ADDR="192.0.2.1")
    first, same_day, next_day = keys
    assert first == same_day != next_day
    assert "192.0.2" not in first


def test_without_a_cache_everybody_may_press_and_it_is_not_asked_each_time(article, monkeypatch):
    asked, may_knock = [], threading.Event()
    monkeypatch.setattr(circuit.time, "sleep", lambda _seconds: may_knock.wait(10))

    def gone(*_args):
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr(cache, "add", gone)
    assert new_readers(article, 40) == [200] * 40
    assert len(asked) == 1
    may_knock.set()
    circuit.circuit("default")._knocker.join(10)
    assert new_readers(article, 1) == [200]
    assert len(asked) == 2
