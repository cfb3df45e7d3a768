"""One press: the reaction and its step, stored before anybody is told that it counts."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils import timezone

from articles.models import Status

from . import together
from .counts import NUMBERS, Counts, counted, counts_of_many, late_before
from .folding import fold_alone
from .statements import HELD_PLACE, HOLD, LET_GO, PLACE, STEP, VOTE_OFF, VOTE_ON, WAS_JUDGED


@dataclass(frozen=True)
class Press:
    """What one reader wants: to react so (`on`) or not. burst: the key of one that still waits."""

    article_id: int
    slug: str
    visitor: UUID
    on: bool
    burst: int | None = None

    @property
    def statements(self):
        """What takes or leaves a place, each returning a row if it changed something."""
        if not self.on:
            return VOTE_OFF, LET_GO
        return (HOLD,) if self.burst else (VOTE_ON,)


@dataclass
class Stored:
    """What became of a press that is on the disk. counts: the numbers with it."""

    counts: Counts
    is_change: bool


def press(article_id, slug, visitor, *, on, burst=None):
    """Bring about that `visitor` reacts so (`on`) or does not; repeated, it changes nothing.

    visitor: the UUID of a reader. burst: the key of the burst that this press is part of; then it
    is held for the chief to judge and no number moves. Returns `Stored`; None, with nothing
    stored, where nobody may press: no such story or emoji, a draft, reactions switched off, a
    burst that was judged meanwhile. That is asked by the statement that stores, so that no press
    comes after a withdrawal. On return the press is on the disk.
    """
    wanted = Press(article_id, slug, visitor, on, burst)
    if connection.vendor == "postgresql":
        return _press_at_once(wanted)
    if connection.in_atomic_block:
        return _press_in_turn([wanted])[0]
    return together.do(wanted, _press_in_turn)


def _press_at_once(wanted):
    """PostgreSQL: all of it in one statement, one round trip and one flush of the disk.

    Its parts see the database as it was before, so the step it takes itself is added here.
    """
    for _attempt in range(3):
        rows = _rows(wanted)
        # The emoji of a place is shown, so there is a row wherever somebody may press.
        if not rows or not rows[0][-3]:
            return None
        is_change, was_judged = rows[0][-2:]
        if not was_judged:
            break
    found = counted([row[:-3] for row in rows], [wanted.article_id])[wanted.article_id]
    if is_change and not wanted.burst:
        found.after(wanted.slug, 1 if wanted.on else -1)
    return Stored(found, is_change)


def _rows(wanted):
    """Return rows of `NUMBERS`, with: may one press here, did this change anything, was it judged.

    The last: the press that is taken back was held and has just become a reaction, which this
    statement cannot see yet.
    """
    vote, *others = (each.format(place="place") for each in wanted.statements)
    place = HELD_PLACE.format(lock="FOR SHARE") if wanted.burst else PLACE
    parts = [f"place AS ({place})", f"vote AS ({vote} RETURNING article_id, emoji_id)"]
    if not wanted.burst:
        parts.append(f"step AS ({STEP.format(rows='vote')})")
    parts += [f"other AS ({other} RETURNING 1)" for other in others]
    said = ["EXISTS (SELECT FROM place)", "EXISTS (SELECT FROM vote)"]
    said.append(WAS_JUDGED if others else "false")
    numbers = NUMBERS.format(
        late="%(late)s", places="%(article)s", also="".join(f", {each}" for each in said)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {numbers}", _values(wanted, wanted.visitor))
        return cursor.fetchall()


def _press_in_turn(presses):
    """SQLite: the transaction is the only writer, so its statements see one state.

    presses: stored one after another; the numbers are read once, after the last.
    """
    with connection.cursor() as cursor:
        changes = [_press_alone(cursor, wanted) for wanted in presses]
    stories = {wanted.article_id for wanted, change in zip(presses, changes, strict=True)
               if change is not None}  # fmt: skip
    found = counts_of_many(stories)
    if any(counts.is_late for counts in found.values()):
        # No flush of the disk of its own, and nobody has to come by for it.
        fold_alone()
        for counts in found.values():
            counts.is_late = False
    return [
        None if change is None else Stored(found[wanted.article_id], change)
        for wanted, change in zip(presses, changes, strict=True)
    ]


def _press_alone(cursor, wanted):
    """Return whether anything changed, None where nobody may press."""
    values = _values(wanted, wanted.visitor.hex)
    place = HELD_PLACE.format(lock="") if wanted.burst else PLACE
    cursor.execute(place, values)
    if cursor.fetchone() is None:
        return None
    vote, *others = (each.format(place=f"({PLACE})") for each in wanted.statements)
    cursor.execute(vote, values)
    is_change = cursor.rowcount > 0
    if is_change and not wanted.burst:
        cursor.execute(STEP.format(rows=f"({PLACE})"), values)
    for other in others:
        cursor.execute(other, values)
    return is_change


def _values(wanted, visitor):
    now = timezone.now()
    return {
        "article": wanted.article_id,
        "published": Status.PUBLISHED,
        "slug": wanted.slug,
        "visitor": visitor,
        "burst": wanted.burst,
        "today": connection.ops.adapt_datefield_value(now.date()),
        "now": connection.ops.adapt_datetimefield_value(now),
        "late": late_before(),
        "change": 1 if wanted.on else -1,
    }
