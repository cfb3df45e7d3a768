"""Quotation marks, dashes and no-break spaces as the paper's texts are set. Pure.

Offered to whoever writes; nothing is changed behind anybody's back. A text that is set stays as it
is when it is set again.
"""

from itertools import accumulate
from typing import NamedTuple

from .languages import LANGUAGES, RUSSIAN
from .marks import STEPS

__all__ = ["Change", "Edit", "changes", "in_utf16", "set_text"]

#: A space beside one of these is held because of it, and changes with it.
CARRIERS = {"dash", "number"}


class Edit(NamedTuple):
    """The letters from `start` to `end` become `new`."""

    start: int
    end: int
    new: str


class Change(NamedTuple):
    """What makes sense only together: both marks of a quotation, a dash and the space before it.

    kind: quotes, dash, minus, space, number, ellipsis or apostrophe. edits: in order.
    """

    kind: str
    edits: tuple[Edit, ...]


def set_text(text: str, language: str = "ru") -> str:
    """Return plain `text` with its marks and spaces set; lines stay lines."""
    letters, _groups = _set(text, language)
    return "".join(letters)


def changes(text: str, language: str = "ru") -> list[Change]:
    """Return what `set_text` changes in `text`, in order, in places of `text`.

    Each may be left out, and the others still fit.
    """
    letters, groups = _set(text, language)
    found = [Change(kind, tuple(_edits(text, letters, places))) for kind, places in groups]
    return sorted((change for change in found if change.edits), key=lambda change: change.edits)


def in_utf16(text: str, found: list[Change]) -> list[Change]:
    """Return changes of `text` with places counted as JavaScript counts: an emoji is two."""
    units = list(accumulate((1 + (letter > "\uffff") for letter in text), initial=0))
    return [
        Change(kind, tuple(Edit(units[start], units[end], new) for start, end, new in edits))
        for kind, edits in found
    ]


def _set(text, language):
    """Return what became of each letter of `text`, and `(kind, places)` of what belongs together.

    No place is in two groups.
    """
    rules = LANGUAGES.get(language, RUSSIAN)
    letters, groups, held = list(text), [], {}
    for kind, step in STEPS:
        owners = [place for place, letter in enumerate(letters) for _ in letter]
        now = list("".join(letters))
        for edits in step("".join(now), rules):
            places = set()
            for start, end, new in edits:
                now[start:end] = [new] + [""] * (end - start - 1)
                places.update(owners[start:end])
            group = _group_of(kind, places, groups, held)
            group[1].update(places)
            held.update(dict.fromkeys(places, group))
        letters = [""] * len(text)
        for place, letter in zip(owners, now, strict=True):
            letters[place] += letter
    return letters, groups


def _group_of(kind, places, groups, held):
    for place in sorted(places):
        if place in held:
            return held[place]
        if kind == "space":
            for beside in (place - 1, place + 1):
                if beside in held and held[beside][0] in CARRIERS:
                    return held[beside]
    groups.append((kind, set()))
    return groups[-1]


def _edits(text, letters, places):
    edits = []
    for place in sorted(places):
        if letters[place] == text[place]:
            continue
        if edits and edits[-1].end == place:
            start, _end, new = edits.pop()
            edits.append(Edit(start, place + 1, new + letters[place]))
        else:
            edits.append(Edit(place, place + 1, letters[place]))
    return edits
