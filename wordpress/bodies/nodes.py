"""Questions to a tree. Pure."""

import re
from urllib.parse import unquote, urlsplit

from articles.html.tree import Node

ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.I)
#: In these a bare address on a line of its own becomes what it leads to.
OPEN = {"p", "div", "section", "article", "main", "figure", "header", "aside"}
#: What may stand in a line among words.
INLINE = {"a", "strong", "b", "em", "i", "br", "span", "code", "q", "sub", "sup", "cite"}


def said(nodes) -> str:
    """Return the words in `nodes`, single-spaced."""
    return " ".join("".join(_said(nodes)).split())


def _said(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag in INLINE and node.tag != "br":
            yield from _said(node.children)
        else:
            yield f" {said(node.children)} "


def every(nodes):
    """Yield each tag in `nodes`, the outer ones first."""
    for node in nodes:
        if isinstance(node, Node):
            yield node
            yield from every(node.children)


def has(nodes, tag) -> bool:
    return any(node.tag == tag for node in every(nodes))


def number(text: str) -> int | None:
    """Return the number of a row that `text` is."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text, re.ASCII) and int(text) else None


def file_name(address: str) -> str:
    """Return “name.jpg” of an address."""
    if address.startswith("data:"):
        return ""
    try:
        return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2]) or address
    except ValueError:
        return address


def spoken(address: str) -> str:
    """Return an address as one reads it out: “video.example/watch”."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/"))[:60] or address
