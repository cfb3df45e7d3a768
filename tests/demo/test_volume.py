"""The archive written past the models, held beside what the models write."""

from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from articles.finding import rebuilding as desk_index
from articles.models import Article, ImageUse, Listing, Rubric, Status, StatusChange, Tag
from demo import library, masthead, people, volume
from pagecache.models import Stamp
from reactions import recounting
from search import rebuilding
from tests.factories import publish_article

pytestmark = pytest.mark.django_db

NUMBER = 80
DERIVED = ("compiled_body", "excerpt", "words", "rubric_ids")


@pytest.fixture
def archive(no_drawing):
    return printed(NUMBER)


@pytest.fixture
def large_archive(no_drawing):
    return printed(500)


def printed(number):
    masthead.open_rubrics()
    list(library.take_in(library.missing()[:12]))
    people.sign(library.pictures())
    assert sum(volume.fill(volume.missing(number))) == number
    return Article.objects.filter(slug__contains="-tom-").order_by("pk")


def as_stored(articles):
    """Return all that is derived of `articles`, in an order of its own."""
    return {
        "columns": list(articles.values_list("pk", *DERIVED)),
        "listings": sorted(
            Listing.objects.filter(article__in=articles).values_list(
                "article", "kind", "key", "language", "published_at"
            )
        ),
        "pictures": sorted(
            ImageUse.objects.filter(article__in=articles).values_list("article", "image")
        ),
    }


def test_a_story_of_the_archive_is_what_settling_it_would_make(archive):
    written = as_stored(archive)
    list(volume.index(volume.unindexed()))
    assert [rebuilding.differing(*span) for span in rebuilding.chunks()] == [[]] * len(
        list(rebuilding.chunks())
    )
    assert not any(desk_index.differing(*span) for span in desk_index.spans())
    for article in archive:
        tags = set(article.page_tags())
        assert set(Stamp.objects.filter(tag__in=tags).values_list("tag", flat=True)) == tags
        article.settle()
    assert as_stored(archive) == written


def test_a_story_of_the_archive_has_the_columns_of_a_published_one(archive):
    usual = publish_article()
    rows = Article.objects.filter(pk__in=[usual.pk, archive[0].pk]).order_by("pk").values()
    by_hand, in_bulk = rows[1], rows[0]
    same = {
        name for name, value in by_hand.items() if value is None or value in ("", True, "published")
    }
    same -= {"picture_id", "created_by_id"}
    assert {name: in_bulk[name] for name in same} == {name: by_hand[name] for name in same}
    for article in archive:
        assert article.missing() == {}
        assert article.published_on == timezone.localdate(article.published_at)
        article.full_clean()


def test_the_archive_reaches_over_twenty_years_and_everything_the_paper_has(large_archive):
    archive = large_archive
    years = Counter(archive.values_list("published_on__year", flat=True))
    assert len(years) >= 20
    assert max(archive.values_list("published_at", flat=True)) < timezone.now()
    assert Rubric.objects.filter(placements__article__in=archive).distinct().count() > 45
    assert Tag.objects.filter(uses__content_object__in=archive).distinct().count() > 300
    assert set(archive.values_list("language", flat=True)) == {"ru", "sah", "en"}
    assert len(set(archive.values_list("headline", flat=True))) > 150
    assert StatusChange.objects.filter(article__in=archive).count() == 500
    assert not archive.exclude(status=Status.PUBLISHED).exists()
    assert recounting.differences() == []


def test_an_interrupted_run_is_taken_up_where_it_stopped(archive):
    last = archive.last()
    words = (last.slug, last.headline, last.body, last.rubric_ids)
    gone = archive.filter(pk__in=list(archive.values_list("pk", flat=True)[70:]))
    taken = sorted(int(slug[-7:]) for slug in gone.values_list("slug", flat=True))
    gone.delete()
    numbers = volume.missing(NUMBER)
    assert sorted(numbers) == taken
    assert sum(volume.fill(numbers)) == 10
    assert volume.missing(NUMBER) == []
    again = archive.get(slug=last.slug)
    assert (again.slug, again.headline, again.body, again.rubric_ids) == words


def test_the_next_story_written_by_hand_gets_a_number_of_its_own(archive):
    assert publish_article().pk > archive.last().pk


def test_a_batch_asks_the_database_a_few_dozen_times(archive, django_assert_max_num_queries):
    several = 1 if connection.vendor == "sqlite" else 4
    with django_assert_max_num_queries(40 + 8 * several):
        sum(volume.fill(list(range(NUMBER + 1, NUMBER + 501))))
