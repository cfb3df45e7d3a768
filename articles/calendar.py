"""The archive by date: what a year, a month and a day contain, in the paper's own zone."""

import calendar
import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

# Before the first an archive is a museum; the last keeps every sum of days inside Python's dates.
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Cell:
    """A month of a year or a day of a month, and how many stories stand in it.

    share: 0–10, of the fullest cell beside it.
    """

    date: datetime.date
    stories: int
    share: int


def date_of(year, month=1, day=1):
    """Return the date, or raise Http404: no such day, or none that a paper can have."""
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Http404
    return found


def next_day(date):
    return date + datetime.timedelta(days=1)


def next_month(date):
    return next_day(date.replace(day=calendar.monthrange(date.year, date.month)[1]))


def next_year(date):
    return date.replace(year=date.year + 1, month=1, day=1)


def begins_at(date):
    """Return the moment at which `date` begins where the paper is."""
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))


def between(articles, start, end):
    """Return those of `articles` published from the date `start` to before the date `end`."""
    return articles.filter(published_at__gte=begins_at(start), published_at__lt=begins_at(end))


def months_of(outputs, year):
    """Return the twelve months of `year` as cells. outputs: rows of one `Output`. One query."""
    dates = [year.replace(month=month) for month in range(1, 13)]
    return cells(outputs.months(dates[0], dates[-1]), dates)


def twelve_months(outputs, last):
    """Return the month of the date `last` and the eleven before it as cells. One query."""
    months = [last.replace(day=1)]
    while len(months) < 12:
        months.insert(0, (months[0] - datetime.timedelta(days=1)).replace(day=1))
    return cells(outputs.months(months[0], months[-1]), months)


def days_of(outputs, month):
    """Return the days of `month` as cells. One query."""
    last = calendar.monthrange(month.year, month.month)[1]
    dates = [month.replace(day=day) for day in range(1, last + 1)]
    return cells(outputs.days(dates[0], dates[-1]), dates)


def cells(counts, dates):
    most = max(*counts.values(), 1, 1)
    return [Cell(date, counts.get(date, 0), -(-counts.get(date, 0) * 10 // most)) for date in dates]


def weeks(days):
    """Return the cells of a month as weeks of seven, Monday first, None where there is no day."""
    padded = [None] * days[0].date.weekday() + days
    padded += [None] * (-len(padded) % 7)
    return [padded[start : start + 7] for start in range(0, len(padded), 7)]


def before(articles, date):
    """Return the local date of the last of `articles` before `date`, None if there is none."""
    found = articles.filter(published_at__lt=begins_at(date)).newest_first()
    return local_date(found.values_list("published_at", flat=True).first())


def since(articles, date):
    """Return the local date of the first of `articles` on or after `date`, None if none."""
    found = articles.filter(published_at__gte=begins_at(date)).order_by("published_at", "pk")
    return local_date(found.values_list("published_at", flat=True).first())


def local_date(at):
    return at and timezone.localdate(at)


def years_of(articles):
    """Return the years from the newest of `articles` back to the oldest. Two queries."""
    first = since(articles, datetime.date(FIRST_YEAR, 1, 1))
    last = before(articles, datetime.date(LAST_YEAR + 1, 1, 1))
    return range(last.year, first.year - 1, -1) if first else range(0)
