"""A text in pieces: paragraphs that need no reading, and what stands between them. Pure."""

import re
from dataclasses import dataclass

from . import blocks, markup, plain
from .blocks import Block

#: The inside of a block that is one paragraph or heading and nothing else.
_INSIDE = r"\s*<(p|h[1-6])(?: [^<>]*+)?>((?:[^<]++|<(?!/?(?:p|h[1-6])[ >]|!--))*)</\1>\s*"
_SIMPLE = re.compile(_INSIDE)
_BLOCK = re.compile(
    rf"\s*<!-- wp:(?:paragraph|heading) (?:\{{[^\n]*?\}} )?-->{_INSIDE}"
    r"<!-- /wp:(?:paragraph|heading) -->\s*"
)
_UNREAD = re.compile(f"<(?:{'|'.join(markup.UNREAD)})", re.I)
_GAP = re.compile(r"\n[ \t]*\n\s*|\n(?=<h[1-6][ >])|(?<=</h[1-6]>)[ \t]*\n")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = {"br", "hr", "img", "source"}


@dataclass(slots=True)
class Plain:
    """stored: what becomes of it. block: what it was."""

    stored: str
    block: Block


def of(content: str, old):
    """Yield the parts of `content` in order, each a `Plain` or a `Block`."""
    if "<!-- wp:" not in content:
        yield from _lines(content, old)
        return
    end = 0
    while match := _BLOCK.match(content, end):
        yield _simple(match, Block("paragraph", {}, [match[0]]), old)
        end = match.end()
    for block in blocks.parse(content[end:]):
        is_one = block.name in ("paragraph", "heading") and len(block.inner) == 1
        match = _SIMPLE.fullmatch(block.inner[0]) if is_one else None
        yield _simple(match, block, old) if match else block


def _simple(match, block, old):
    stored = None if "\n" in match[2] else _stored(match[1], match[2], old)
    return block if stored is None else Plain(stored, block)


def _stored(tag, inside, old):
    return plain.paragraph(inside, old) if tag == "p" else plain.heading(tag, inside, old)


def _lines(content, old):
    """Yield a text from before blocks by its empty lines and headings."""
    parts = list(filter(str.strip, _GAP.split(content)))
    if "\r" in content or _UNREAD.search(content) or not all(map(_Closing(content), parts)):
        yield Block("", {}, [content])
        return
    for part in parts:
        block = Block("", {}, [f"{part}\n\n"])
        lines = part.strip().replace("\n", "<br>")
        match = _SIMPLE.fullmatch(lines) if lines.startswith(("<p", "<h")) else None
        stored = _stored(match[1], match[2], old) if match else plain.paragraph(lines, old)
        yield block if stored is None else Plain(stored, block)


class _Closing:
    """Tells whether a part closes the comments and shortcodes that it opens."""

    def __init__(self, content):
        ends = set(re.findall(r"\[/([a-zA-Z0-9_-]+)", content))
        self.pairs = [(f"[{name}", f"[/{name}") for name in ends]
        if "<!--" in content:
            self.pairs.append(("<!--", "-->"))

    def __call__(self, part):
        return all(part.count(start) == part.count(end) for start, end in self.pairs)


def is_whole(html: str) -> bool:
    """Tell whether every tag that is opened in plain tags is closed there again."""
    opened = []
    for slash, tag in _TAG.findall(html):
        if tag in _VOID:
            continue
        if not slash:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return False
    return not opened
