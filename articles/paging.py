"""Pages of a list by key: page 5,000 costs what page 1 costs, and none shifts under the reader.

A key names the story behind which a page begins. Stories that appear meanwhile move nothing, and
no row is ever skipped over to find the next one.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404

STORIES = 20
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# Behind these every database keeps its numbers and Python its dates.
_KEY = re.compile(r"(-?[0-9a-z]{1,11})\.([0-9a-z]{1,12})")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

#: The columns a list is ordered by: a moment, then a number that breaks ties.
BY_STORY = ("published_at", "pk")
BY_LISTING = ("listed_at", "listed_as")
BY_CORRECTION = ("made_at", "pk")


@dataclass(frozen=True)
class Leaf:
    """One page of a list. `newer`, `older` are addresses, empty at either end."""

    items: list[Any]
    newer: str
    older: str
    is_first: bool

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


def leaf(request, items, *, by=BY_STORY, size=STORIES):
    """Return the page of `items` (newest first) that the address asks for. One query.

    `?before=<key>` asks for what is older than the key, `?after=<key>` for what is newer. Raises
    Http404 for a key that is none, or behind which nothing stands.
    """
    before, after = request.GET.get("before"), request.GET.get("after")
    if after:
        found = list(newer_than(items, read_key(after), by)[: size + 1])
        if len(found) <= size:
            # Too few for a whole page of newer ones: this is the beginning of the list.
            return first_leaf(list(items[: size + 1]), by=by, size=size)
        page = found[:size][::-1]
        return Leaf(page, place("after", page[0], by), place("before", page[-1], by), False)
    if before:
        found = list(older_than(items, read_key(before), by)[: size + 1])
        if not found:
            raise Http404
        page = found[:size]
        older = place("before", page[-1], by) if len(found) > size else ""
        return Leaf(page, place("after", page[0], by), older, is_first=False)
    return first_leaf(list(items[: size + 1]), by=by, size=size)


def leaf_of(request, listed, *, size=STORIES):
    """Return the page of `listed` (`articles.listed.Listed`) that the address asks for, as `leaf`.

    Its first page costs no words.
    """
    if request.GET.get("before") or request.GET.get("after"):
        return leaf(request, listed.all(), by=BY_LISTING, size=size)
    return first_leaf(listed.newest(size + 1), by=BY_LISTING, size=size)


def first_leaf(found, *, by, size):
    """Return the first page of a list. found: its first items, one more than fit if there are."""
    page = found[:size]
    older = place("before", page[-1], by) if len(found) > size else ""
    return Leaf(page, newer="", older=older, is_first=True)


def older_than(items, key, by):
    at, number = by
    moment, pk = key
    # The first half bounds the index; the second only settles ties. As an OR of two ranges alone
    # the index would be read from its beginning.
    return items.filter(
        Q(**{f"{at}__lte": moment}) & (Q(**{f"{at}__lt": moment}) | Q(**{f"{number}__lt": pk}))
    )


def newer_than(items, key, by):
    """Return what is newer than `key`, the nearest first."""
    at, number = by
    moment, pk = key
    return items.filter(
        Q(**{f"{at}__gte": moment}) & (Q(**{f"{at}__gt": moment}) | Q(**{f"{number}__gt": pk}))
    ).order_by(at, number)


def place(direction, item, by):
    return f"?{direction}={written_key(*(getattr(item, column) for column in by))}"


def written_key(moment, pk):
    """Return the key of a story: microseconds and number, in letters and digits."""
    return f"{base36((moment - EPOCH) // datetime.timedelta(microseconds=1))}.{base36(pk)}"


def read_key(text):
    """Return (moment, number) of a key. Raises Http404 when it is none."""
    if not (match := _KEY.fullmatch(text)):
        raise Http404
    microseconds, pk = (int(part, 36) for part in match.groups())
    try:
        return EPOCH + datetime.timedelta(microseconds=microseconds), pk
    except OverflowError:
        raise Http404 from None


def base36(number):
    sign, number, digits = "-" * (number < 0), abs(number), ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return sign + digits
