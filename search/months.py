"""The month and year of a story as words of the index, so that a search need not go far back. Pure.

No question can hold such a word: it has a colon, or stands in a field that no question reaches.
"""

import datetime

#: In SQLite words are letters and digits; in PostgreSQL any characters are a word.
PLAIN, MARKED = "{}{}", "{}:{}"
#: How many months back the windows of a search reach, each some five times the one before.
WINDOWS = (2, 12, 60)


def words_of(moment, form):
    """Return the words for the month and the year of an aware datetime."""
    moment = moment.astimezone(datetime.UTC)
    return [form.format("m", f"{moment:%Y%m}"), form.format("y", f"{moment:%Y}")]


def months_since(since, until, form):
    """Return the words for all months from `since` to `until`, years where they are many."""
    first, last = _number(since), max(_number(since), _number(until))
    if last - first > 24:
        return [form.format("y", f"{year:04}") for year in range(first // 12, last // 12 + 1)]
    return [
        form.format("m", f"{number // 12:04}{number % 12 + 1:02}")
        for number in range(first, last + 1)
    ]


def windows(now):
    """Return `[(since, until), …]`, newest first, that together hold all time; None: no end."""
    until, found = None, []
    for months in WINDOWS:
        year, month = divmod(_number(now) - months, 12)
        since = datetime.datetime(year, month + 1, 1, tzinfo=datetime.UTC)
        found.append((since, until))
        until = since
    return [*found, (None, until)]


def _number(moment):
    moment = moment.astimezone(datetime.UTC)
    return moment.year * 12 + moment.month - 1
