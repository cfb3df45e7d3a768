"""What stands in the calendar: what went out at its hour, and what is planned for one."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Value, Window
from django.db.models.functions import ExtractHour, RowNumber, TruncDate
from django.utils import timezone

from articles.audience import of_visible
from articles.models import Article, Schedule, Status
from articles.permissions import know_sections, may_publish

#: Stories drawn in one place; what is beyond is counted and stands a click further down.
MOST = {"month": 4, "week": 4, "day": 12, "hour": 300}
#: Beyond so many on one page only the first of each place is drawn: 670 took 1.6 s of CPU.
CROWD = 160
GRACE = datetime.timedelta(minutes=1)


@dataclass
class Entry:
    """One story at one hour. plan: its schedule, None for what went out."""

    at: datetime.datetime
    article: Article
    plan: Schedule | None = None
    may_move: bool = False

    @property
    def is_late(self):
        return bool(self.plan) and (
            self.plan.refused_at is not None or self.plan.at < timezone.now() - GRACE
        )

    @property
    def look(self):
        """Return the status that is drawn: late and held before planned."""
        if self.plan is None:
            return Status.PUBLISHED.value
        if self.is_late:
            return "late"
        if self.article.holds:
            return "held"
        return "withdrawn" if self.plan.action == "withdraw" else Status.SCHEDULED.value

    @property
    def seen(self):
        """Return the hour of the plan exactly, to be sent back with a move."""
        return self.at.astimezone(datetime.UTC).isoformat()


@dataclass
class Place:
    """What stands on one day, or in one hour of it: the first few, and how many there are."""

    entries: list = field(default_factory=list)
    number: int = 0

    @property
    def more(self):
        return self.number - len(self.entries)


def places(user, span, narrowing, hour=None):
    """Return `{(date, hour): Place}` of all that `user` may see in `span`; of a month, hour 0.

    hour: of a day, nothing but this hour, and nearly all of it. Nine queries at most; no more
    rows leave the database than are drawn. Times are the paper's.
    """
    most = MOST["hour" if hour is not None else span.name]
    hours = Value(0) if span.name == "month" else None
    shown = [
        list(_firsts(rows, moment, hours or ExtractHour(moment), most, hour))
        for rows, moment in (
            (published(span, narrowing), "published_at"),
            (planned(user, span, narrowing), "at"),
        )
    ]
    if hour is None and sum(map(len, shown)) > CROWD:
        most, shown = 1, [[line for line in lines if line.turn == 1] for lines in shown]
    found = defaultdict(Place)
    for lines, entries in zip(shown, (_published_entries, _planned_entries), strict=True):
        loaded = entries(user, [line.pk for line in lines], span)
        for line in lines:
            place = found[line.of_day, line.of_hour]
            if line.turn == 1:
                place.number += line.number
            if line.pk in loaded:
                place.entries.append(loaded[line.pk])
    for place in found.values():
        # What is planned, late above all, is never pushed out by what is out already.
        first = sorted(place.entries, key=lambda entry: (entry.plan is None, *_in_order(entry)))
        place.entries = sorted(first[:most], key=_in_order)
    return dict(found)


def _in_order(entry):
    # Not by the clocks' hands: the night they go back, one hour is shown twice.
    return entry.at.timestamp(), entry.article.pk


def published(span, narrowing=None):
    """Return what readers have got in `span`: that is open to everybody at the desk."""
    stories = Article.objects.published().in_editions()
    stories = stories.first_published_between(span.begins_at, span.ends_at)
    return narrowing.of(stories) if narrowing else stories


def planned(user, span, narrowing=None):
    """Return the schedules in `span` of the stories that `user` may know of."""
    stories = Article.objects.filter(trashed_at=None)
    plans = Schedule.objects.between(span.begins_at, span.ends_at)
    return of_visible(user, plans, among=narrowing.of(stories) if narrowing else stories)


def _firsts(rows, moment, hours, most, hour):
    """Return the first `most` of each place: where, which of how many there, and its `pk`."""
    rows = rows.order_by().annotate(of_day=TruncDate(moment), of_hour=hours)
    if hour is not None:
        rows = rows.filter(of_hour=hour)
    place = [F("of_day"), F("of_hour")]
    return (
        rows.annotate(
            turn=Window(RowNumber(), partition_by=place, order_by=[F(moment).asc(), F("pk").asc()]),
            number=Window(Count("pk"), partition_by=place),
        )
        .filter(turn__lte=most)
        .values_list("of_day", "of_hour", "number", "turn", "pk", named=True)
    )


def _published_entries(user, numbers, span):
    stories = Article.objects.for_desk() if span.name == "day" else Article.objects.for_lines()
    return {
        story.pk: Entry(timezone.localtime(story.published_at), story)
        for story in stories.filter(pk__in=numbers)
    }


def _planned_entries(user, numbers, span):
    plans = Schedule.objects.select_related("article").filter(pk__in=numbers)
    # Names and sections decide who may move what: brought at once, not story by story.
    plans = list(plans.prefetch_related("article__bylines__author"))
    know_sections(user, [plan.article for plan in plans])
    return {
        plan.pk: Entry(
            timezone.localtime(plan.at), plan.article, plan, may_publish(user, plan.article)
        )
        for plan in plans
    }
