"""Six schedulers and a crowd of readers at the hour of many stories."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.due import keep_schedules
from articles.models import Action, Article, Schedule, Status, StatusChange
from articles.models.schedule import set_alarm
from pagecache.alarm import database_now
from tests.factories import make_article, make_author, make_rubric

SCHEDULERS, READERS = 6, 3
SECOND = datetime.timedelta(seconds=1)


def plan(number):
    """Return `number` stories: most are due, the last ten in the next seconds, one tomorrow."""
    rubrics, authors = [make_rubric()], [make_author()]
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    stories = [
        make_article(f"История {place}", rubrics=rubrics, authors=authors, slug=f"n-{place}")
        for place in range(number)
    ]
    for story in stories:
        story.schedule(Action.PUBLISH, tomorrow, by=None)
    now = timezone.now()
    for place, story in enumerate(reversed(stories[:-1])):
        at = now + SECOND * (2.5 - place / 4)
        Schedule.objects.filter(article=story).update(at=at)
    set_alarm()
    return stories


@pytest.mark.parametrize("number", [24, pytest.param(500, marks=pytest.mark.gameday)])
@pytest.mark.django_db(transaction=True)
def test_each_thing_is_done_once_in_order_and_none_is_early(number):
    *stories, of_tomorrow = plan(number)
    hours = dict(Schedule.objects.values_list("article", "at"))
    begin = threading.Barrier(SCHEDULERS + READERS)
    is_over = threading.Event()
    done, early, failed = [], [], []

    def watch():
        """Look which stories are public, and what time it was afterwards."""
        public = set(Article.objects.published().values_list("pk", flat=True))
        now = database_now()
        early.extend(pk for pk in public if hours[pk] > now)
        return len(public)

    def schedule():
        begin.wait()
        while not is_over.is_set():
            done.append(keep_schedules())
            if watch() >= len(stories):
                is_over.set()
            is_over.wait(0.1)

    def read():
        client = Client()
        begin.wait()
        while not is_over.wait(0.02):
            status = client.get("/robots.txt").status_code
            if status != 200:
                failed.append(status)

    def work(task):
        try:
            task()
        except Exception:
            is_over.set()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(SCHEDULERS + READERS) as pool:
        list(pool.map(work, [schedule] * SCHEDULERS + [read] * READERS))
    assert not failed and not early
    moves = StatusChange.objects.filter(status_after=Status.PUBLISHED).order_by("pk")
    assert [move.article_id for move in moves] == [story.pk for story in stories]
    assert sum(done) <= len(stories), "readers did the rest"
    assert Article.objects.published().count() == len(stories)
    assert Schedule.objects.get().article == of_tomorrow
