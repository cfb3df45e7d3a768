"""WordPress's block grammar: comments in HTML that say where a block begins and ends. Pure."""

import json
import re
from dataclasses import dataclass, field

#: Blocks deeper than this are read as a part of what they stand in.
DEEPEST = 50
_DELIMITER = re.compile(
    r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s*(\{.*\})?\s*(/?)\s*", re.S
)


@dataclass(slots=True)
class Block:
    """name: without “core/”; "" for what stands between blocks. inner: HTML and blocks in turn."""

    name: str
    attributes: dict
    inner: list = field(default_factory=list)


def parse(content: str) -> list[Block]:
    """Return the blocks of `content` in order; nothing between the comments is lost.

    A block that is never closed ends with what it stands in; a close that closes nothing is
    passed over. Comments that are none of this grammar stay in the HTML.
    """
    top = Block("", {})
    opened = [top]
    end = 0
    for start, stop, comment in _comments(content):
        match = _DELIMITER.fullmatch(comment)
        if not match:
            continue
        opened[-1].inner.append(content[end:start])
        end = stop
        closes, name, written, is_single = match.groups()
        name = _name(name)
        if closes:
            _close(opened, name)
            continue
        block = Block(name, _attributes(written))
        opened[-1].inner.append(block)
        if not is_single and len(opened) <= DEEPEST:
            opened.append(block)
    opened[-1].inner.append(content[end:])
    return [
        part if isinstance(part, Block) else Block("", {}, [part]) for part in top.inner if part
    ]


def _comments(content):
    """Yield `(start, stop, words)` of each comment. One that has another inside was never ended."""
    stop = 0
    while (start := content.find("<!--", stop)) >= 0:
        end = content.find("-->", start + 4)
        if end < 0:
            return
        start = content.rfind("<!--", start, end)
        stop = end + 3
        yield start, stop, content[start + 4 : end]


def _name(name):
    # Until WordPress 5.6 each provider had a block of its own.
    return "embed" if name.startswith("core-embed/") else name.removeprefix("core/")


def _attributes(written):
    if not written:
        return {}
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _close(opened, name):
    for place in range(len(opened) - 1, 0, -1):
        if opened[place].name == name:
            del opened[place:]
            return
