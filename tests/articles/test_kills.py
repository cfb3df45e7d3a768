"""Whoever publishes is killed at a random moment: a story is wholly old or wholly new."""

import datetime
import os
import random
import select
import signal
import time

import pytest
from django.db import connection
from django.utils import timezone

from articles.due import keep_schedules
from articles.models import Action, Article, Listing, Schedule, Status
from articles.models.revision import content_of
from articles.models.schedule import set_alarm
from pagecache.models import Clock, Stamp
from search import rebuilding
from tests.factories import make_article, make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db(transaction=True)

#: A publication may take that many times what the first took before it counts as hung.
PATIENCE = 60


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.gameday)])
def test_whoever_publishes_is_killed_and_no_story_is_half_published(kills):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    usual = max(_publish_undisturbed(begin()) for begin in BEGINNINGS)
    outcomes = {"old": 0, "new": 0, "acknowledged": 0}
    for number in range(kills):
        story = BEGINNINGS[number % len(BEGINNINGS)]()
        before = State(story)
        # From the first moment to a little after the last, each part of it as often.
        delay = 1.3 * usual * (number + chance.random()) / kills
        was_acknowledged = _publish_and_kill(story.pk, delay)
        is_new = before.whole_after()
        assert is_new or not was_acknowledged, "what was acknowledged is lost"
        outcomes["new" if is_new else "old"] += 1
        outcomes["acknowledged"] += was_acknowledged
        if not is_new:
            _publish_undisturbed(story)
            assert before.whole_after(), "it can be published after all"
    print(outcomes)
    assert outcomes["old"], "nobody was killed in the middle"


def draft():
    story = _with_everything(make_article)
    story.revise(content_of(story), by=None, seen=0)
    return story


def newer_over_live():
    story = _with_everything(publish_article)
    content = content_of(story)
    rubric, author = make_rubric("Культура"), make_author("Тимур Ким")
    newer = {
        "headline": "Лёд ушёл", "lead": "Новый лид.", "body": "<p>Новый текст.</p>",
        "rubrics": [{"id": rubric.pk, "name": str(rubric)}],
        "bylines": [{"id": author.pk, "name": str(author), "role": "text"}],
        "tags": [],
    }  # fmt: skip
    story.revise(content | newer, by=None, seen=0)
    return story


def planned():
    story = _with_everything(make_article)
    story.schedule(Action.PUBLISH, timezone.now() + datetime.timedelta(hours=1), by=None)
    Schedule.objects.filter(article=story).update(at=timezone.now() - datetime.timedelta(seconds=1))
    set_alarm()
    return story


BEGINNINGS = [draft, newer_over_live, planned]


def _with_everything(make):
    return make("Лёд встал", slug=f"led-{time.monotonic_ns()}", tags=["лёд", "зима"])


class State:
    """All that publishing changes of one story, read before it."""

    def __init__(self, story):
        self.pk, self.was_live = story.pk, bool(story.published_on)
        self.content = content_of(self._row())
        self.stamps, self.clock = self._stamps(), self._clock()

    def whole_after(self):
        """Return whether the story is new; every trace of it must say the same."""
        row = self._row()
        newest = row.newest_revision()
        is_new = row.status == Status.PUBLISHED and row.live == row.newest
        moves = row.history.filter(status_after=Status.PUBLISHED, revision=row.newest)
        assert content_of(row) == (newest.content | {"slug": row.slug} if is_new else self.content)
        assert newest.was_public == is_new
        assert moves.count() == is_new
        assert bool(row.published_on) == (is_new or self.was_live)
        assert row.schedules.exists() == (row.status == Status.SCHEDULED)
        assert (self._stamps() != self.stamps) == is_new
        assert (self._clock() > self.clock) == is_new
        stands = set(row.listings.values_list("kind", "key"))
        due = Listing.objects.due(Article.objects.filter(pk=self.pk))
        assert stands == {(line.kind, line.key) for line in due}
        assert bool(stands) == (is_new or self.was_live)
        assert rebuilding.differing(self.pk, self.pk) == [], "the search says something else"
        return is_new

    def _row(self):
        return Article.objects.get(pk=self.pk)

    def _stamps(self):
        return dict(Stamp.objects.filter(tag__in=[f"article:{self.pk}", "recent:ru"]).values_list())

    def _clock(self):
        return Clock.objects.get(pk=1).now


def _publish_undisturbed(story):
    """Publish in a process of its own; return how many seconds that took."""
    child, pipe = _begin(story.pk)
    began = time.monotonic()
    assert _hear(pipe, PATIENCE) == b"done"
    os.waitpid(child, 0)
    os.close(pipe)
    return time.monotonic() - began


def _publish_and_kill(pk, delay):
    """Kill the process that publishes after `delay` seconds; return whether it said it was done."""
    child, pipe = _begin(pk)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = _hear(pipe, 0)
    os.close(pipe)
    return said == b"done"


def _begin(pk):
    """Return (process, pipe) of a child that is about to publish this moment."""
    # No two processes may share a connection.
    connection.close()
    ours, childs = os.pipe()
    child = os.fork()
    if not child:
        try:
            story = Article.objects.get(pk=pk)
            os.write(childs, b"here")
            if story.status == Status.SCHEDULED:
                keep_schedules()
            else:
                story.publish(by=None)
            os.write(childs, b"done")
        finally:
            os._exit(0)
    os.close(childs)
    assert _hear(ours, PATIENCE) == b"here"
    return child, ours


def _hear(pipe, seconds):
    ready, _, _ = select.select([pipe], [], [], seconds)
    return os.read(pipe, 4) if ready else b""
