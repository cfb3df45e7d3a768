"""What is planned happens at its hour, once, in order, with or without a timer."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.due import keep_schedules
from articles.models import (
    Action,
    Article,
    BadHour,
    Held,
    NotReady,
    Schedule,
    Status,
)
from articles.models.revision import content_of
from articles.models.schedule import set_alarm
from tests.factories import make_article, make_user, publish_article

pytestmark = pytest.mark.django_db

TOMORROW = datetime.timedelta(days=1)


def plan(story, action=Action.PUBLISH, at=None, **how):
    story.schedule(action, at or timezone.now() + TOMORROW, by=how.pop("by", None), **how)


def make_due(minutes=1):
    """Let the hours of all plans have passed."""
    shift = TOMORROW + datetime.timedelta(minutes=minutes)
    for schedule in Schedule.objects.all():
        Schedule.objects.filter(pk=schedule.pk).update(at=schedule.at - shift)
    set_alarm()


def test_the_first_reader_past_the_hour_finds_it_published(client):
    story = make_article("Лёд встал")
    plan(story)
    assert story.status == Status.SCHEDULED
    assert "Лёд встал" not in client.get("/").content.decode()
    make_due()
    assert "Лёд встал" in client.get("/").content.decode()
    story.refresh_from_db()
    assert (story.status, Schedule.objects.count()) == (Status.PUBLISHED, 0)
    move = story.history.first()
    assert move.planned_for < move.at


def test_looking_whether_something_is_due_costs_nothing(client):
    publish_article()
    client.get("/")
    with CaptureQueriesContext(connection) as without_plans:
        client.get("/")
    plan(make_article())
    client.get("/")
    with CaptureQueriesContext(connection) as with_plans:
        client.get("/")
    assert len(with_plans) == len(without_plans)
    asked = [query["sql"] for query in with_plans if "pagecache_clock" in query["sql"]]
    assert len(asked) == 1 and "pagecache_stamp" in asked[0]


def test_what_was_approved_appears_whatever_is_typed_afterwards(client):
    story = make_article("Утверждённый")
    plan(story)
    story.revise(content_of(story) | {"headline": "Дописанный"}, by=None, seen=story.newest)
    make_due()
    page = client.get("/").content.decode()
    assert "Утверждённый" in page and "Дописанный" not in page
    story.refresh_from_db()
    assert story.has_newer_draft


def test_a_planned_change_of_a_live_story_and_its_planned_end(client):
    story = publish_article("Лёд встал")
    story.revise(content_of(story) | {"headline": "Лёд ушёл"}, by=None, seen=0)
    plan(story, Action.UPDATE)
    plan(story, Action.WITHDRAW, timezone.now() + 2 * TOMORROW)
    make_due()
    assert "Лёд ушёл" in client.get("/").content.decode()
    assert Schedule.objects.get().action == Action.WITHDRAW
    Schedule.objects.update(at=timezone.now())
    set_alarm()
    assert client.get(story.get_absolute_url()).status_code == 410


def test_an_older_planned_text_does_not_come_over_a_newer_one():
    story = publish_article("Первый")
    story.revise(content_of(story) | {"headline": "Второй"}, by=None, seen=0)
    plan(story, Action.UPDATE)
    story.revise(content_of(story) | {"headline": "Третий"}, by=None, seen=story.newest)
    story.publish(by=None)
    assert not Schedule.objects.exists()


def test_plans_that_cannot_be_kept_are_refused_at_once():
    story = make_article()
    with pytest.raises(BadHour):
        plan(story, at=timezone.now() - TOMORROW)
    with pytest.raises(NotReady):
        plan(make_article(rubrics=[]))
    story.hold(by=make_user(), note="Ждём")
    with pytest.raises(Held):
        plan(story)
    assert not Schedule.objects.exists()


def test_a_hold_stops_everybody_and_the_desk_hears_of_it(client):
    story = make_article()
    plan(story)
    story.hold(by=make_user(), note="Ждём подтверждения")
    make_due()
    assert client.get("/").status_code == 200
    story.refresh_from_db()
    late = Schedule.objects.get()
    assert (story.status, bool(late.refused_at)) == (Status.SCHEDULED, True)
    assert "удержан" in late.refusal
    with pytest.raises(CommandError) as refusal:
        call_command("check_schedule")
    assert refusal.value.returncode == 1
    with pytest.raises(Held):
        story.publish(by=make_user())
    story.lift(by=make_user())
    story.publish(by=make_user())
    assert not Schedule.objects.exists()
    call_command("check_schedule")


def test_a_story_that_cannot_be_published_stops_neither_others_nor_readers(client, monkeypatch):
    broken, sound = make_article("Сломан"), make_article("Цел")
    for story in (broken, sound):
        plan(story)
    make_due()
    keep = Article.keep

    def fail(self, schedule):
        if self.pk == broken.pk:
            raise ValueError
        keep(self, schedule)

    monkeypatch.setattr(Article, "keep", fail)
    page = client.get("/").content.decode()
    assert "Цел" in page and "Сломан" not in page
    assert Schedule.objects.get().article == broken
    assert Schedule.objects.get().refused_at


def test_a_hold_ends_by_itself_at_its_hour():
    story = make_article()
    story.hold(by=make_user(), until=timezone.now() - datetime.timedelta(minutes=1))
    assert not story.holds
    story.publish(by=None)


def test_taken_from_the_schedule_a_story_waits_for_review():
    story = make_article()
    plan(story)
    story.unschedule(Action.PUBLISH, by=None)
    make_due()
    assert keep_schedules() == 0
    story.refresh_from_db()
    assert story.status == Status.REVIEW


def test_a_story_planned_before_midnight_bears_that_day(settings):
    story = make_article()
    late = timezone.localtime().replace(hour=23, minute=59, second=0, microsecond=0)
    plan(story, at=late + TOMORROW)
    Schedule.objects.update(at=late - TOMORROW)
    set_alarm()
    keep_schedules()
    story.refresh_from_db()
    assert story.published_on == (late - TOMORROW).date()
    assert story.published_at == late - TOMORROW


def test_the_command_says_how_much_it_did(capsys):
    plan(make_article())
    make_due()
    call_command("publish_due")
    assert "1" in capsys.readouterr().out
    call_command("publish_due")
    assert capsys.readouterr().out == ""
