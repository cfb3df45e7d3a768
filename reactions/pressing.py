"""One press: the reaction and its step, stored before anybody is told that it counts."""

from django.db import connection

from . import together
from .at_once import store_at_once
from .in_turn import store_in_turn
from .press import Press


def press(article_id, slug, visitor, *, on, burst=None):
    """Bring about that `visitor` reacts so (`on`) or does not; repeated, it changes nothing.

    visitor: the UUID of a reader. burst: the key of the burst that this press is part of; then it
    is held for the chief to judge and no number moves. Returns `Stored`; None, with nothing
    stored, where nobody may press: no such story or emoji, a draft, reactions switched off, a
    burst that was judged meanwhile. On return the press is on the disk.
    """
    wanted = Press(article_id, slug, visitor, on, burst)
    if connection.vendor == "postgresql":
        return store_at_once(wanted)
    if connection.in_atomic_block:
        return store_in_turn([wanted])[0]
    return together.do(wanted, store_in_turn)
