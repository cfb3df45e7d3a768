"""The numbers that readers see: what was added up and what still waits, as of one moment."""

import datetime
from dataclasses import dataclass, field, replace

from django.db import connection, connections, router
from django.utils import timezone

from pagecache.prepared import padded, rows_of

from .models import Tally

#: Steps that waited longer are added up by whoever reads the numbers next.
LATE_AFTER = datetime.timedelta(seconds=1)
#: So are more than these under one story: each reader of its numbers reads every one of them.
MANY = 500


@dataclass
class Counts:
    """The numbers of one story.

    numbers: `{emoji's address: number}` of every emoji that is shown, from 0, in order.
    seq: grows with every press; of two answers the one with the larger `seq` is the newer.
    is_late: steps have waited for more than a second, or many wait: nobody seems to add them up.
    """

    seq: int = 0
    numbers: dict[str, int] = field(default_factory=dict)
    is_late: bool = False

    @property
    def total(self):
        return sum(self.numbers.values())

    def after(self, slug, change):
        """Count one more step, which the statement that read these numbers took itself."""
        self.seq += 1
        if slug in self.numbers:
            self.numbers[slug] += change
        return self

    def with_one_more(self, slug):
        """Return these numbers as whoever pressed `slug` sees them while the press is held."""
        return replace(self, numbers=self.numbers | {slug: self.numbers[slug] + 1})


def counts_of(article_id):
    """Return the `Counts` of one story. One query, whatever is waiting."""
    return counts_of_many([article_id])[article_id]


def counts_of_many(article_ids):
    """Return `{article_id: Counts}` for all of `article_ids`. One query.

    It is one statement, because between two a fold could move a step to its tally: it would be
    counted twice or not at all.
    """
    article_ids = list(article_ids)
    if not article_ids:
        return {}
    asked = article_ids if len(article_ids) == 1 else padded(article_ids)
    places = ", ".join(["%s"] * len(asked))
    # The page around the numbers may be read from a replica.
    readable = connections[router.db_for_read(Tally)]
    question = NUMBERS.format(late="%s", places=places, also="")
    return counted(rows_of(readable, question, (late_before(), *asked, *asked)), article_ids)


def late_before():
    return connection.ops.adapt_datetimefield_value(timezone.now() - LATE_AFTER)


def counted(rows, article_ids):
    """Return `{article_id: Counts}` from the rows of `NUMBERS`."""
    # Without a story: the emoji that are shown.
    shown = [slug for article_id, slug, *_rest in rows if article_id is None]
    found = {pk: Counts(numbers=dict.fromkeys(shown, 0)) for pk in article_ids}
    for article_id, slug, number, steps, is_late, waiting in rows:
        if article_id is not None:
            counts = found[article_id]
            counts.seq += steps
            counts.is_late |= bool(is_late) or waiting > MANY
            if slug in counts.numbers:
                counts.numbers[slug] += number
    return found


# {also}: more columns, the same in each row. Emoji that are switched off keep their steps in
# `seq`: it must not fall.
NUMBERS = """
    SELECT part.article_id, emoji.slug, part.number, part.steps, part.is_late, part.waiting {also}
    FROM (
        SELECT article_id, emoji_id, SUM(change) AS number, COUNT(*) AS steps,
               MAX(CASE WHEN at < {late} THEN 1 ELSE 0 END) AS is_late, COUNT(*) AS waiting
        FROM reactions_step WHERE article_id IN ({places}) GROUP BY article_id, emoji_id
        UNION ALL
        SELECT article_id, emoji_id, counted, steps, 0, 0
        FROM reactions_tally WHERE article_id IN ({places})
        UNION ALL
        SELECT NULL, id, 0, 0, 0, 0 FROM reactions_emoji WHERE is_active
    ) part
    JOIN reactions_emoji emoji ON emoji.id = part.emoji_id
    ORDER BY emoji.position, emoji.id
"""
