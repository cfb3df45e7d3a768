"""What becomes of a burst: its presses count, or they go. Once."""

from django.db import connection, transaction
from django.utils import timezone

from .gate import gate
from .models import Burst, Held, Verdict


class AlreadyJudged(Exception):
    """Somebody else was quicker."""


def judge(burst, verdict, *, by):
    """Count the presses of `burst`, or throw them away; return how many they were.

    Raises `AlreadyJudged`. The numbers move with the next fold, as after any press. A press of
    the burst that is on its way is either among them, or finds the verdict and is taken anew.
    """
    with gate(), transaction.atomic():
        now = timezone.now()
        waiting = Burst.objects.waiting().filter(pk=burst.pk)
        # Takes the row's lock, for which presses on their way are waited for.
        if not waiting.update(verdict=verdict, judged_at=now, judged_by=by):
            raise AlreadyJudged
        judged = _count(burst, now) if verdict == Verdict.COUNTED else _throw_away(burst)
        Burst.objects.filter(pk=burst.pk).update(judged=judged)
    burst.refresh_from_db()
    return judged


def _throw_away(burst):
    held, _by_model = Held.objects.filter(burst=burst).delete()
    return held


def _count(burst, now):
    """Make each a reaction with its step, but for those counted meanwhile some other way."""
    values = {
        "burst": burst.pk,
        "now": connection.ops.adapt_datetimefield_value(now),
        "today": connection.ops.adapt_datefield_value(now.date()),
    }
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(COUNT_AT_ONCE, values)
            return cursor.fetchone()[0]
        # The transaction is the only writer.
        for statement in COUNT_ALONE:
            cursor.execute(statement, values)
        return cursor.rowcount


# Whoever takes a press back at this moment either was quicker, and the row is not deleted here,
# or finds it gone and looks again.
COUNT_AT_ONCE = """
    WITH gone AS (
        DELETE FROM reactions_held WHERE burst_id = %(burst)s
        RETURNING article_id, emoji_id, visitor
    ), counted AS (
        INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
        SELECT article_id, emoji_id, visitor, %(today)s FROM gone
        ON CONFLICT DO NOTHING RETURNING article_id, emoji_id
    ), step AS (
        INSERT INTO reactions_step (article_id, emoji_id, change, at)
        SELECT article_id, emoji_id, 1, %(now)s FROM counted
    )
    SELECT COUNT(*) FROM gone
"""

COUNT_ALONE = (
    """
    INSERT INTO reactions_step (article_id, emoji_id, change, at)
    SELECT held.article_id, held.emoji_id, 1, %(now)s FROM reactions_held held
    WHERE held.burst_id = %(burst)s AND NOT EXISTS (
        SELECT 1 FROM reactions_reaction counted
        WHERE counted.article_id = held.article_id AND counted.emoji_id = held.emoji_id
          AND counted.visitor = held.visitor
    )
    """,
    """
    INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
    SELECT article_id, emoji_id, visitor, %(today)s FROM reactions_held
    WHERE burst_id = %(burst)s ON CONFLICT DO NOTHING
    """,
    "DELETE FROM reactions_held WHERE burst_id = %(burst)s",
)
