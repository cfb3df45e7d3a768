"""The shipped Varnish configuration, with a real Varnish and a real newspaper that tells it."""

import gzip
import re
import time
import urllib.parse
import urllib.request

import brotli
import pytest

from tests.browser.newspaper import Newspaper
from tests.edge.varnish import SECRET, Varnish, is_there

pytestmark = pytest.mark.skipif(not is_there(), reason="Varnish or a C compiler is not installed")

STORIES = """
from articles.models import Author, Rubric
from tests.factories import make_author, make_rubric, publish_article
places = {"rubrics": [make_rubric("Дороги")], "authors": [make_author("Корякина")]}
for headline in ("Лена встала", "Автобус пошёл", "Снимут"):
    story = publish_article(headline, **places)
    print(story.pk, story.get_absolute_url())
"""
CHANGES = """
from articles.models import Article
from paper.models import Paper
Article.objects.get(headline="Снимут").withdraw(by=None)
paper = Paper.current()
paper.name = "Вестник"
paper.save()
"""
#: A page is kept for a second, then asked for again.
SECOND = 1.2


@pytest.fixture(scope="module")
def varnish(tmp_path_factory):
    return Varnish(tmp_path_factory.mktemp("varnish"))


@pytest.fixture(scope="module")
def paper(tmp_path_factory, varnish):
    paper = Newspaper(tmp_path_factory.mktemp("paper"))
    paper.environment |= {
        "TRUSTED_PROXIES": "127.0.0.1", "PURGE_URL": varnish.url, "PURGE_SECRET": SECRET,
    }  # fmt: skip
    paper.found(demo=False)
    said = paper.tell(STORIES).split()
    paper.numbers, paper.stories = said[::2], said[1::2]
    paper.start()
    yield paper
    paper.stop()


@pytest.fixture(scope="module")
def edge(varnish, paper):
    with varnish.running(paper.host) as edge:
        yield edge


def kept(edge, path, **headers):
    """Return where the answer comes from: HIT, MISS, STALE or PASS."""
    return edge.get(path, **headers)[1]["X-Cache"]


def keep(edge, *paths):
    """Ask for `paths` until all are kept at once, which a slow machine may need a while for."""
    for _time in range(20):
        if all(kept(edge, path) == "HIT" for path in paths):
            return
    raise AssertionError(f"not kept: {paths}")


def test_a_page_is_kept_for_a_second_and_then_asked_for_again(edge, paper):
    keep(edge, paper.stories[0])
    for _time in range(20):
        time.sleep(SECOND)
        assert kept(edge, paper.stories[0]) in ("HIT", "MISS")
        # Its threads add up what they did now and then.
        if edge.counted("MAIN.fetch_304"):
            return
    raise AssertionError("the site was never asked whether the page is still the same")


def test_each_reader_gets_the_form_he_understands(edge, paper):
    plain = edge.get(paper.stories[0])[2]
    assert "Лена встала" in plain.decode()
    for accepted, unpack in (
        ("gzip, deflate, br", brotli.decompress),
        ("gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.8", gzip.decompress),
        ("identity", bytes),
    ):
        for _time in range(2):
            _status, headers, body = edge.get(paper.stories[0], accept_encoding=accepted)
            assert unpack(body) == plain
            assert headers["Vary"] == "Accept-Encoding"
            assert "Cache-Tag" not in headers


def test_what_changed_is_purged_at_once_and_nothing_else_is(edge, paper):
    first, second, _third = paper.stories
    keep(edge, first, second)
    assert purge(edge, f"article:{paper.numbers[0]}") == 200
    assert (kept(edge, second), kept(edge, first)) == ("HIT", "MISS")


def test_the_newspaper_says_itself_what_changed(edge, paper):
    """Through the whole house: a commit, a message, a ban."""
    first, _second, third = paper.stories
    keep(edge, first, third)
    told = edge.counted("MAIN.bans_added")
    # A process of its own, which knows of the cache and waits for its last words to be heard.
    paper.manage("shell", "-v0", "--no-imports", "-c", CHANGES)
    assert edge.counted("MAIN.bans_added") > told
    body = edge.get(first)[2]
    assert "Вестник" in body.decode()
    assert edge.get(third)[0] == 410


def purge(edge, tags, secret=SECRET):
    return edge.get("/", method="PURGE", cache_tag=tags, x_purge_secret=secret)[0]


def test_strangers_purge_nothing(edge, paper):
    keep(edge, paper.stories[1])
    assert purge(edge, "*", secret="guessed") == 403
    assert purge(edge, "*", secret="") == 403
    assert edge.get("/", method="PURGE", cache_tag="*")[0] == 403
    keep(edge, paper.stories[1])
    for nonsense in ("", ".*", "a b", "a,,b", "paper)|(.*"):
        assert purge(edge, nonsense) == 400
    assert purge(edge, "paper,rubrics") == 200
    assert purge(edge, "*") == 200
    assert kept(edge, paper.stories[1]) == "MISS"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/login/", {}),
        ("/", {"cookie": "a=1; desk=x"}),
        ("/", {"authorization": "Basic eDp5"}),
        ("/preview/abc/", {}),
        ("/health/live", {}),
    ],
)
def test_what_is_not_for_everybody_is_never_kept(edge, path, headers):
    for _time in range(2):
        assert kept(edge, path, **headers) == "PASS"


def test_a_cookie_of_another_house_changes_nothing(edge, paper):
    keep(edge, paper.stories[1])
    assert kept(edge, paper.stories[1], cookie="visitor=x; mydesk=1") in ("HIT", "MISS")
    assert "Set-Cookie" not in edge.get(paper.stories[1], cookie="visitor=x")[1]


def test_no_header_makes_a_form_of_its_own(edge, paper):
    keep(edge, paper.stories[1])
    for headers in ({"user_agent": "x"}, {"accept_language": "en"}, {"x_form": "br"},
                    {"accept_encoding": "x"}, {"x_last": "wanted anew"}):  # fmt: skip
        keep(edge, paper.stories[1])
        status, answered, body = edge.get(paper.stories[1], **headers)
        assert status == 200
        assert "Автобус пошёл" in body.decode()
        assert answered["X-Cache"] in ("HIT", "MISS")


def test_a_press_reaches_the_site(edge, paper):
    page = edge.get(paper.stories[1])[2].decode()
    action = re.search(r'action="(/articles/\d+/reactions/[^"]+)"', page)[1]
    asked = urllib.request.Request(
        edge.url + action, data=urllib.parse.urlencode({"on": "1"}).encode(),
        headers={"Origin": edge.url, "Accept": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.headers["X-Cache"] == "PASS"
        assert answer.headers["Set-Cookie"]
    assert edge.get("/", method="DELETE")[0] == 405


def test_what_is_not_there_is_forgotten_within_a_second(edge, paper):
    keep(edge, paper.stories[1])
    for number in range(40):
        assert edge.get(f"/no/such/page/{number}/")[0] == 404
    time.sleep(SECOND + 1)
    # A page, its forms, and what stands beside it: nothing of the forty.
    assert edge.counted("MAIN.n_object") < 30


def test_a_visitor_says_nothing_of_where_the_paper_lives(edge, paper):
    page = edge.get(
        "/", host="127.0.0.1", x_forwarded_proto="https", x_forwarded_host="evil.example"
    )
    assert "evil.example" not in page[2].decode()


def test_readers_get_the_last_page_while_the_site_is_away(edge, paper):
    keep(edge, paper.stories[1])
    before = edge.get(paper.stories[1])[2]
    paper.stop()
    try:
        # At once, before Varnish has found out, and afterwards.
        for pause in (SECOND, 3):
            time.sleep(pause)
            status, headers, body = edge.get(paper.stories[1])
            assert (status, headers["X-Cache"], body) == (200, "STALE", before)
            assert edge.get("/no/such/page/")[0] == 503
    finally:
        paper.start()
    for _time in range(100):
        if edge.get("/no/such/page/")[0] == 404:
            break
        time.sleep(0.1)
    assert kept(edge, paper.stories[1]) in ("MISS", "HIT")
