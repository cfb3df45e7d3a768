"""Which address each story and page will have, before the first of them is written.

So the texts of the oldest can lead to the newest.
"""

import datetime
from collections import defaultdict

from django.utils import timezone

from articles.models import Article
from articles.slugs import free_slug
from multilingual.editions import edition, spelled
from pages.models import Page, is_taken

from .fates import Stage
from .models import Source
from .words import slug_of

AT_ONCE = 500
COLUMNS = "n, key, slug, headline, had_address, moment, id"
#: A number behind it must still fit into the column.
LONGEST_SLUG = 80


def plan_stories(ledger, origin, wishes):
    """Write slug, day and address of each story into the ledger, oldest first."""
    taken: defaultdict[datetime.date, set[str]] = defaultdict(set)
    last_day = None
    for rows in ledger.in_turn(Stage.STORY, COLUMNS, AT_ONCE):
        here = _here(origin, [row[1] for row in rows], Article.objects.values_list(
            "pk", "slug", "published_on", "language"))  # fmt: skip
        days = {row[0]: _day(row[5]) for row in rows if row[4] and row[5] is not None}
        # The next stories may be of the day of the last one, and of no earlier one.
        for day in [day for day in taken if day != last_day]:
            del taken[day]
        here_already = Article.objects.filter(published_on__in=set(days.values()))
        for day, slug in here_already.values_list("published_on", "slug"):
            taken[day].add(slug)
        found = []
        for n, key, slug, headline, had_address, _moment, id in rows:
            pk, known = here.get(key, (None, None))
            if known and known[2]:
                found.append((pk, known[1], known[2].isoformat(), _address(*known[1:]), n))
                continue
            day = days.get(n)
            slug = slug_of(slug, headline, longest=LONGEST_SLUG) or f"n-{id or n}"
            address = None
            if had_address and wishes.publish and day:
                slug = free_slug(slug, taken[day])
                taken[day].add(slug)
                last_day = day
                address = _address(slug, day, origin.language)
            found.append((pk, slug, day and day.isoformat(), address, n))
        ledger.db.executemany(
            "UPDATE item SET object = ?, new_slug = ?, day = ?, address = ? WHERE n = ?", found
        )


def plan_pages(ledger, origin, wishes):
    """Write slug and address of each page into the ledger."""
    taken = set(Page.objects.filter(language=origin.language).values_list("slug", flat=True))
    for rows in ledger.in_turn(Stage.PAGE, COLUMNS, AT_ONCE):
        here = _here(origin, [row[1] for row in rows], Page.objects.values_list("pk", "slug"))
        found = []
        for n, key, slug, headline, had_address, _moment, id in rows:
            pk, known = here.get(key, (None, None))
            if known:
                slug = known[1]
            else:
                slug = slug_of(slug, headline, longest=LONGEST_SLUG - 8) or f"page-{id or n}"
                # An address of the site itself is no page's.
                slug = f"page-{slug}" if is_taken(slug) else slug
                slug = free_slug(slug, taken)
                taken.add(slug)
            is_public = had_address and wishes.publish
            address = f"{edition(origin.language)}/{slug}/" if is_public else None
            found.append((pk, slug, address, n))
        ledger.db.executemany(
            "UPDATE item SET object = ?, new_slug = ?, address = ? WHERE n = ?", found
        )


def _here(origin, keys, rows):
    """Return `{key: (number of the object, its row of `rows` or None)}`."""
    objects = dict(
        Source.objects.filter(origin=origin, key__in=keys).values_list("key", "object_id")
    )
    found = {row[0]: row for row in rows.filter(pk__in=objects.values())}
    return {key: (pk, found.get(pk)) for key, pk in objects.items()}


def _day(moment):
    return timezone.localdate(datetime.datetime.fromtimestamp(moment, datetime.UTC))


def _address(slug, day, language):
    return f"{edition(language)}/{day.year:04}/{day.month:02}/{day.day:02}/{spelled(slug)}/"
