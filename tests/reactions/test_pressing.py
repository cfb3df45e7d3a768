"""What counts, what does not, and what is answered."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Article
from reactions.counts import counts_of
from reactions.folding import fold
from reactions.models import Emoji, Reaction, Step, Tally
from tests.factories import make_article, publish_article
from tests.reactions.presses import JSON, press

pytestmark = pytest.mark.django_db


def test_a_press_counts_once_however_often_it_is_sent(client):
    article = publish_article()
    first = press(client, article).json()
    assert first["counts"]["heart"] == 1
    assert first["on"] is True
    for _replay in range(20):
        assert press(client, article).json() == first
    assert Reaction.objects.count() == 1


def test_taking_back_counts_one_less_once(client):
    article = publish_article()
    press(client, article)
    for _replay in range(3):
        answer = press(client, article, on=0).json()
        assert (answer["counts"]["heart"], answer["on"]) == (0, False)
    assert not Reaction.objects.exists()


def test_every_emoji_may_be_pressed_once(client):
    article = publish_article()
    slugs = [emoji.slug for emoji in Emoji.objects.all()]
    for slug in slugs:
        press(client, article, slug)
        press(client, article, slug)
    assert len(slugs) == 7
    assert counts_of(article.pk).numbers == dict.fromkeys(slugs, 1)


def test_two_readers_count_as_two(client):
    article = publish_article()
    press(client, article)
    client.cookies.clear()
    assert press(client, article).json()["counts"]["heart"] == 2


def test_the_number_of_each_answer_is_newer_than_the_one_before(client):
    article = publish_article()
    seen = []
    for on in (1, 0, 1):
        seen.append(press(client, article, on=on).json()["seq"])
        fold()
        seen.append(counts_of(article.pk).seq)
    assert seen == [1, 1, 2, 2, 3, 3]


def test_folding_changes_no_number(client):
    article = publish_article()
    press(client, article)
    press(client, article, "fire")
    before = counts_of(article.pk)
    assert fold() == 2
    assert counts_of(article.pk) == before
    assert not Step.objects.exists()
    assert set(Tally.objects.values_list("emoji__slug", "counted")) == {("heart", 1), ("fire", 1)}


def test_an_emoji_switched_off_is_neither_shown_nor_pressed_and_its_number_comes_back(client):
    article = publish_article()
    before = press(client, article).json()
    Emoji.objects.filter(slug="heart").update(is_active=False)
    assert press(client, article, on=0).status_code == 404
    assert "heart" not in counts_of(article.pk).numbers
    assert counts_of(article.pk).seq == before["seq"]
    Emoji.objects.filter(slug="heart").update(is_active=True)
    assert counts_of(article.pk).numbers["heart"] == 1


def nowhere():
    """Yield `(what, article id, emoji)` of everything that cannot be pressed."""
    article = publish_article()
    yield "draft", make_article().pk, "heart"
    withdrawn = publish_article("Снято")
    withdrawn.withdraw(by=None)
    yield "withdrawn", withdrawn.pk, "heart"
    silent = publish_article("Без реакций", has_reactions=False)
    yield "reactions switched off", silent.pk, "heart"
    Emoji.objects.filter(slug="sad").update(is_active=False)
    yield "emoji switched off", article.pk, "sad"
    deleted = publish_article("Удалено")
    pk = deleted.pk
    deleted.delete()
    yield "deleted", pk, "heart"
    for pk in (999_999, "0", "-1", "abc", "9" * 19, "9" * 5000, "1%00", "½", "٣"):
        yield f"story {str(pk)[:20]}", pk, "heart"
    for slug in ("nothing", "-1", "1", "9" * 5000, "heart%00", "%00", "сердце", "HEART", "heart "):
        yield f"emoji {slug[:20]}", article.pk, slug


@pytest.mark.parametrize("on", [1, 0])
def test_where_nobody_may_press_the_answer_is_one_and_the_same(client, on):
    press(client, publish_article("С печеньем"))  # a reader with a cookie
    rows = Reaction.objects.count()
    bodies = set()
    for what, pk, slug in list(nowhere()):
        answer = client.post(f"/articles/{pk}/reactions/{slug}/", {"on": on}, headers=JSON)
        assert answer.status_code == 404, what
        assert not answer.cookies, what
        bodies.add(answer.content)
    assert len(bodies) == 1
    assert Reaction.objects.count() == rows
    assert Step.objects.count() == rows


def test_a_form_gets_the_same_404_too(client):
    bodies = set()
    for what, pk, slug in list(nowhere()):
        answer = client.post(f"/articles/{pk}/reactions/{slug}/")
        assert answer.status_code == 404, what
        bodies.add(answer.content)
    assert len(bodies) == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_a_press_is_a_press(client, method):
    article = publish_article()
    answer = getattr(client, method)(reverse("reactions:press", args=[article.pk, "heart"]))
    assert answer.status_code == 405
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("on", [1, 0])
def test_a_press_is_one_statement(client, django_assert_num_queries, on):
    article = publish_article()
    press(client, article)
    if on == 0:
        press(client, article, "fire")
    # With its numbers and the question whether one may press here. SQLite asks and answers the
    # four in turn: the place, the reaction, the step, the numbers; for all who wait together.
    queries = 1 if connection.vendor == "postgresql" else 5 - on
    with django_assert_num_queries(queries):
        press(client, article, "fire", on=on)


def test_a_deleted_story_takes_its_reactions_along(client):
    article = publish_article()
    press(client, article)
    fold()
    press(client, article, "fire")
    Article.objects.get(pk=article.pk).delete()
    assert not Reaction.objects.exists()
    assert not Step.objects.exists()
    assert not Tally.objects.exists()


def test_the_wanted_state_is_the_pressed_one_when_nothing_is_said(client):
    article = publish_article()
    answer = client.post(reverse("reactions:press", args=[article.pk, "heart"]), headers=JSON)
    assert json.loads(answer.content)["counts"]["heart"] == 1
