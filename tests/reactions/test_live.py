"""Numbers for pages that are kept: a second old, one question for all who read."""

import threading
import uuid

import pytest
from django.db import DatabaseError

from pagecache import bulletin
from pagecache.parts import Part
from reactions import lately, live
from reactions.lately import Lately
from reactions.models import Emoji, Step
from reactions.pressing import press
from tests.factories import publish_article


@pytest.fixture
def clock(monkeypatch):
    """What processes measure seconds with; set `clock.now`."""

    class Clock:
        now = 1000.0

    monkeypatch.setattr(lately.time, "monotonic", lambda: Clock.now)
    return Clock


def shown(article, language="ru"):
    """Return the row as a kept page is given it now."""
    return Part.every["reactions"].text(bulletin.look(), language, str(article.pk))


def number_in(row, symbol="❤️"):
    return int(row.split(symbol)[1].split("<output>")[1].split("<")[0])


@pytest.mark.django_db
def test_a_kept_page_shows_numbers_a_second_old_for_a_query_or_two_a_second(
    clock, django_assert_num_queries
):
    article = publish_article()
    assert number_in(shown(article)) == 0
    press(article.pk, "heart", uuid.uuid4(), on=True)
    live._counts.forget()
    clock.now += 0.2
    # One to read the clock, as every page does.
    with django_assert_num_queries(100):
        for _reader in range(100):
            assert number_in(shown(article)) == 0
    clock.now += 0.6
    with django_assert_num_queries(2):
        assert number_in(shown(article)) == 1


@pytest.mark.django_db
def test_the_row_is_in_the_language_of_the_page_and_of_today():
    article = publish_article()
    assert "Огонь" in shown(article)
    assert "Уот" in shown(article, "sah")
    fire = Emoji.objects.get(slug="fire")
    fire.is_active = False
    fire.save()
    assert "Огонь" not in shown(article)


@pytest.mark.django_db
def test_who_reads_a_kept_page_adds_up_what_waits():
    article = publish_article()
    press(article.pk, "heart", uuid.uuid4(), on=True)
    Step.objects.update(at="2026-01-01T00:00:00Z")
    live._counts.forget()
    assert number_in(shown(article)) == 1
    assert not Step.objects.exists()


@pytest.mark.django_db
def test_a_number_never_goes_back_to_an_older_one():
    article = publish_article()
    older = press(article.pk, "heart", uuid.uuid4(), on=True).counts
    newer = press(article.pk, "heart", uuid.uuid4(), on=True).counts
    live.just_counted(article.pk, newer)
    live.just_counted(article.pk, older)
    assert live.counts_lately(article.pk) == newer


def test_one_asks_while_the_others_get_what_was_true_a_moment_ago(clock):
    asked, may_answer = threading.Event(), threading.Event()
    answers = iter(["old", "new"])

    def load(_key):
        asked.set()
        assert may_answer.wait(10)
        return next(answers)

    values = Lately(load, seconds=1)
    may_answer.set()
    assert values.of("a") == "old"
    may_answer.clear()
    asked.clear()
    clock.now += 1.5
    first = threading.Thread(target=values.of, args=["a"])
    first.start()
    assert asked.wait(10)
    assert values.of("a") == "old"
    may_answer.set()
    first.join()
    assert values.of("a") == "new"


def test_after_twice_the_time_nobody_gets_the_old_value(clock):
    answers = iter(["old", "new"])
    values = Lately(lambda: next(answers), seconds=1)
    assert values.of() == "old"
    clock.now += 2.1
    assert values.of() == "new"


def test_while_the_database_is_away_the_last_value_serves(clock):
    def load(key):
        if clock.now > 1000:
            raise DatabaseError
        return key

    values = Lately(load, seconds=1)
    assert values.of("a") == "a"
    clock.now += 60
    assert values.of("a") == "a"
    with pytest.raises(DatabaseError):
        values.of("b")


def test_no_more_is_kept_than_a_process_can_hold(clock):
    values = Lately(lambda key: key, seconds=1, largest=10)
    for key in range(100):
        assert values.of(key) == key
    assert values.known(99) == 99
    assert values.known(50) is None
