"""How many stories a month has, known without counting them."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Author, Listing, Output
from articles.models.listing import Kind
from articles.models.output import PAPER
from tests.factories import make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db
# Half past midnight of the first of March, where the paper is.
NIGHT = datetime.datetime(2026, 2, 28, 15, 30, tzinfo=datetime.UTC)
MARCH, APRIL = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)


def in_march(kind, key, language="ru"):
    return Output.objects.of(kind, key, language).months(MARCH, MARCH).get(MARCH, 0)


def test_a_story_counts_in_the_paper_its_rubrics_and_under_its_authors_while_it_is_public():
    above = make_rubric("Дороги")
    rubric, author = make_rubric("Зимники", parent=above), make_author()
    story = publish_article(rubrics=[rubric], authors=[author], at=NIGHT)
    lists = [PAPER, (Kind.RUBRIC, rubric.pk), (Kind.RUBRIC, above.pk), (Kind.AUTHOR, author.pk)]
    assert [in_march(*one) for one in lists] == [1, 1, 1, 1]
    assert Output.objects.of(*PAPER, "ru").days(MARCH, APRIL) == {MARCH: 1}
    assert in_march(*PAPER, "en") == 0
    story.withdraw(by=None)
    assert [in_march(*one) for one in lists] == [0, 0, 0, 0]
    assert Output.objects.differing() == []


def test_a_story_that_moves_to_another_rubric_takes_its_number_along():
    one, other = make_rubric(), make_rubric()
    story = publish_article(rubrics=[one], at=NIGHT)
    publish_article(rubrics=[one], at=NIGHT)
    story.set_rubrics([other])
    story.settle()
    assert (in_march(Kind.RUBRIC, one.pk), in_march(Kind.RUBRIC, other.pk)) == (1, 1)
    assert in_march(*PAPER) == 2
    assert Output.objects.differing() == []


def test_what_was_written_past_the_application_is_found_and_put_right():
    story = publish_article(authors=[make_author(slug="starkov")])
    Listing.objects.filter(article=story, kind=Kind.AUTHOR).delete()
    Output.objects.of(*PAPER, "ru").update(stories=7)
    said = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("rebuild_lists", check=True, stdout=said)
    assert refusal.value.returncode == 1
    call_command("rebuild_lists", stdout=said)
    author = Author.objects.get(slug="starkov")
    assert Listing.objects.of(Kind.AUTHOR, author.pk, "ru").count() == 1
    month = timezone.localdate().replace(day=1)
    assert Output.objects.of(*PAPER, "ru").months(month, month) == {month: 1}
    call_command("rebuild_lists", check=True, stdout=said)


def test_stories_written_in_bulk_are_added_to_what_is_counted():
    publish_article(at=NIGHT)
    Output.objects.add(
        [(*PAPER, "ru", NIGHT), (Kind.RUBRIC, 5, "ru", NIGHT), (Kind.TAG, 5, "ru", NIGHT)]
    )
    assert in_march(*PAPER) == 2
    assert in_march(Kind.RUBRIC, 5) == 1
    assert not Output.objects.filter(kind=Kind.TAG).exists()
