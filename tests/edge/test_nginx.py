"""The shipped nginx configuration, with a real nginx and a real newspaper behind it."""

import gzip
import re
import time

import brotli
import pytest

from tests.browser.newspaper import Newspaper
from tests.edge.front import Front, is_there

pytestmark = pytest.mark.skipif(not is_there(), reason="nginx is not installed")

STORY = """
from tests.factories import publish_article
from tests.images.pictures import make_image
story = publish_article("Лена встала раньше", picture=make_image(800, 600, alt="Лёд"))
print(story.get_absolute_url())
"""
#: A page is kept to the end of a second, then asked for again.
AT_MOST = 1.02


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    paper = Newspaper(tmp_path_factory.mktemp("paper"))
    paper.environment |= {"TRUSTED_PROXIES": "127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1"}
    paper.found(demo=False)
    paper.story = paper.tell(STORY)
    paper.start()
    yield paper
    paper.stop()


@pytest.fixture(scope="module")
def front(paper, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    with Front(folder, [paper.host], paper.folder / "media").running() as front:
        yield front


def test_a_page_is_asked_for_once_a_second_and_then_only_whether_it_is_the_same(front, paper):
    front.begin_a_second()
    assert front.get(paper.story)[1]["X-Cache"] in ("MISS", "EXPIRED")
    front.get(paper.story)
    front.begin_a_second()
    front.get(paper.story)
    assert front.get(paper.story)[1]["X-Cache"] == "HIT"
    time.sleep(AT_MOST)
    assert front.get(paper.story)[1]["X-Cache"] == "REVALIDATED"


def test_each_reader_gets_the_form_he_understands(front, paper):
    plain = front.get(paper.story)[2]
    assert "Лена встала раньше" in plain.decode()
    for accepted, unpack in (
        ("gzip, deflate, br", brotli.decompress),
        ("gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.8", gzip.decompress),
    ):
        for _time in range(2):
            assert unpack(front.get(paper.story, accept_encoding=accepted)[2]) == plain


def test_a_change_is_there_a_second_later(front, paper):
    before = front.get("/imprint/")[2].decode()
    paper.tell("from paper.models import Paper; p = Paper.current(); p.name = 'Вестник'; p.save()")
    time.sleep(AT_MOST)
    after = front.get("/imprint/")[2].decode()
    assert "Вестник" in after
    assert before != after


def test_a_withdrawn_story_is_gone_a_second_later(front, paper):
    address = paper.tell(
        "from articles.models import Author, Rubric\n"
        "from tests.factories import publish_article\n"
        "places = {'rubrics': Rubric.objects.all()[:1], 'authors': Author.objects.all()[:1]}\n"
        "print(publish_article('Снимут', **places).get_absolute_url())"
    )
    assert front.get(address)[0] == 200
    paper.tell(
        "from articles.models import Article;"
        "Article.objects.get(headline='Снимут').withdraw(by=None)"
    )
    time.sleep(AT_MOST)
    assert front.get(address)[0] == 410


def test_who_works_here_is_sent_nothing_that_is_kept(front, paper):
    front.get(paper.story)
    assert front.get(paper.story, cookie="a=1; desk=x")[1]["X-Cache"] == "BYPASS"
    assert front.get(paper.story, cookie="visitor=x")[1]["X-Cache"] in ("HIT", "REVALIDATED")
    assert "X-Cache" not in front.get("/admin/")[1]


def test_a_picture_is_sent_by_nginx_when_the_site_allows_it(front, paper):
    page = front.get(paper.story)[2].decode()
    address = re.search(r'src="(/media/[^"]+)"', page)[1]
    status, headers, made = front.get(address)
    assert status == 200
    status, headers, sent = front.get(address)
    assert (status, sent) == (200, made)
    assert headers["Content-Type"].startswith("image/")
    assert "immutable" in headers["Cache-Control"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "X-Accel-Redirect" not in headers
    assert front.get(address.replace("/media/", "/_files/"))[0] == 404


def test_nobody_but_a_proxy_of_ours_is_told_where_files_lie(front, paper):
    page = front.get(paper.story)[2].decode()
    address = re.search(r'src="(/media/[^"]+)"', page)[1]
    front.get(address)
    headers = front.get(address, x_accel_mapping="/etc/")[1]
    assert "X-Accel-Redirect" not in headers
    assert headers["Content-Type"].startswith("image/")


def test_static_files_are_sent_squeezed_and_kept_for_ever(front, paper):
    page = front.get(paper.story)[2].decode()
    address = re.search(r'href="(/static/css/print\.[0-9a-f]{12}\.css)"', page)[1]
    headers = front.get(address, accept_encoding="gzip")[1]
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Encoding"] == "gzip"


def test_readers_get_the_last_page_while_the_site_is_away(front, paper):
    before = front.get(paper.story)[2]
    paper.stop()
    try:
        time.sleep(AT_MOST)
        status, headers, body = front.get(paper.story)
        assert (status, headers["X-Cache"], body) == (200, "STALE", before)
    finally:
        paper.start()
