"""Two nodes with one database and one Redis are one site, whatever becomes of the Redis."""

import http.cookiejar
import json
import re
import threading
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count

import pytest

from tests.browser.newspaper import Newspaper
from tests.edge.front import Asked
from tests.edge.redis import PROGRAM, Redis

pytestmark = pytest.mark.skipif(
    not PROGRAM or not find_spec("redis"),
    reason="redis-server or the extra “redis” is not installed",
)

STORIES = """
from tests.factories import make_user, publish_article
for number in range(12):
    print(publish_article(f"Материал {number}").get_absolute_url())
editor = make_user("editor", is_staff=True)
editor.set_password("snegopad-na-lene")
editor.save()
"""
RENAME = "from paper.models import Paper; p = Paper.current(); p.name = '{}'; p.save()"
#: What a call of a cache that hangs would take, and a busy machine does not.
LONG = 0.4
#: Addresses that nobody has asked for.
new = map("/nothing/{}/".format, count())
#: Names of the site under which nobody has asked for anything.
hosts = map("localhost:{}".format, range(1, 200))


class Node(Newspaper, Asked):
    """One of two machines."""

    def post(self, path, form, opener=None, **headers):
        asked = urllib.request.Request(
            self.url + path, urllib.parse.urlencode(form).encode(), {"Origin": self.url} | headers
        )
        with (opener or urllib.request.build_opener()).open(asked, timeout=20) as answer:
            return answer.status, answer.read()


@pytest.fixture(scope="module")
def redis():
    redis = Redis()
    redis.start()
    yield redis
    redis.go_on()
    redis.kill()


@pytest.fixture(scope="module")
def nodes(tmp_path_factory, redis):
    folder = tmp_path_factory.mktemp("paper")
    nodes = [Node(folder), Node(folder)]
    for node in nodes:
        # Pages are made for a host: to readers both have one name.
        node.environment |= {"CACHE_URL": redis.url, "SECRET_KEY": "one for both " * 5}
    nodes[0].found(demo=False)
    nodes[0].stories = nodes[1].stories = nodes[0].tell(STORIES).split()
    for node in nodes:
        node.start()
    yield nodes
    for node in nodes:
        node.stop()


def seconds(node, path):
    """Return the seconds that an answer took, which is to be a right one."""
    began = time.monotonic()
    status = node.get(path, host="localhost")[0]
    assert status == (404 if path.startswith("/nothing/") else 200)
    return time.monotonic() - began


def test_what_one_node_made_the_other_sends(nodes):
    one, other = nodes
    first = one.get(one.stories[0], host="localhost")
    second = other.get(one.stories[0], host="localhost")
    assert first[1]["Cache-Status"] == "newsroom; fwd=miss; stored"
    assert second[1]["Cache-Status"] == "newsroom; hit"
    assert first[2] == second[2]


def test_a_change_is_there_at_both_nodes_at_once(nodes):
    for node in nodes:
        seconds(node, node.stories[1])
    nodes[0].tell(RENAME.format("Вестник"))
    for node in nodes:
        assert "Вестник" in node.get(node.stories[1], host="localhost")[2].decode()


def works(node, path):
    """Read, press and log in at `node`, which is all that a site is for."""
    page = node.get(path, host="localhost")[2].decode()
    action = re.search(r'action="(/articles/\d+/reactions/[^"]+)"', page)[1]
    status, answer = node.post(action, {"on": "1"}, Accept="application/json")
    assert status == 200
    assert sum(json.loads(answer)["counts"].values()) > 0
    cookies = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    opener.open(node.url + "/admin/login/", timeout=20).read()
    token = {cookie.name: cookie.value for cookie in cookies}["desk_csrf"]
    form = {"username": "editor", "password": "snegopad-na-lene", "csrfmiddlewaretoken": token}
    node.post("/admin/login/?next=/admin/", form, opener)
    assert "desk" in {cookie.name for cookie in cookies}


def after_the_first_second(nodes):
    """Let each node find out, and see that from then on nobody waits."""
    for node in nodes:
        seconds(node, next(new))
    took = [seconds(node, path) for node in nodes for path in [next(new) for _time in range(8)]]
    assert sorted(took)[len(took) // 2] < LONG
    assert sum(one > LONG for one in took) < 3, took


def again(nodes):
    """Wait until both nodes use the cache again: what one makes, the other has."""
    for host in hosts:
        nodes[0].get(nodes[0].stories[0], host=host)
        if "hit" in nodes[1].get(nodes[0].stories[0], host=host)[1]["Cache-Status"]:
            return
        time.sleep(0.1)
    raise AssertionError("the cache is not used again")


@contextmanager
def hanging(redis):
    redis.hang()
    try:
        yield
    finally:
        redis.go_on()


@contextmanager
def dead(redis):
    redis.kill()
    try:
        yield
    finally:
        redis.start()


@contextmanager
def full(redis):
    assert redis.say("CONFIG", "SET", "maxmemory", "1mb").startswith(b"+OK")
    try:
        yield
    finally:
        redis.say("CONFIG", "SET", "maxmemory", "0")


@pytest.mark.parametrize(("trouble", "place"), [(hanging, 2), (dead, 4), (full, 6)])
def test_a_redis_in_trouble_holds_nobody_up(nodes, redis, trouble, place):
    with trouble(redis):
        after_the_first_second(nodes)
        works(nodes[0], nodes[0].stories[place])
        works(nodes[1], nodes[0].stories[place + 1])
    again(nodes)


def test_a_redis_that_is_emptied_under_load_loses_nothing(nodes, redis):
    statuses, until = [], time.monotonic() + 2

    def read(node):
        while time.monotonic() < until:
            paths = (node.stories[8], next(new))
            statuses.extend(node.get(path, host="localhost")[0] for path in paths)

    readers = [threading.Thread(target=read, args=(node,)) for node in nodes]
    for reader in readers:
        reader.start()
    while time.monotonic() < until:
        redis.say("FLUSHALL")
        time.sleep(0.02)
    for reader in readers:
        reader.join()
    assert set(statuses) == {200, 404}
    works(nodes[0], nodes[0].stories[9])
