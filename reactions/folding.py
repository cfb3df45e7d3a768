"""Steps are added up to tallies, each exactly once, by whoever comes by."""

import contextlib
import logging
import time
from contextvars import ContextVar

from django.db import OperationalError, connection, transaction

from .gate import gate

log = logging.getLogger(__name__)

#: As many at once: a fraction of a tenth of a second, and readers wait for nothing.
BATCH = 5000
#: The number that PostgreSQL knows "somebody folds" by.
FOLDING = 0x5EAC7104


#: PostgreSQL: two folds of one story's steps would wait for each other's tallies.
UNLESS_ANOTHER_FOLDS = f"(SELECT pg_try_advisory_xact_lock({FOLDING}))"


class Turn:
    """Says to one of many who ask in the same moment that it is theirs."""

    def __init__(self, seconds):
        self._seconds = seconds
        self._next_at = 0.0

    def is_mine(self):
        now = time.monotonic()
        if now < self._next_at:
            return False
        self._next_at = now + self._seconds
        return True

    def forget(self):
        self._next_at = 0.0


turn = Turn(seconds=0.25)


_rests: ContextVar[bool] = ContextVar("rests", default=False)


@contextlib.contextmanager
def nobody_folds():
    """Let readers in this context add nothing up: they read where they may not write."""
    token = _rests.set(True)
    try:
        yield
    finally:
        _rests.reset(token)


def fold(batch=BATCH):
    """Add up to `batch` waiting steps to their tallies and return how many they were.

    Any number may run at once. The steps go and their sums come in one transaction.
    """
    if connection.vendor == "postgresql":
        return _fold_at_once(batch)
    with gate(), transaction.atomic():
        return fold_alone(batch)


def fold_if_late(counts):
    """Add up what waits if `counts` say that nobody has for a second. Never waits for others.

    A process tries that a few times a second, however many read that it is late.
    """
    if _rests.get() or not (counts.is_late and turn.is_mine()):
        return
    if connection.vendor == "postgresql":
        _fold_at_once(BATCH, only_if=UNLESS_ANOTHER_FOLDS)
        return
    with gate(wait=False) as is_mine:
        if is_mine:
            _fold_unless_busy()


# A story that was deleted meanwhile has no tally any more. Sorted, so that two folds lock the
# tallies in one order.
ADD = """
    INSERT INTO reactions_tally (article_id, emoji_id, counted, base, steps)
    SELECT step.article_id, step.emoji_id, SUM(step.change), 0, COUNT(*)
    FROM {batch} step JOIN articles_article article ON article.id = step.article_id
    WHERE true
    GROUP BY step.article_id, step.emoji_id
    ORDER BY step.article_id, step.emoji_id
    ON CONFLICT (article_id, emoji_id) DO UPDATE SET
        counted = reactions_tally.counted + excluded.counted,
        steps = reactions_tally.steps + excluded.steps
"""

# One row for all who fold in an hour: it comes after the tallies, so that all lock in one order.
ADD_HOURS = """
    INSERT INTO reactions_hour (begins_at, number)
    SELECT {hour}, SUM(step.change) FROM {batch} step WHERE {after} GROUP BY 1 ORDER BY 1
    ON CONFLICT (begins_at) DO UPDATE SET number = reactions_hour.number + excluded.number
"""


def _fold_at_once(batch, only_if="true"):
    """PostgreSQL: rows are taken by deleting them; those that another fold holds are skipped.

    "All steps up to the last one seen" would lose some: they are committed in another order
    than they were numbered.
    """
    hours = ADD_HOURS.format(
        hour="date_trunc('hour', step.at, 'UTC')",
        batch="batch",
        after="(SELECT COUNT(*) FROM added) >= 0",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH batch AS (
                DELETE FROM reactions_step WHERE id IN (
                    SELECT id FROM reactions_step WHERE {only_if}
                    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
                )
                RETURNING article_id, emoji_id, change, at
            ), added AS ({ADD.format(batch="batch")} RETURNING 1), hours AS ({hours})
            SELECT COUNT(*) FROM batch
            """,  # noqa: S608 - made of the constant above
            [batch],
        )
        return cursor.fetchone()[0]


def fold_alone(batch=BATCH):
    """SQLite: the transaction is the only writer, so what is numbered lower is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(id) FROM (SELECT id FROM reactions_step ORDER BY id LIMIT %s) first",
            [batch],
        )
        (last,) = cursor.fetchone()
        if last is None:
            return 0
        steps = "(SELECT * FROM reactions_step WHERE id <= %s)"
        cursor.execute(ADD.format(batch=steps), [last])
        hour = "strftime('%%Y-%%m-%%d %%H:00:00', step.at)"
        cursor.execute(ADD_HOURS.format(hour=hour, batch=steps, after="true"), [last])
        cursor.execute("DELETE FROM reactions_step WHERE id <= %s", [last])
        return cursor.rowcount


def _fold_unless_busy():
    """SQLite: add up now or not at all; whoever writes at this moment is not waited for."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            with transaction.atomic():
                fold_alone(BATCH)
        except OperationalError:
            log.info("The database is busy; the steps wait for the next reader.")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
