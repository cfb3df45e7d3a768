"""Paragraphs and headings that need no reading: they already stand as they will be stored. Pure.

Nine paragraphs of ten are words with a link or something bold among them. To see that is ten times
quicker than to read and write them, and the same comes out.
"""

import re
from html import escape, unescape

from articles.html import links
from articles.html.tree import HEADINGS

# Letters and signs that no rule of ours ever changes, in ranges of a regular expression: those of
# `articles.html.characters.FAMILIAR` but for spaces, markup, and what opens a shortcode.
LETTERS = (
    r"!-%'-;=?-Z\\^-~\xa0-\xac\xae-\u02ff\u0400-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf№™" + '"'
)
_WORDS = rf"(?!\xa0)[{LETTERS}]++(?: [{LETTERS}]++)*"
# What is styled ends before anything else begins, or two of a kind would have to be one.
_ALONE = "(?!<(?!br>))"
_PARAGRAPH = re.compile(
    r"(?![\xa0·•‣]|<br>)(?:"
    # Words run on to their end: what has one reading only is not read twice.
    rf"[{LETTERS}]++(?: [{LETTERS}]++)*(?! [{LETTERS}])"
    r"|(?<! ) (?! |<br>|$)"
    "|&(?:amp|lt|gt);"
    rf"|<strong>{_WORDS}</strong>{_ALONE}|<em>{_WORDS}</em>{_ALONE}"
    rf'|<a href="[^"<>]*+"(?: [a-z-]+="[^"<>]*+")*>{_WORDS}</a>{_ALONE}'
    r"|(?<![ \xa0])<br>(?![ \xa0<]|$)"
    r")+(?<!\xa0)"
)
_LINK = re.compile(r'<a href="([^"<>]*+)"[^<>]*+>')
_BREAK = re.compile(" *<br ?/?> *\n? *")
_ENTITY = re.compile("&(?:nbsp|laquo|raquo|mdash|ndash|hellip|quot|#171|#187|#8211|#8212|#8230);")


def paragraph(inside: str, old) -> str | None:
    """Return the stored form of a paragraph, None if it takes reading.

    inside: what stands between `<p>` and `</p>`; in texts from before blocks, between empty lines,
    with `<br>` where a line ends. old: asked where links lead now.
    """
    words = _words(inside, old)
    return None if words is None else f"<p>{words}</p>"


def heading(tag: str, inside: str, old) -> str | None:
    """Return the stored form of a heading, None if it takes reading."""
    words = None if "<br" in inside else _words(inside, old)
    return None if words is None else f"<{HEADINGS[tag]}>{words}</{HEADINGS[tag]}>"


def _words(inside, old):
    if "<" in inside:
        if "<br" in inside:
            inside = _BREAK.sub("<br>", inside)
        if "<b>" in inside or "<i>" in inside:
            inside = (
                inside.replace("<b>", "<strong>").replace("</b>", "</strong>")
                .replace("<i>", "<em>").replace("</i>", "</em>")
            )  # fmt: skip
    if "&" in inside:
        inside = _ENTITY.sub(lambda match: unescape(match[0]), inside)
    inside = inside.strip(" \n")
    # A bare address on a line of its own is an embed or a link.
    if inside.count("://") > inside.count('="http') or not _PARAGRAPH.fullmatch(inside):
        return None
    if "<a" in inside:
        hrefs = [unescape(href) for href in _LINK.findall(inside)]
        found = [links.address(old.address(href.strip())) if href else None for href in hrefs]
        if not all(found):
            return None
        places = iter(found)
        inside = _LINK.sub(lambda match: f'<a href="{escape(next(places))}">', inside)
    return inside
