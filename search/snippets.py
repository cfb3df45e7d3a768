"""The piece of a story that answers the question, with the words marked. Pure."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .text import LONGEST_WORD, fold, is_stemmed, stem

BEFORE, LENGTH = 50, 170


def marked(text, stems, language):
    """Return `text` as HTML, every form of the words in `<mark>`."""
    html, end = [], 0
    for start, stop in places(text, stems, language):
        html += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*html, escape(text[end:])]))


def snippet(text, stems, language):
    """Return some 170 characters of `text` round the first of the words, as HTML."""
    first = next(places(text, stems, language), (0, 0))[0]
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    piece = text[start:end].strip()
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return mark_safe(before + marked(piece.rstrip(".,:;—– "), stems, language) + after)


def places(text, stems, language):
    """Yield `(start, end)` of every word of `text` that is a form of one of `stems`."""
    if not stems:
        return
    # Two letters fewer: stemming may change the end of a stem (happy, happi; посёлок, поселк).
    beginnings = {re.escape(found[: max(1, len(found) - 2)]) for found in stems}
    candidates = re.compile(rf"(?<![^\W_])(?:{'|'.join(beginnings)})[^\W_]*")
    for match in candidates.finditer(fold(text)):
        word = match.group()[:LONGEST_WORD]
        if is_stemmed(language):
            found = stem(word, language) in stems
        else:
            found = any(word == s or (len(s) > 3 and word.startswith(s)) for s in stems)
        if found:
            yield match.span()
