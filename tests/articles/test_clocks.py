"""Clocks jump and differ: nothing planned is lost, repeated, or early by the database's clock."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.clocks import CLOCKS
from articles.models import Action, Article, BadHour, Schedule, StatusChange
from tests.clocks import clocks_in_hand
from tests.factories import make_article

pytestmark = pytest.mark.django_db

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@pytest.fixture
def time(db, monkeypatch):
    with clocks_in_hand(monkeypatch) as time:
        yield time


def plan(*hours):
    stories = []
    for number, at in enumerate(hours):
        story = make_article(f"История {number}")
        story.schedule(Action.PUBLISH, at, by=None)
        stories.append(story)
    return stories


def moves_of(stories):
    moves = StatusChange.objects.filter(article__in=stories, status_after="published")
    return list(moves.order_by("pk").values_list("article", flat=True))


def look(client):
    """A reader comes by for any page at all, and the daemon looks."""
    assert client.get("/robots.txt").status_code == 200
    if not CLOCKS.distrust():
        call_command("publish_due")


@pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY], ids=str)
def test_a_jump_of_the_clock_loses_and_repeats_nothing(client, time, jump, capsys):
    """For five minutes the clock is wrong; then somebody sets it right."""
    minutes = (1, 3, 6, 8, 30, 70, 60 * 25)
    hours = [time.now + datetime.timedelta(minutes=minute) for minute in minutes]
    stories = plan(*hours)
    due = {story.pk: hour for story, hour in zip(stories, hours, strict=True)}
    seen = set()
    for minute in [*(half / 2 for half in range(1, 25)), 29, 31, 71, 60 * 26]:
        time.pass_by(seconds=60 * minute - time.steady)
        time.set_wrong(jump if 2 < minute < 7 else datetime.timedelta())
        look(client)
        public = set(Article.objects.published().values_list("pk", flat=True))
        assert seen <= public, "what was published stays published"
        early = [pk for pk in public - seen if due[pk] > time.of_database]
        assert not early, "by the clock of the database"
        if minute <= 2 or minute > 8:
            # A minute after the clock was set right it is trusted again.
            assert {pk for pk, hour in due.items() if hour <= time.now} <= public, minute
        seen = public
    assert sorted(moves_of(stories)) == sorted(due), "each once"
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=str)
def test_over_midnight_a_story_bears_the_day_for_which_it_was_planned(client, time, jump):
    tomorrow = (timezone.localtime(time.now) + DAY).date()
    midnight = datetime.datetime.combine(
        tomorrow, datetime.time(), tzinfo=timezone.get_default_timezone()
    )
    before, after = plan(
        midnight - datetime.timedelta(seconds=30), midnight + datetime.timedelta(seconds=30)
    )
    time.pass_by(seconds=(midnight - time.now).total_seconds() - 20 * 60)
    look(client)
    time.set_wrong(jump)
    for _half_minute in range(8):
        time.pass_by(seconds=30)
        look(client)
    time.set_wrong(datetime.timedelta())
    for _minute in range(40):
        time.pass_by(minutes=1)
        look(client)
    days = [Article.objects.get(pk=story.pk).published_on for story in (before, after)]
    assert days == [tomorrow - DAY, tomorrow]
    assert moves_of([before, after]) == [before.pk, after.pk]
    for story, day in zip((before, after), days, strict=True):
        story.refresh_from_db()
        assert story.get_absolute_url().startswith(f"/{day:%Y/%m/%d}/")
        assert client.get(story.get_absolute_url()).status_code == 200


def test_a_web_server_whose_clock_is_wrong_publishes_nothing_and_says_so(client, time, caplog):
    [story] = plan(time.now + datetime.timedelta(minutes=10))
    time.set_wrong(HOUR, "machine")
    time.pass_by(minutes=5)
    client.get("/robots.txt")
    assert not moves_of([story]), "its own clock says that the hour has come"
    time.pass_by(minutes=6)
    caplog.clear()
    for _reader in range(5):
        client.get("/robots.txt")
    assert not moves_of([story])
    assert len([line for line in caplog.records if line.name == "articles.clocks"]) == 1
    metrics = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert "newsroom_clock_skew_seconds -3600" in metrics
    time.set_wrong(datetime.timedelta(), "machine")
    client.get("/robots.txt")
    time.pass_by(seconds=61)
    client.get("/robots.txt")
    assert moves_of([story]) == [story.pk]


def test_the_databases_clock_running_ahead_publishes_nothing(client, time):
    [story] = plan(time.now + datetime.timedelta(minutes=10))
    time.set_wrong(HOUR, "database")
    client.get("/robots.txt")
    assert not moves_of([story])
    time.set_wrong(datetime.timedelta(seconds=2), "database")
    time.pass_by(minutes=10)
    client.get("/robots.txt")
    assert moves_of([story]) == [story.pk], "a second or two is nothing"


def test_an_hour_that_is_over_by_the_databases_clock_cannot_be_planned(time):
    time.set_wrong(-HOUR, "machine")
    with pytest.raises(BadHour):
        plan(time.now - datetime.timedelta(minutes=10))
