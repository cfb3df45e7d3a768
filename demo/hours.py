"""When a demo story came out, or will: relative to now, so that the paper is of today. Pure."""

import datetime
import re

# The newest story of today is at least so old: nothing a reader sees lies in the future.
YOUNGEST = datetime.timedelta(minutes=2)


def moment(when, *, now, latest):
    """Return the aware moment that `when` means.

    when: `today 12:05`, `3d 12:05` (ago) or `-14m`; ahead `+1d 07:30` or `+90m`. now: aware, in
    the paper's zone.
    latest: the last hour of today that any story names; early in the day all of today's stories
    move closer together, in the same order, so that none lies ahead.
    """
    if match := re.fullmatch(r"([+-]\d+)m", when):
        return now + datetime.timedelta(minutes=int(match[1]))
    day, hour = when.split(" ")
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = _since_midnight(hour)
    if day == "today":
        passed = max(now - midnight - YOUNGEST, datetime.timedelta())
        last = _since_midnight(latest)
        if last > passed:
            wanted *= passed / last
        return midnight + wanted
    days = int(day.removesuffix("d"))
    date = (now + datetime.timedelta(days=days if day[0] == "+" else -days)).date()
    return datetime.datetime.combine(date, datetime.time(), now.tzinfo) + wanted


def latest_of_today(whens):
    """Return the last hour named by those of `whens` that are of today."""
    hours = [when.removeprefix("today ") for when in whens if when.startswith("today ")]
    return max(hours, key=_since_midnight, default="0:00")


def _since_midnight(hour):
    hours, minutes = map(int, hour.split(":"))
    return datetime.timedelta(hours=hours, minutes=minutes)
