"""What differs between two texts, and between three that have a common ancestor. Pure.

Texts are compared block by block, blocks word by word. The three-way comparison is diff3 as
Khanna, Kunal and Pierce describe it (A Formal Investigation of Diff3, 2007): maximal chunks in
which all three agree, and between them chunks in which one side changed something, or both.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles import html

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
#: Texts of more words than this are compared by paragraph only: time grows with the square.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """Words that are the same in both texts ("same"), or only in one ("out", "in")."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """A block of one text beside its counterpart in the other; None where there is none.

    kind: "same", "changed", "out", "in".
    """

    kind: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Chunk:
    """Blocks of three texts that belong together.

    kind: "same" (nobody changed it), "mine", "theirs" (one did), "both" (both did the same),
    "conflict" (both did, differently).
    """

    kind: str
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def taken(self):
        """The blocks that nobody has to choose; of a conflict mine, then theirs: nothing lost."""
        if self.kind == "theirs":
            return self.theirs
        if self.kind == "conflict":
            return self.mine + self.theirs
        return self.mine


def words(before: str, after: str) -> list[Piece]:
    """Return the plain texts as pieces, in reading order: what is gone before what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        same = [Piece("same", before)] if before == after else []
        return same or [Piece("out", before), Piece("in", after)]
    pieces = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece("out", "".join(old[i:j])))
        if k < m:
            pieces.append(Piece("in", "".join(new[k:m])))
    return pieces


def rows(before: str, after: str) -> list[Row]:
    """Return two bodies (HTML as stored) beside one another, block by block."""
    old, new = html.blocks_of(before), html.blocks_of(after)
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Row("same", one, one) for one in old[i:j]]
            continue
        pairs = min(j - i, m - k)
        found += [
            Row("changed", *pair)
            for pair in zip(old[i : i + pairs], new[k : k + pairs], strict=True)
        ]
        found += [Row("out", one, None) for one in old[i + pairs : j]]
        found += [Row("in", None, one) for one in new[k + pairs : m]]
    return found


def three_ways(base, mine, theirs) -> list[Chunk]:
    """Return three lists of blocks as chunks that together hold all of all three."""
    base, mine, theirs = list(base), list(mine), list(theirs)
    chunks, at, mine_at, theirs_at = [], 0, 0, 0
    for place, mine_place, theirs_place in [
        *_agreed(base, mine, theirs),
        (len(base), len(mine), len(theirs)),
    ]:
        between = (
            tuple(base[at:place]),
            tuple(mine[mine_at:mine_place]),
            tuple(theirs[theirs_at:theirs_place]),
        )
        if any(between):
            chunks.append(Chunk(_kind(*between), *between))
        if place < len(base):
            same = (base[place],)
            if chunks and chunks[-1].kind == "same":
                so_far = chunks.pop()
                same = (*so_far.base, *same)
            chunks.append(Chunk("same", same, same, same))
        at, mine_at, theirs_at = place + 1, mine_place + 1, theirs_place + 1
    return chunks


def _agreed(base, mine, theirs):
    """Yield the places of blocks that all three have, in order."""
    in_mine, in_theirs = _matches(base, mine), _matches(base, theirs)
    for place in range(len(base)):
        if place in in_mine and place in in_theirs:
            yield place, in_mine[place], in_theirs[place]


def _matches(base, other):
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {i + n: j + n for i, j, size in matcher.get_matching_blocks() for n in range(size)}


def _kind(base, mine, theirs):
    if mine == theirs:
        return "both"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "conflict"
