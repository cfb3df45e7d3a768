"""What one page of the calendar covers: a day, a week or a month, in the paper's own zone."""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.text import capfirst

from articles.calendar import FIRST_YEAR, LAST_YEAR, begins_at, next_day, next_month

ONE_DAY = datetime.timedelta(days=1)
#: Hours that have a row each even if nothing stands in them.
WAKING = range(7, 22)
MORNING = datetime.time(9)


@dataclass(frozen=True)
class Span:
    """A day, a week or a month that `day` lies in. `first` to before `end` are its dates."""

    name: str
    day: datetime.date
    first: datetime.date
    end: datetime.date

    @property
    def begins_at(self):
        return begins_at(self.first)

    @property
    def ends_at(self):
        return begins_at(self.end)

    @property
    def days(self):
        """Return the days drawn: of a month its weeks, whole."""
        first, end = self.first, self.end
        if self.name == "month":
            first, end = week_of(first), week_of(end - ONE_DAY) + 7 * ONE_DAY
        return [first + number * ONE_DAY for number in range((end - first).days)]

    @property
    def previous(self):
        """Return a day of the span before this one, None where calendars end."""
        return _sane(self.first - ONE_DAY)

    @property
    def next(self):
        return _sane(self.end)

    @property
    def has_today(self):
        return self.first <= timezone.localdate() < self.end

    @property
    def is_over(self):
        return self.end <= timezone.localdate()

    @property
    def title(self):
        last = self.end - ONE_DAY
        if self.name == "month":
            return capfirst(date_format(self.first, "YEAR_MONTH_FORMAT"))
        if self.name == "day":
            return capfirst(f"{date_format(self.day, 'l')}, {date_format(self.day, 'DATE_FORMAT')}")
        opens_with_the_day = get_format("DATE_FORMAT").startswith("j")
        if self.first.month == last.month and opens_with_the_day:
            return f"{self.first.day}–{date_format(last, 'DATE_FORMAT')}"
        start = "MONTH_DAY_FORMAT" if self.first.year == last.year else "DATE_FORMAT"
        return f"{date_format(self.first, start)} – {date_format(last, 'DATE_FORMAT')}"

    @property
    def offsets(self):
        """Return how far the paper's clocks are from UTC: two on the days they are changed."""
        ends = [timezone.localtime(at) for at in (self.begins_at, self.ends_at)]
        return " / ".join(dict.fromkeys(map(_offset, ends)))


def _offset(at):
    minutes = int(at.utcoffset().total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def span_of(name, day):
    """Return the span called `name` that holds the date `day`. Raises Http404."""
    match name:
        case "day":
            first, end = day, next_day(day)
        case "week":
            first = week_of(day)
            end = first + 7 * ONE_DAY
        case "month":
            first = day.replace(day=1)
            end = next_month(first)
        case _:
            raise Http404
    return Span(name, day, first, end)


def suggested(span):
    """Return the hour first thought of for a story that has none, as the paper's clocks show it.

    The next full one where today is shown, or all of it is over; else a morning's.
    """
    if span.has_today or span.is_over:
        soon = timezone.localtime() + datetime.timedelta(hours=1)
        return soon.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    return datetime.datetime.combine(span.first, MORNING)


def week_of(day):
    """Return the first day of the week of `day`, which the language decides."""
    # Django counts from Sunday, Python from Monday.
    first = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    return day - (day.weekday() - first) % 7 * ONE_DAY


def rows_of(hours):
    """Return the hours of a day as rows, `range`s: what is empty of a night is one row."""
    first, last = min({WAKING.start, *hours}), max({WAKING[-1], *hours})
    night, evening = range(first), range(last + 1, 24)
    single = [range(hour, hour + 1) for hour in range(first, last + 1)]
    return [row for row in (night, *single, evening) if row]


def exists(day, hour):
    """Tell whether the clocks show this hour on that day: not where they go forward."""
    wall = datetime.datetime.combine(day, datetime.time(hour, 30))
    return as_shown(wall) is not None


def as_shown(wall):
    """Return the moment at which the paper's clocks show `wall`, the first if there are two.

    None if they never do.
    """
    zone = timezone.get_current_timezone()
    at = wall.replace(tzinfo=zone)
    back = at.astimezone(datetime.UTC).astimezone(zone)
    return at if back.replace(tzinfo=None) == wall else None


def _sane(day):
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
