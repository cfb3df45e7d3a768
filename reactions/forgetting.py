"""Who pressed long ago is forgotten; that somebody did stays in the number."""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from .gate import gate
from .models import Burst

DAYS = 90
#: As many at once: short enough that those who press do not notice.
BATCH = 2000


def forget(*, days=DAYS, batch=BATCH, today=None):
    """Turn up to `batch` reactions older than `days` into numbers; return how many they were.

    No number changes: what leaves the rows comes into `base`, in one transaction. A reader who
    comes back later may press once more.
    """
    before = (today or timezone.now().date()) - datetime.timedelta(days=days)
    before = connection.ops.adapt_datefield_value(before)
    if connection.vendor == "postgresql":
        return _forget_at_once(before, batch)
    with gate(), transaction.atomic():
        return _forget_alone(before, batch)


def forget_bursts(*, days=DAYS, now=None):
    """Delete bursts older than `days`, with what nobody has judged of them; return how many."""
    before = (now or timezone.now()) - datetime.timedelta(days=days)
    with gate(), transaction.atomic():
        _rows, by_model = Burst.objects.filter(began_at__lt=before).delete()
    return by_model.get(Burst._meta.label, 0)


# Sorted, so that it locks the tallies in the order in which a fold does.
ADD = """
    INSERT INTO reactions_tally (article_id, emoji_id, counted, base, steps)
    SELECT old.article_id, old.emoji_id, 0, COUNT(*), 0 FROM {old} old
    WHERE true GROUP BY old.article_id, old.emoji_id ORDER BY old.article_id, old.emoji_id
    ON CONFLICT (article_id, emoji_id) DO UPDATE SET base = reactions_tally.base + excluded.base
"""


def _forget_at_once(before, batch):
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH old AS (
                DELETE FROM reactions_reaction WHERE (article_id, emoji_id, visitor) IN (
                    SELECT article_id, emoji_id, visitor FROM reactions_reaction
                    WHERE pressed_on < %s ORDER BY pressed_on LIMIT %s FOR UPDATE SKIP LOCKED
                )
                RETURNING article_id, emoji_id
            ), added AS ({ADD.format(old="old")})
            SELECT COUNT(*) FROM old
            """,  # noqa: S608 - made of the constant above
            [before, batch],
        )
        return cursor.fetchone()[0]


def _forget_alone(before, batch):
    rows = """
        SELECT rowid FROM reactions_reaction
        WHERE pressed_on < %s ORDER BY pressed_on, rowid LIMIT %s
    """
    old = f"(SELECT * FROM reactions_reaction WHERE rowid IN ({rows}))"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(old=old), [before, batch])
        cursor.execute(
            f"DELETE FROM reactions_reaction WHERE rowid IN ({rows})",  # noqa: S608
            [before, batch],
        )
        return cursor.rowcount
