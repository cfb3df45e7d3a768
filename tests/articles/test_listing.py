"""What is derived of one story when it is saved is what `rebuild_lists` would make of it."""

import pytest

from articles.models import Article, Author, Listing, Role
from articles.models.listing import Kind
from tests.factories import make_article, make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db


def places(article):
    return set(article.listings.values_list("kind", "key", "language", "published_at"))


def is_right(article):
    return Listing.objects.differing(Article.objects.filter(pk=article.pk)) == []


def make_full_story():
    roads = make_rubric("Дороги")
    ice = make_rubric("Лёд", parent=roads)
    author = make_author()
    story = publish_article(rubrics=[ice, roads], authors=[author], tags=["переправа", "мороз"])
    story.set_bylines([(author, Role.TEXT), (author, Role.PHOTO), (make_author(), Role.TEXT)])
    story.settle()
    return story


def test_a_story_stands_once_in_every_list_of_its_own():
    story = make_full_story()
    kinds = sorted(kind for kind, *_rest in places(story))
    assert kinds == [Kind.AUTHOR] * 2 + [Kind.RUBRIC] * 2 + [Kind.TAG] * 2
    assert is_right(story)


def test_what_it_leaves_and_where_it_comes_is_in_the_lists_at_once():
    story = make_full_story()
    story.set_rubrics([make_rubric("Погода")])
    story.tags.set(["мороз"])
    Author.objects.filter(pk=story.bylines.last().author_id).first().bylines.all().delete()
    story.settle()
    assert len(places(story)) == 3
    assert is_right(story)


def test_what_is_not_public_stands_in_no_list():
    draft = make_article(tags=["мороз"])
    assert places(draft) == set()
    story = make_full_story()
    story.withdraw(by=None)
    assert places(story) == set()
    assert is_right(story)


def test_saving_again_what_has_not_changed_writes_no_line(django_assert_max_num_queries):
    story = make_full_story()
    before = set(story.listings.values_list("pk", flat=True))
    with django_assert_max_num_queries(35):
        story.settle()
    assert set(story.listings.values_list("pk", flat=True)) == before


def test_a_story_that_was_moved_while_its_row_was_waited_for_is_listed_where_it_is(monkeypatch):
    story, elsewhere = make_full_story(), make_rubric("Погода")
    derive = Article.derive

    def moved_meanwhile(self, *given, **known):
        derive(self, *given, **known)
        self.set_rubrics([elsewhere])

    monkeypatch.setattr(Article, "derive", moved_meanwhile)
    story.settle()
    assert is_right(story)
    assert {key for kind, key, *_rest in places(story) if kind == Kind.RUBRIC} == {elsewhere.pk}
