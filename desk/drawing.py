"""The calendar's page as its template draws it: days with rows of hours in them."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .entries import Place
from .spans import exists, rows_of


@dataclass
class Row:
    """An hour of one day, or the hours of a night that is empty."""

    hours: range
    place: Place
    is_no_hour: bool = False
    is_now: bool = False

    @property
    def drop(self):
        """Return the hour that something dropped here gets: the one nearest to the day's others."""
        return self.hours[0] if self.hours[0] else self.hours[-1]


@dataclass
class Day:
    """is_beside: it belongs to the month before or after, and is drawn to fill its week."""

    date: datetime.date
    rows: list
    number: int
    is_today: bool
    is_over: bool
    is_beside: bool

    @property
    def hours_long(self):
        """Return how many hours it has if the clocks are changed on it, else None."""
        ends = [
            datetime.datetime.combine(day, datetime.time.min, timezone.get_current_timezone())
            for day in (self.date, self.date + datetime.timedelta(days=1))
        ]
        hours = (ends[1].astimezone(datetime.UTC) - ends[0].astimezone(datetime.UTC)) / HOUR
        return None if hours == 24 else round(hours)


HOUR = datetime.timedelta(hours=1)


def drawn(span, found, hour=None):
    """Return `days`, the `scale` of hours beside them and the `number` of all stories."""
    if span.name == "month":
        rows = [range(1)]
    elif hour is not None:
        rows = [range(hour, hour + 1)]
    else:
        used = {of_hour for _day, of_hour in found}
        now = {timezone.localtime().hour} if span.has_today else set()
        rows = rows_of(used | now)
    days = [_day(span, day, rows, found) for day in span.days]
    return {
        "days": days,
        "scale": [_hours(row) for row in rows],
        "number": sum(day.number for day in days),
        "weekdays": [date_format(day.date, "D") for day in days[:7]],
    }


def _day(span, date, rows, found):
    now = timezone.localtime()
    is_beside = not span.first <= date < span.end
    is_today = date == now.date()
    is_one = span.name == "month"
    lines = [
        Row(
            hours,
            next((found[date, hour] for hour in hours if (date, hour) in found), Place()),
            is_no_hour=not is_one and not any(exists(date, hour) for hour in hours),
            is_now=not is_one and is_today and now.hour in hours,
        )
        for hours in rows
    ]
    number = sum(row.place.number for row in lines)
    return Day(date, lines, number, is_today, date < now.date(), is_beside)


def _hours(row):
    if len(row) == 1:
        return str(row[0])
    if row.start:
        return _("from %(hour)s") % {"hour": row.start}
    return _("before %(hour)s") % {"hour": row.stop}
