import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Correction
from articles.paging import STORIES, read_key, written_key
from tests.factories import make_author, make_rubric, publish_article
from tests.reader.lists import publish_many, text_of, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return {"rubrics": [make_rubric(slug="dorogi")], "authors": [make_author(slug="koryakina")]}


def test_a_story_that_appears_meanwhile_moves_no_page(client, places):
    headlines = publish_many(STORIES + 5, **places)
    page = text_of(client.get("/rubric/dorogi/"))
    older = re.search(r'href="([^"]+)" rel="next"', page[page.index('class="stories"') :])[1]
    publish_article("История 999", at=timezone.now(), **places)
    assert walk(client, older) == [headlines[STORIES:]]


@pytest.mark.parametrize(
    "key",
    [
        "x", "1", "-1", "0.0", "1" * 5000, "a.b.c", "\x00", "1.\x00", "zzzzzzzzzzz.zzzzzzzzzzzz",
        "-zzzzzzzzzzz.0", "..", "1.-1", "١.١", "' OR 1=1 --",
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_refused_or_begins_at_the_beginning(client, places, key):
    publish_many(3, **places)
    for direction in ("before", "after"):
        for address in ("/rubric/dorogi/", "/author/koryakina/", "/2026/", "/corrections/"):
            answer = client.get(address, {direction: key})
            assert answer.status_code in (200, 404)


def test_keys_are_read_as_they_were_written():
    moment = datetime.datetime(1934, 2, 3, 4, 5, 6, 789, tzinfo=datetime.UTC)
    assert read_key(written_key(moment, 123456789)) == (moment, 123456789)


def test_a_page_of_a_list_joins_the_list_once(client, uncached, places):
    publish_many(25, **places)
    for place in ("/rubric/dorogi/", re.search(r'href="([^"]+before[^"]+)"', text_of(
        client.get("/rubric/dorogi/")))[1]):  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(place)
        lists = [
            q["sql"] for q in queries if "articles_listing" in q["sql"] and "headline" in q["sql"]
        ]
        assert len(lists) == 1
        assert lists[0].count('JOIN "articles_listing"') == 1
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + lists[0].replace("%", "%%"))
                plan = " ".join(str(row) for row in cursor.fetchall())
            assert "lists_newest_first" in plan
            assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    "address",
    [
        "/2026/13/45/", "/9999/12/31/", "/0000/01/01/", "/0000/", "/9999/", "/2026/00/",
        "/2026/02/30/", "/9999/12/31/slug/", "/0000/01/01/slug/", "/1000/01/", "/2026/02/30/x/",
        "/2026/01/01/%00/", "/rubric/%00/", "/tag/%00/", "/author/%00/", "/rubric/нет/",
        "/tag/" + "x" * 5000 + "/", "/%00/", "/sah/%00/",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_days_lead_to_the_neighbouring_days_with_stories(client):
    for day in (2, 5, 9):
        publish_article(at=datetime.datetime(2026, 3, day, 3, tzinfo=datetime.UTC))
    page = text_of(client.get("/2026/03/05/"))
    assert re.search(r'<a href="/2026/03/02/" rel="prev">', page)
    assert re.search(r'<a href="/2026/03/09/" rel="next">', page)


def test_a_day_is_a_day_where_the_paper_is(client):
    publish_article("Ночная", at=datetime.datetime(2026, 3, 4, 15, 30, tzinfo=datetime.UTC))
    assert "Ночная" in text_of(client.get("/2026/03/05/"))
    day_before = text_of(client.get("/2026/03/04/"))
    assert "Ночная" not in day_before[day_before.index("<main") : day_before.index("nothing")]


def test_a_month_shows_which_days_have_stories(client):
    for _ in range(2):
        publish_article(at=datetime.datetime(2026, 3, 5, 3, tzinfo=datetime.UTC))
    page = text_of(client.get("/2026/03/"))
    assert 'href="/2026/03/05/"' in page
    assert 'href="/2026/03/06/"' not in page


def test_a_list_without_stories_is_still_a_page(client):
    make_rubric("Пустая", slug="pustaya")
    publish_article("Совсем другое")
    page = client.get("/rubric/pustaya/")
    assert page.status_code == 200
    assert "Совсем другое" in text_of(page)


def test_an_edition_lists_its_own_stories(client, places):
    publish_article("По-русски", **places)
    publish_article("In English", language="en", **places)
    page = text_of(client.get("/en/rubric/dorogi/"))
    assert "In English" in page
    assert "По-русски" not in page


def test_a_correction_leaves_the_page_with_its_story(client):
    article = publish_article("Переправа")
    Correction.objects.create(article=article, text="Правильно — 11,4.")
    assert "Правильно — 11,4." in text_of(client.get("/corrections/"))
    article.withdraw(by=None)
    assert "Правильно — 11,4." not in text_of(client.get("/corrections/"))
