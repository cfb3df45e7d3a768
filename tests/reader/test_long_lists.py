"""Lists of several pages; all tests read the same stories."""

import pytest
from django.db import transaction

from articles.models import Article, Correction
from articles.paging import STORIES, written_key
from tests.factories import make_author, make_rubric
from tests.reader.lists import publish_many, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def headlines(django_db_setup, django_db_blocker):
    """The headlines of all stories, newest first; thirty of them were corrected."""
    with django_db_blocker.unblock(), transaction.atomic():
        places = {
            "rubrics": [make_rubric(slug="dorogi")],
            "authors": [make_author(slug="koryakina")],
        }
        published = publish_many(2 * STORIES + 25, tags=["Лена"], **places)
        for article in Article.objects.all()[:30]:
            Correction.objects.create(article=article, text="Правильно — 11,4.")
        yield published
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "address", ["/rubric/dorogi/", "/author/koryakina/", "/tag/lena/", "/2026/"]
)
def test_the_pages_of_a_list_show_every_story_once_in_order(client, headlines, address):
    pages = walk(client, address)
    assert len(pages) > 1
    assert [headline for page in pages for headline in page] == headlines


def test_the_way_back_shows_the_same_pages(client, headlines):
    first, second, third, *_older = walk(client, "/rubric/dorogi/")
    last = Article.objects.get(headline=second[-1])
    key = written_key(last.published_at, last.pk)
    back = walk(client, f"/rubric/dorogi/?before={key}", "prev")
    assert back == [third, second, first]
    assert first == headlines[:STORIES]


@pytest.mark.parametrize(
    "address",
    [
        "/rubric/dorogi/", "/author/koryakina/", "/tag/lena/", "/2026/", "/2026/03/",
        "/2026/03/01/", "/corrections/",
    ],
)  # fmt: skip
def test_a_list_is_at_most_six_queries_however_long(
    client, uncached, headlines, address, django_assert_max_num_queries
):
    client.get(address)
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200
