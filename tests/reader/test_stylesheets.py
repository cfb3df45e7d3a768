import datetime
import gzip
import re
from itertools import chain
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from articles.models import Correction, FrontLayout
from articles.stylesheet import ALWAYS, KINDS
from frontpage.models import Condition
from pages.models import Page
from paper.models import Paper
from tests.factories import make_rubric, publish_article

pytestmark = pytest.mark.django_db

BUDGET = 22 * 1024
BODY = (
    "<p>Текст.</p><table><tbody><tr><td>62</td></tr></tbody></table>"
    '<section class="facts"><p>Факты.</p></section>'
)


def stylesheets(client, address):
    """Return `{address: bytes}` of the stylesheets a page needs to be seen on a screen.

    What is only for paper is fetched when the page stands already.
    """
    page = client.get(address).content.decode()
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert len(found) == 1, "a phone waits for each further file"
    return {href: client.get(href).content for href in found}


@pytest.fixture
def issue():
    rubrics = [
        make_rubric(name, front_layout=layout, hue=number * 40)
        for number, (layout, name) in enumerate(FrontLayout.choices)
    ]
    rubrics += [make_rubric(f"Рубрика {n}") for n in range(8)]
    beside = publish_article(rubrics=[rubrics[1]])
    articles = [
        publish_article(rubrics=[rubrics[n % 4]], body=BODY, related=[beside], importance=1 + n % 5)
        for n in range(20)
    ]
    Correction.objects.create(article=articles[0], text="Правильно — 11,4.")
    Condition.objects.create(name="Лена", value="62 см", fill=60)
    Page.objects.create(slug="about", language="ru", title="О газете", body=BODY)
    return articles[0]


def test_no_page_links_more_than_22_kilobytes_of_css(client, issue):
    author = issue.bylines.first().author
    day = issue.published_on
    for address in (
        "/", issue.get_absolute_url(), issue.rubrics.first().get_absolute_url(),
        author.get_absolute_url(), f"/{day:%Y}/", f"/{day:%Y/%m}/", f"/{day:%Y/%m/%d}/",
        "/corrections/", "/about/", "/imprint/", "/nothing/",
    ):  # fmt: skip
        sizes = {href: len(css) for href, css in stylesheets(client, address).items()}
        assert sum(sizes.values()) <= BUDGET, (address, sum(sizes.values()), sizes)


def test_every_stylesheet_opens_a_layer_of_the_known_order():
    folder = Path(finders.find("css/site.css")).parent
    for name in {*ALWAYS, *chain.from_iterable(KINDS.values()), "print", "print-text"}:
        text = re.sub(r"/\*.*?\*/", "", (folder / f"{name}.css").read_text(), flags=re.DOTALL)
        assert re.match(r"\s*@layer (tokens|base|parts|print)\b", text), name


def test_every_file_for_readers_is_on_some_page():
    folder = Path(finders.find("css/site.css")).parent
    linked = {*ALWAYS, *chain.from_iterable(KINDS.values()), "print", "print-text"}
    assert {path.stem for path in folder.glob("*.css")} - linked == {"picture-desk"}


def test_nothing_is_painted_later_for_a_script(client, issue):
    for address in ("/", issue.get_absolute_url(), "/corrections/"):
        scripts = re.findall(r"<script[^>]* src=[^>]*>", client.get(address).content.decode())
        assert scripts
        assert all(" async" in script or " defer" in script for script in scripts)


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_stylesheet_is_sent_squeezed(client, accepted, unpack):
    address = re.search(r'href="(/paper-[^"]+)"', client.get("/").content.decode())[1]
    plain = client.get(address).content
    answer = client.get(address, headers={"accept-encoding": accepted})
    assert answer["Content-Encoding"] == accepted
    assert answer["Vary"] == "Accept-Encoding"
    assert unpack(answer.content) == plain
    assert len(answer.content) < 6_000


def test_faces_are_fetched_from_where_they_lie(client):
    address = re.search(r'href="(/paper-[^"]+)"', client.get("/").content.decode())[1]
    faces = set(re.findall(r"url\(([^)]+)\)", client.get(address).content.decode()))
    assert len(faces) == 5
    assert all(face.startswith(settings.STATIC_URL) for face in faces)


def test_hues_and_rule_are_in_a_stylesheet_that_is_kept_for_ever(client):
    rubric = make_rubric(slug="dorogi", hue=225)
    Paper(name="Зимник", rule_px="6.2").save()
    page = client.get("/").content.decode()
    assert "style=" not in page
    assert "<style" not in page
    address = re.search(r'href="(/paper-front-[0-9a-f]+\.css)"', page)[1]
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert '[data-rubric="dorogi"]{--hue:225}' in answer.content.decode()
    assert "--ice:6.2px" in answer.content.decode()

    rubric.hue = 30
    rubric.save()
    changed = re.search(r'href="(/paper-front-[0-9a-f]+\.css)"', client.get("/").content.decode())[
        1
    ]
    assert changed != address
    # A page that somebody kept still finds its colours, but not for ever.
    assert client.get(address).status_code == 200
    assert "immutable" not in client.get(address)["Cache-Control"]


def test_forty_rubrics_do_not_make_forty_links_in_a_row(client):
    for number in range(40):
        make_rubric(f"Рубрика {number}", position=number)
    page = client.get("/").content.decode()
    row = re.search(r'<nav class="rubric-menu".*?<ul>(.*?)</ul>', page, re.DOTALL)[1]
    rest = re.search(r'<details class="more-rubrics">(.*?)</details>', page, re.DOTALL)[1]
    assert row.count("<a ") == 9
    assert rest.count("<a ") == 31


def test_the_date_in_the_masthead_is_that_of_the_newest_story(client):
    publish_article(at=datetime.datetime(2026, 11, 19, 3, tzinfo=datetime.UTC))
    assert '<time datetime="2026-11-19">' in client.get("/").content.decode()
