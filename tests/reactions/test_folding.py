"""Numbers that are derived stay what the reactions say, whatever is done in whatever order."""

import datetime
import re
import uuid

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from reactions.counts import Counts, counts_of, counts_of_many
from reactions.folding import fold, fold_if_late
from reactions.forgetting import forget
from reactions.lately import Lately
from reactions.models import Emoji, Reaction, Step, Tally
from reactions.pressing import press
from reactions.recounting import differences, recount
from tests.factories import make_article, publish_article

pytestmark = pytest.mark.django_db

NEXT_YEAR = timezone.now().date() + datetime.timedelta(days=365)


def crowd(article, number, slug="heart"):
    """Let `number` readers press."""
    for _reader in range(number):
        assert press(article.pk, slug, uuid.uuid4(), on=True)


def a_moment_passes():
    """Let this process ask the database for numbers again."""
    for values in Lately.every:
        values.forget()


def number_of(article, slug="heart"):
    return counts_of(article.pk).numbers[slug]


def test_steps_are_added_up_batch_by_batch_each_once():
    article = publish_article()
    crowd(article, 5)
    assert [fold(2), fold(2), fold(2), fold(2)] == [2, 2, 1, 0]
    assert Tally.objects.get().counted == number_of(article) == 5


def test_the_numbers_of_many_stories_are_one_query(django_assert_num_queries):
    articles = [publish_article(f"Новость {number}") for number in range(3)]
    for number, article in enumerate(articles):
        crowd(article, number)
    with django_assert_num_queries(1):
        found = counts_of_many(article.pk for article in articles)
    assert [found[article.pk].total for article in articles] == [0, 1, 2]
    assert counts_of_many([]) == {}


def test_a_story_nobody_reacted_to_shows_every_emoji_from_zero():
    counts = counts_of(make_article().pk)
    in_order = list(Emoji.objects.values_list("slug", flat=True))
    assert list(counts.numbers) == in_order
    assert counts == Counts(seq=0, numbers=dict.fromkeys(in_order, 0), is_late=False)


def test_a_reader_of_the_numbers_adds_up_what_has_waited_for_a_second(client):
    article = publish_article()
    crowd(article, 3)
    # A minute to come, so that a slow machine makes nothing late.
    Step.objects.update(at=timezone.now() + datetime.timedelta(minutes=1))
    address = f"/articles/{article.pk}/reactions.json"
    fresh = client.get(address).json()
    assert Step.objects.count() == 3, "somebody may be about to add them up"
    Step.objects.update(at=timezone.now() - datetime.timedelta(seconds=2))
    a_moment_passes()
    assert client.get(address).json() == fresh
    assert not Step.objects.exists()
    assert client.get(address).json() == fresh


def test_nothing_is_added_up_when_nothing_is_late(django_assert_num_queries):
    with django_assert_num_queries(0):
        fold_if_late(Counts())


def test_the_steps_of_a_deleted_story_stop_nobody():
    article, other = publish_article(), publish_article("Другая")
    crowd(article, 1)
    crowd(other, 1)
    with connection.cursor() as cursor:
        # As if the story went while its step was on the way.
        cursor.execute(
            "UPDATE reactions_step SET article_id = 999999 WHERE article_id = %s", [article.pk]
        )
    assert fold() == 2
    assert number_of(other) == 1


def test_a_wrong_number_is_found_and_put_right(capsys):
    article, other = publish_article(), publish_article("Другая")
    crowd(article, 3)
    crowd(other, 1)
    fold()
    crowd(article, 1)
    Tally.objects.filter(article=article).update(counted=90)
    Tally.objects.filter(article=other).delete()
    seq = counts_of(article.pk).seq

    with pytest.raises(SystemExit) as ended:
        call_command("recount_reactions", "--check")
    assert ended.value.code == 1
    assert number_of(article) == 91, "looking changes nothing"
    said = capsys.readouterr().out
    assert re.search(rf"{article.pk}, heart\D+91\D+4\b", said)
    assert re.search(rf"{other.pk}, heart\D+0\D+1\b", said)

    call_command("recount_reactions")
    assert (number_of(article), number_of(other)) == (4, 1)
    assert counts_of(article.pk).seq > seq, "browsers must take the right number for newer"
    call_command("recount_reactions", "--check")
    assert recount() == []


def test_who_pressed_long_ago_is_forgotten_and_still_counts():
    article = publish_article()
    crowd(article, 5)
    fold()
    before = counts_of(article.pk)
    assert forget(days=90) == 0
    assert [forget(today=NEXT_YEAR, batch=3) for _batch in range(3)] == [3, 2, 0]
    assert not Reaction.objects.exists()
    assert counts_of(article.pk) == before
    assert differences() == []


def test_one_may_be_forgotten_before_it_is_added_up():
    article = publish_article()
    crowd(article, 2)
    forget(today=NEXT_YEAR)
    assert differences() == []
    assert number_of(article) == 2
    fold()
    assert Tally.objects.values_list("counted", "base").get() == (2, 2)


def test_the_command_adds_up_and_forgets(capsys):
    article = publish_article()
    crowd(article, 2)
    Reaction.objects.update(pressed_on=timezone.now().date() - datetime.timedelta(days=91))
    call_command("fold_reactions", "--forget-after=0")
    assert Reaction.objects.count() == 2
    assert not Step.objects.exists()
    call_command("fold_reactions")
    assert not Reaction.objects.exists()
    assert number_of(article) == 2
    call_command("fold_reactions")
    assert len(capsys.readouterr().out.splitlines()) == 2, "one line per thing done"


class Presses(RuleBasedStateMachine):
    """Everything that can happen to numbers, against sets of visitors in Python."""

    articles: list = []
    visitors = [uuid.UUID(int=number) for number in range(4)]

    def __init__(self):
        super().__init__()
        for model in (Reaction, Step, Tally):
            model.objects.all().delete()
        self.pressed = {(article, slug): set() for article in self.articles for slug in SLUGS}
        self.forgotten = dict.fromkeys(self.pressed, 0)
        self.seq = dict.fromkeys(self.articles, 0)

    @rule(
        article=st.integers(0, 1),
        slug=st.integers(0, 1),
        visitor=st.integers(0, 3),
        on=st.booleans(),
    )
    def press(self, article, slug, visitor, on):
        place = self.articles[article], SLUGS[slug]
        assert press(*place, self.visitors[visitor], on=on)
        (self.pressed[place].add if on else self.pressed[place].discard)(visitor)

    @rule(batch=st.integers(1, 4))
    def fold(self, batch):
        fold(batch)

    @rule(batch=st.integers(1, 4))
    def forget(self, batch):
        forget(today=NEXT_YEAR, batch=batch)
        left = {place: set() for place in self.pressed}
        for article, slug, visitor in Reaction.objects.values_list(
            "article", "emoji__slug", "visitor"
        ):
            left[article, slug].add(visitor.int)
        for place, visitors in self.pressed.items():
            assert left[place] <= visitors
            self.forgotten[place] += len(visitors - left[place])
        self.pressed = left

    @rule()
    def recount(self):
        assert recount() == []

    @invariant()
    def readers_see_what_is_true(self):
        for article in self.articles:
            counts = counts_of(article)
            for slug in SLUGS:
                place = article, slug
                true = len(self.pressed[place]) + self.forgotten[place]
                assert counts.numbers[slug] == true
            assert counts.seq >= self.seq[article]
            self.seq[article] = counts.seq
        assert differences() == []
        waiting = Step.objects.aggregate(waiting=Sum("change"))["waiting"] or 0
        assert Reaction.objects.count() + base() == counted() + waiting


SLUGS = ["heart", "fire"]


def base():
    return Tally.objects.aggregate(base=Sum("base"))["base"] or 0


def counted():
    return Tally.objects.aggregate(counted=Sum("counted"))["counted"] or 0


def test_whatever_is_done_in_whatever_order_the_numbers_are_true():
    Presses.articles = [publish_article().pk, publish_article("Другая").pk]
    run_state_machine_as_test(
        Presses,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
