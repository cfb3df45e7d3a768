"""Presses on SQLite: all that wait, one after another, in one transaction.

It is the only writer, so its statements see one state, and what it has found out stays true until
its end: where one may press is asked once for all who press there.
"""

from django.db import connection
from django.utils import timezone

from articles.models import Status

from .counts import counts_of_many
from .folding import fold_alone
from .press import Stored
from .statements import PLACE, WAITING_BURST


def store_in_turn(presses):
    """Store `presses` and return what became of each: `Stored`, or None where nobody may press.

    Call it inside a transaction. The numbers are read once, after the last.
    """
    places: dict = {}
    steps: list = []
    now = timezone.now()
    at = connection.ops.adapt_datetimefield_value(now)
    today = connection.ops.adapt_datefield_value(now.date())
    with connection.cursor() as cursor:
        changes = [_store(cursor, wanted, places, steps, at, today) for wanted in presses]
        if steps:
            cursor.executemany(STEP, steps)
    asked = list(zip(presses, changes, strict=True))
    found = counts_of_many({wanted.article_id for wanted, change in asked if change is not None})
    if any(counts.is_late for counts in found.values()):
        # No flush of the disk of its own, and nobody has to come by for it.
        fold_alone()
        for counts in found.values():
            counts.is_late = False
    return [
        None if change is None else Stored(found[wanted.article_id], change)
        for wanted, change in asked
    ]


def _store(cursor, wanted, places, steps, at, today):
    """Return whether anything changed, None where nobody may press."""
    emoji = _emoji(cursor, wanted, places)
    if emoji is None:
        return None
    row = (wanted.article_id, emoji, wanted.visitor.hex)
    if not wanted.on:
        cursor.execute(VOTE_OFF, row)
    elif wanted.burst:
        cursor.execute(HOLD, (*row, wanted.burst, at, *row))
        return cursor.rowcount > 0
    else:
        cursor.execute(VOTE_ON, (*row, today))
    is_change = cursor.rowcount > 0
    if is_change:
        steps.append((wanted.article_id, emoji, 1 if wanted.on else -1, at))
    if not wanted.on:
        cursor.execute(LET_GO, row)
    return is_change


def _emoji(cursor, wanted, places):
    """Return the key of the emoji if it may be pressed so, else None."""
    place = (wanted.article_id, wanted.slug, wanted.burst)
    if place not in places:
        values = {"article": wanted.article_id, "slug": wanted.slug, "burst": wanted.burst,
                  "published": Status.PUBLISHED}  # fmt: skip
        cursor.execute(PLACE, values)
        found = cursor.fetchone()
        if found and wanted.burst:
            cursor.execute(WAITING_BURST, values)
            found = found if cursor.fetchone() else None
        places[place] = found and found[1]
    return places[place]


VOTE_ON = """
    INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
    VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
VOTE_OFF = "DELETE FROM reactions_reaction WHERE article_id = %s AND emoji_id = %s AND visitor = %s"
STEP = "INSERT INTO reactions_step (article_id, emoji_id, change, at) VALUES (%s, %s, %s, %s)"
#: Whoever counts already is not held.
HOLD = """
    INSERT INTO reactions_held (article_id, emoji_id, visitor, burst_id, at)
    SELECT %s, %s, %s, %s, %s WHERE NOT EXISTS (
        SELECT 1 FROM reactions_reaction WHERE article_id = %s AND emoji_id = %s AND visitor = %s
    )
    ON CONFLICT DO NOTHING
"""
LET_GO = "DELETE FROM reactions_held WHERE article_id = %s AND emoji_id = %s AND visitor = %s"
