"""What a page leads to, and further pages of lists under addresses without a “?”. Pure."""

import re
from html import unescape

_LINKS = re.compile(r'\s(?:href|src)="([^"]*)"')
#: Where an address ends, whatever it stands in: attributes, sets of them, JSON, XML.
_UNTIL = r"""[^"'\s<>\\,)]+"""
#: In style sheets and scripts; “data:” is no address.
_IN_CODE = re.compile(
    r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)|\b(?:from|import)\s*\(?\s*["']([^"']+)"""
)
_PAGED = re.compile(r'"([^"?]*)\?(before|after)=([0-9a-z.-]+)"')
_NEXT = re.compile(r'"[^"?]*\?before=([0-9a-z.-]+)"')


def pages(html):
    """Yield every address that a page leads to, as it is written there."""
    for match in _LINKS.finditer(html):
        yield unescape(match[1])


def below(text, folder):
    """Yield every address in `text` that begins with `folder`, whatever host is before it."""
    for match in re.finditer(re.escape(folder) + _UNTIL, text):
        yield unescape(match[0])


def in_code(text):
    """Yield every address that a style sheet or a script names."""
    for match in _IN_CODE.finditer(text):
        yield next(filter(None, match.groups()))


def next_key(html, own=""):
    """Return the key of the next page of a list, "" on the last. own: the key of this page."""
    keys = {match[1] for match in _NEXT.finditer(html)} - {own}
    return keys.pop() if keys else ""


def numbered(html, *, number, own=""):
    """Return page `number` of a list with its neighbours' addresses as `page/2/`.

    own: its own key. A key names the story behind which a page begins, so of a list that does not
    change there is one order of pages, and each has a number.
    """

    def address(match):
        before, direction, key = match.groups()
        there = number if key == own else number + 1
        if direction == "after":
            there = number - 1
        return f'"{before}{page_of("", there)}"'

    return _PAGED.sub(address, html)


def page_of(path, number):
    """Return the address of page `number` of the list at `path`."""
    return path if number == 1 else f"{path}page/{number}/"
