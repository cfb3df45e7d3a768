"""Numbers a moment old, for all who read without pressing: they cost one query a second, not each.

A page that is kept cannot hold numbers, or each press would renew it. It holds a hole in their
place, and what is put there is a part of its own (`reactions.parts`).
"""

from .counts import Counts, counts_of
from .folding import fold_if_late
from .lately import Lately


def counts_lately(article_id):
    """Return the `Counts` of one story, at most a second old; what this process stored is there."""
    return _counts.of(article_id)


def just_counted(article_id, counts):
    """Remember numbers that a press has read anyway."""
    known = _counts.known(article_id)
    if known is None or known.seq <= counts.seq:
        _counts.put(counts, article_id)


def row(article_id, counts, emoji):
    """Return what `reactions/_row.html` is given."""
    buttons = [{"emoji": one, "number": counts.numbers.get(one.slug, 0)} for one in emoji]
    return {"address": address(article_id), "seq": counts.seq, "buttons": buttons}


def address(article_id):
    """Return what the addresses of a story's numbers and presses begin with.

    Spelled without Django's table of addresses, which took 7 % of an article for eight of them.
    """
    return f"/articles/{article_id}/reactions"


def _ask(article_id) -> Counts:
    found = counts_of(article_id)
    fold_if_late(found)
    return found


# While one reader asks anew, the others get what is up to twice as old.
_counts = Lately(_ask, seconds=0.25)
