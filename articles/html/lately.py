"""Texts that were read or written a moment ago, and their blocks. No database."""

import contextlib
from collections import OrderedDict

from .reading import flow
from .tree import parse

#: Of so many texts the blocks are kept for a moment: a story is read several times in a row.
MOST_KEPT = 32
_kept: OrderedDict[str, tuple] = OrderedDict()


def read(html: str) -> tuple:
    """Return the blocks of `html`."""
    blocks = _kept.get(html)
    return keep(html, flow(parse(html).children)) if blocks is None else blocks


def keep(html: str, blocks: tuple) -> tuple:
    """Know for a moment that `html` says `blocks`, and return them."""
    _kept[html] = blocks
    while len(_kept) > MOST_KEPT:
        # Another thread may have been there first.
        with contextlib.suppress(KeyError):
            _kept.popitem(last=False)
    return blocks
