"""Presses on PostgreSQL: all of a press in one statement, one round trip, one flush of the disk."""

from functools import cache

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from articles.models import Status

from .counts import NUMBERS, counted, counts_of, late_before
from .press import Stored
from .statements import PLACE, WAITING_BURST


def store_at_once(wanted):
    """Store the `Press` that is `wanted`: return `Stored`, None where nobody may press."""
    for _attempt in range(3):
        rows = _rows(wanted)
        # The emoji of a place is shown, so there is a row wherever somebody may press.
        if not rows or not rows[0][-3]:
            return None
        is_change, was_judged = rows[0][-2:]
        if not was_judged:
            break
    if not is_change and not wanted.burst:
        # Perhaps the same press came twice, and this one waited for the other to be stored: the
        # statement saw the numbers of before.
        return Stored(counts_of(wanted.article_id), is_change)
    found = counted([row[:-3] for row in rows], [wanted.article_id])[wanted.article_id]
    # The parts of a statement see the database as it was before.
    if is_change and not wanted.burst:
        found.after(wanted.slug, 1 if wanted.on else -1)
    return Stored(found, is_change)


def _rows(wanted):
    """Return rows of `NUMBERS`, with: may one press here, did this change anything, was it judged.

    The last: the press that is taken back was held and has just become a reaction, which this
    statement cannot see yet.
    """
    now = timezone.now()
    values = {
        "article": wanted.article_id,
        "published": Status.PUBLISHED.value,
        "slug": wanted.slug,
        "visitor": wanted.visitor,
        "burst": wanted.burst,
        "today": now.date(),
        "now": now,
        "late": late_before(),
        "change": 1 if wanted.on else -1,
    }
    statement = _statement(wanted.on, wanted.burst is not None)
    if connection.in_atomic_block:
        return _ask(statement, values)
    # Whether the connection still lives needs no question of its own: a press may be repeated.
    connection.health_check_done = True
    try:
        return _ask(statement, values)
    except (OperationalError, InterfaceError):
        if connection.is_usable():
            raise
        connection.close()
        return _ask(statement, values)


def _ask(statement, values):
    """Have `statement` planned once for each connection: that takes longer than doing it."""
    connection.ensure_connection()
    link = connection.connection
    # A pool that hands connections on between statements cannot remember plans. Whoever has one
    # tells Django so by this setting.
    if not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        link.prepare_threshold = 0
    try:
        # Not the cursor of Django, which writes the values into the statement.
        with connection._prepare_cursor(connection.Database.Cursor(link)) as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()
    finally:
        link.prepare_threshold = None


@cache
def _statement(on, is_held):
    parts = {"place": HELD_PLACE if is_held else PLACE}
    if not on:
        parts |= {"vote": VOTE_OFF, "step": STEP, "other": LET_GO}
    elif is_held:
        parts |= {"vote": HOLD}
    else:
        parts |= {"vote": VOTE_ON, "step": STEP}
    said = ["EXISTS (SELECT FROM place)", "EXISTS (SELECT FROM vote)"]
    said.append("false" if on else WAS_JUDGED)
    numbers = NUMBERS.format(
        late="%(late)s", places="%(article)s", also="".join(f", {each}" for each in said)
    )
    return f"WITH {', '.join(f'{name} AS ({part})' for name, part in parts.items())} {numbers}"


#: No verdict comes before the press is stored.
HELD_PLACE = f"""
    SELECT place.article_id, place.emoji_id
    FROM ({PLACE}) place, ({WAITING_BURST} FOR SHARE) burst
"""  # noqa: S608 - made of constants

VOTE_ON = """
    INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
    SELECT article_id, emoji_id, %(visitor)s, %(today)s FROM place
    ON CONFLICT DO NOTHING RETURNING article_id, emoji_id
"""

VOTE_OFF = """
    DELETE FROM reactions_reaction
    WHERE visitor = %(visitor)s
      AND (article_id, emoji_id) IN (SELECT article_id, emoji_id FROM place)
    RETURNING article_id, emoji_id
"""

STEP = """
    INSERT INTO reactions_step (article_id, emoji_id, change, at)
    SELECT article_id, emoji_id, %(change)s, %(now)s FROM vote
"""

#: Whoever counts already is not held.
HOLD = """
    INSERT INTO reactions_held (article_id, emoji_id, visitor, burst_id, at)
    SELECT article_id, emoji_id, %(visitor)s, %(burst)s, %(now)s FROM place
    WHERE NOT EXISTS (
        SELECT 1 FROM reactions_reaction counted
        WHERE counted.article_id = place.article_id AND counted.emoji_id = place.emoji_id
          AND counted.visitor = %(visitor)s
    )
    ON CONFLICT DO NOTHING RETURNING article_id, emoji_id
"""

LET_GO = """
    DELETE FROM reactions_held
    WHERE visitor = %(visitor)s
      AND (article_id, emoji_id) IN (SELECT article_id, emoji_id FROM place)
    RETURNING 1
"""

#: It stood there when the statement began, and was gone when it came to delete it.
WAS_JUDGED = """
    EXISTS (
        SELECT 1 FROM reactions_held held JOIN place
          ON held.article_id = place.article_id AND held.emoji_id = place.emoji_id
        WHERE held.visitor = %(visitor)s
    ) AND NOT EXISTS (SELECT FROM other)
"""
