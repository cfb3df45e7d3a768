"""Derived: how many public stories a month or a day has, so that nobody counts an archive."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import connection, models
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.translation import gettext_lazy as _

from articles import calendar
from pagecache.prepared import Prepared
from pagecache.tags import changed

from .listing import Kind, Listing
from .workflow import Status

#: In place of a list: the whole paper.
PAPER = ("", 0)
MONTH, DAY = "m", "d"
#: Lists that show how busy their months were; tags do not.
COUNTED = (Kind.RUBRIC, Kind.AUTHOR)
AT_ONCE = 2000


class OutputQuerySet(models.QuerySet):
    def of(self, kind, key, language):
        """Return the rows of one list, or with `*PAPER` those of the paper."""
        return self.filter(kind=kind, key=key, language=language)

    def months(self, first, last):
        """Return `{first day of the month: stories}` from the date `first` to `last`. One query."""
        return self._between(MONTH, first, last)

    def days(self, first, last):
        return self._between(DAY, first, last)

    def _between(self, span, first, last):
        rows = self.filter(span=span, begins_on__gte=first, begins_on__lte=last)
        found = rows.values_list("begins_on").annotate(number=models.Sum("stories"))
        return dict(found.order_by())

    def recount(self, rows):
        """Count what `rows` (tuples `(kind, key, language, moment)`) have changed. Two queries.

        To be called after `changed()`, which lets one at a time count: of two who publish at once
        the second sees the story of the first.
        """
        places = sorted({place for row in rows for place in places_of(*row)})
        if not places:
            return
        parts, values = [], []
        for number, (kind, key, language, span, begins_on) in enumerate(places):
            end = {MONTH: calendar.next_month, DAY: calendar.next_day}[span](begins_on)
            hours = [
                connection.ops.adapt_datetimefield_value(calendar.begins_at(date))
                for date in (begins_on, end)
            ]
            parts.append(COUNT_LIST if kind else COUNT_PAPER)
            values += [number, *([kind, key] if kind else [Status.PUBLISHED]), language, *hours]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            counted = dict(cursor.fetchall())
        self.bulk_create(
            [_row(place, counted[number]) for number, place in enumerate(places)],
            update_conflicts=True, unique_fields=PLACE, update_fields=["stories"],
        )  # fmt: skip

    def add(self, rows):
        """Count the stories of `rows`, as `recount()` takes them, which all are new ones."""
        dates: dict[datetime.datetime, datetime.date] = {}
        numbers: Counter[tuple] = Counter()
        for kind, key, language, at in rows:
            # A story counts in several lists, of one day all of them.
            if at not in dates:
                dates[at] = calendar.local_date(at)
            for place in _places_on(kind, key, language, dates[at]):
                numbers[place] += 1
        values = [
            (*place[:4], connection.ops.adapt_datefield_value(place[4]), number)
            for place, number in sorted(numbers.items())
        ]
        with connection.cursor() as cursor:
            cursor.executemany(ADD, values)

    def true(self):
        """Yield every `(place, stories)` as the stories themselves say."""
        lists = Listing.objects.filter(kind__in=COUNTED).order_by()
        month, day = TruncMonth("published_at"), TruncDate("published_at")
        number = models.Count("pk")
        found = lists.values_list("kind", "key", "language", month).annotate(number=number)
        for kind, key, language, at, stories in found.iterator():
            yield (kind, key, language, MONTH, at.date()), stories
        published = Listing.article.field.related_model.objects.published().order_by()
        for span, moment in ((MONTH, month), (DAY, day)):
            for language, at, stories in published.values_list("language", moment).annotate(number):
                yield (*PAPER, language, span, getattr(at, "date", lambda at=at: at)()), stories

    def differing(self):
        """Return the places whose number is not what the stories say, sorted."""
        true = dict(self.true())
        held = {
            tuple(place): stories
            for *place, stories in self.exclude(stories=0).values_list(*PLACE, "stories")
        }
        return sorted(
            place for place in true.keys() | held.keys() if true.get(place) != held.get(place)
        )

    def rebuild(self):
        """Count everything anew; return how many rows there are. Whoever publishes waits."""
        changed("output")
        self.all().delete()
        rows = [_row(place, stories) for place, stories in self.true()]
        self.bulk_create(rows, batch_size=AT_ONCE)
        return len(rows)


class Output(models.Model):
    """How many public stories appeared in a month, of the paper also in a day, in one list.

    kind, key: as in `Listing`, or `PAPER`. begins_on: the first day, where the paper is.
    """

    kind = models.CharField(max_length=1, blank=True)
    key = models.BigIntegerField(default=0)
    language = models.CharField(max_length=10)
    span = models.CharField(max_length=1)
    begins_on = models.DateField()
    stories = models.PositiveIntegerField(default=0)

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("number of stories")
        verbose_name_plural = _("numbers of stories")
        constraints = [
            models.UniqueConstraint(
                name="counted_once", fields=["kind", "key", "language", "span", "begins_on"]
            ),
        ]

    def __str__(self):
        return f"{self.stories} in {self.span} {self.begins_on}"


@dataclass(frozen=True)
class MonthsOfList:
    """The months of one list, asked for in words that are always the same."""

    kind: str
    key: int
    language: str

    def months(self, first, last):
        """Return what `Output.objects.of(…).months()` does. One query."""
        asked = {"kind": self.kind, "key": self.key, "language": self.language}
        return dict(_months_of_list(**asked, first=first, last=last))


_months_of_list = Prepared(
    lambda kind, key, language, first, last: (
        Output.objects.of(kind, key, language)
        .filter(span=MONTH, begins_on__gte=first, begins_on__lte=last)
        .order_by()
        .values_list("begins_on", "stories")
    ),
    kind=models.CharField(), key=models.BigIntegerField(), language=models.CharField(),
    first=models.DateField(), last=models.DateField(),
)  # fmt: skip

PLACE = ["kind", "key", "language", "span", "begins_on"]
COUNT_LIST = """
    SELECT %s, COUNT(*) FROM articles_listing
    WHERE kind = %s AND key = %s AND language = %s AND published_at >= %s AND published_at < %s
"""
COUNT_PAPER = """
    SELECT %s, COUNT(*) FROM articles_article
    WHERE status = %s AND language = %s AND published_at >= %s AND published_at < %s
"""
ADD = """
    INSERT INTO articles_output (kind, key, language, span, begins_on, stories)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (kind, key, language, span, begins_on)
    DO UPDATE SET stories = articles_output.stories + excluded.stories
"""


def places_of(kind, key, language, at):
    """Return the places in which a story of that moment counts."""
    return _places_on(kind, key, language, calendar.local_date(at))


def _places_on(kind, key, language, date):
    month = (kind, key, language, MONTH, date.replace(day=1))
    if (kind, key) == PAPER:
        return [month, (kind, key, language, DAY, date)]
    return [month] if kind in COUNTED else []


def _row(place, stories):
    return Output(**dict(zip(PLACE, place, strict=True)), stories=stories)
