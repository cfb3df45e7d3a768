"""How the paper breathes, drawn small: reactions by the hour, stories by the day."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.overview import days
from reactions.models import Hour

HOURS, DAYS = 24, 30
WIDTH, HEIGHT, GAP = 240, 44, 2


@dataclass(frozen=True)
class Spark:
    """A drawing. line, area: the `d` of two paths, or ""; bars: `(x, y, width, height)`, or none.

    said: the drawing in a sentence; points: `(name, number)`, for those who read instead.
    """

    name: str
    total: int
    beside: str
    said: str
    points: list
    line: str = ""
    area: str = ""
    bars: tuple = ()


def rhythm(user, now=None):
    """Return the two drawings of the first page, none for whoever sees no stories. Two queries."""
    if not user.has_perm("articles.view_article"):
        return []
    now = timezone.localtime(now)
    return [_reactions(now), _stories(now)]


def _reactions(now):
    found = Hour.objects.last(HOURS, now=now)
    points = [(date_format(timezone.localtime(at), "TIME_FORMAT"), number) for at, number in found]
    name, most = max(points, key=lambda point: point[1])
    total = sum(number for _name, number in points)
    line, area = curve([number for _name, number in points])
    facts = {"total": total, "most": most, "at": name, "now": points[-1][1]}
    said = _("Reactions by the hour, a day long: %(total)s in all, most (%(most)s) at %(at)s, "
             "%(now)s in this hour.")  # fmt: skip
    return Spark(
        name=_("Reactions in 24 hours"),
        total=total,
        beside=_("this hour: %(now)s") % facts,
        said=said % facts,
        points=points,
        line=line,
        area=area,
    )


def _stories(now):
    found = days(now.date(), DAYS)
    points = [(date_format(date, "MONTH_DAY_FORMAT"), number) for date, number in found]
    numbers = [number for _name, number in points]
    mean = round(sum(numbers[:-1]) / (len(numbers) - 1))
    facts = {
        "total": sum(numbers), "least": min(numbers), "most": max(numbers), "today": numbers[-1],
        "mean": mean,
    }  # fmt: skip
    said = _("Stories by the day, 30 days long: %(total)s in all, from %(least)s to %(most)s "
             "a day, %(today)s today.")  # fmt: skip
    return Spark(
        name=_("Stories today"),
        total=numbers[-1],
        beside=_("on a usual day: %(mean)s") % facts,
        said=said % facts,
        points=points,
        bars=tuple(columns(numbers)),
    )


def curve(numbers):
    """Return the `d` of a line through `numbers`, and of the area below it."""
    most, step = max(*numbers, 1), WIDTH / (len(numbers) - 1)
    places = [
        f"{place * step:.1f},{HEIGHT - 2 - number / most * (HEIGHT - 4):.1f}"
        for place, number in enumerate(numbers)
    ]
    line = "M" + " L".join(places)
    return line, f"{line} L{WIDTH},{HEIGHT} L0,{HEIGHT}Z"


def columns(numbers):
    """Yield `(x, y, width, height)` of a column for each of `numbers`; none is a line."""
    most, step = max(*numbers, 1), WIDTH // len(numbers)
    for place, number in enumerate(numbers):
        height = max(1, round(number / most * (HEIGHT - 2)))
        yield place * step, HEIGHT - height, step - GAP, height
