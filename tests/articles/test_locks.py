"""A story closed for others: one writes, the others are told, and what is planned happens."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from articles.due import keep_schedules
from articles.models import Action, Article, Lock, Locked, Overtaken, Schedule, Status
from articles.models.revision import content_of
from tests.factories import make_article, make_user, publish_article

pytestmark = pytest.mark.django_db


def closed_by(person, story=None):
    story = story or make_article()
    story.close_to_others(by=person)
    return story


def test_others_neither_save_nor_move_what_somebody_has_closed():
    anna, boris = make_user(first_name="Анна"), make_user()
    story = closed_by(anna)
    content = content_of(story)
    hour = timezone.now() + datetime.timedelta(hours=1)
    refused = [
        lambda row: row.revise(content, by=boris, seen=0),
        lambda row: row.submit(by=boris),
        lambda row: row.publish(by=boris),
        lambda row: row.hold(by=boris),
        lambda row: row.trash(by=boris),
        lambda row: row.schedule(Action.PUBLISH, hour, by=boris),
    ]
    for move in refused:
        with pytest.raises(Locked, match="Анна"):
            move(Article.objects.get(pk=story.pk))
    after = Article.objects.get(pk=story.pk)
    assert (after.status, after.newest, after.is_held) == (Status.DRAFT, 0, False)
    assert not after.revisions.exists() and not after.schedules.exists()
    story = Article.objects.get(pk=story.pk)
    story.revise(content, by=anna, seen=0)
    story.publish(by=anna)
    with pytest.raises(Locked):
        story.withdraw(by=boris, note="Ошибка")


def test_a_lock_ends_on_release_and_when_its_holder_is_not_heard_of():
    anna, boris = make_user(), make_user()
    story = closed_by(anna)
    story.open_to_all(by=boris)
    assert Lock.objects.of(story).by == anna, "nobody opens what somebody else has closed"
    story.open_to_all(by=anna)
    story.close_to_others(by=boris)
    Lock.objects.update(ends_at=timezone.now() - datetime.timedelta(seconds=1))
    story.close_to_others(by=anna)
    assert Lock.objects.of(story).by == anna


def test_what_was_planned_appears_although_somebody_writes_alone():
    story = make_article()
    boris, anna = make_user(), make_user()
    story.schedule(Action.PUBLISH, timezone.now() + datetime.timedelta(hours=1), by=boris)
    closed_by(anna, story)
    Schedule.objects.update(at=timezone.now() - datetime.timedelta(minutes=1))
    assert keep_schedules() == 1
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED


def test_a_planned_withdrawal_happens_too():
    story = publish_article()
    boris, anna = make_user(), make_user()
    story.schedule(Action.WITHDRAW, timezone.now() + datetime.timedelta(hours=1), by=boris)
    closed_by(anna, story)
    Schedule.objects.update(at=timezone.now() - datetime.timedelta(minutes=1))
    assert keep_schedules() == 1
    story.refresh_from_db()
    assert story.status == Status.WITHDRAWN


def test_taking_over_is_written_down_and_of_two_who_do_one_is_told():
    anna, boris, clara = make_user(first_name="Анна"), make_user(), make_user()
    story = closed_by(anna)
    story.take_over(by=boris, holder_id=anna.pk)
    with pytest.raises(Overtaken):
        story.take_over(by=clara, holder_id=anna.pk)
    assert Lock.objects.of(story).by == boris
    entry = story.history.get()
    assert entry.by == boris and "Анна" in entry.note
    assert (entry.status_before, entry.status_after) == (Status.DRAFT, Status.DRAFT)
    with pytest.raises(Locked):
        story.revise(content_of(story), by=anna, seen=0)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_close_a_story_at_once_one_holds_it():
    story, people = make_article(), [make_user() for _person in range(4)]
    pool = ThreadPoolExecutor(4)

    def close(person, begin):
        row = Article.objects.get(pk=story.pk)
        begin.wait()
        try:
            row.close_to_others(by=person)
        except Locked:
            return False
        finally:
            connection.close()
        return True

    for _round in range(20):
        begin = threading.Barrier(4)
        jobs = [(person, pool.submit(close, person, begin)) for person in people]
        won = [person for person, job in jobs if job.result()]
        assert won == [Lock.objects.of(story).by]
        story.open_to_all(by=won[0])
    pool.shutdown()


@pytest.mark.django_db(transaction=True)
def test_a_lock_and_a_save_at_one_moment_follow_one_another():
    story, anna, boris = make_article(), make_user(), make_user()
    content = content_of(story)
    pool = ThreadPoolExecutor(2)

    def run(act, begin):
        row = Article.objects.get(pk=story.pk)
        begin.wait()
        try:
            return act(row)
        except Locked:
            return "locked"
        finally:
            connection.close()

    for _round in range(20):
        seen, begin = Article.objects.get(pk=story.pk).newest, threading.Barrier(2)
        lock = pool.submit(run, lambda row: row.close_to_others(by=anna), begin)
        save = pool.submit(
            run, lambda row, seen=seen: row.revise(content, by=boris, seen=seen), begin
        )
        assert lock.result() is None
        saved = save.result()
        after = Article.objects.get(pk=story.pk)
        assert (saved == "locked") == (after.newest == seen)
        if saved != "locked":
            assert saved.made_at <= Lock.objects.of(story).ends_at
        story.open_to_all(by=anna)
    pool.shutdown()


def test_what_is_only_written_down_is_no_publication():
    story = publish_article()
    anna, boris = make_user(), make_user()
    story.revise(content_of(story) | {"headline": "Не видят"}, by=anna, seen=0)
    closed_by(anna, story)
    story.take_over(by=boris, holder_id=anna.pk)
    entry = story.history.first()
    assert (entry.is_move, entry.revision) == (False, story.live)
