"""Descriptions of pictures that stand in texts alone, as people typed them there. Pure."""

import re
from html import unescape

from .paths import in_uploads, path_of, whole

_IMAGE = re.compile(r"<img\b[^<>]*>", re.I)
_ATTRIBUTE = re.compile(r"""(?<![\w-])(alt|src|class)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_NUMBER = re.compile(r"(?:^|\s)wp-image-([0-9]{1,18})(?:\s|$)", re.ASCII)


def of_id(id: int) -> str:
    """Return what a picture is called in `described`, by the number of its attachment."""
    return f"#{id}"


def of_file(address: str) -> str:
    """Return what a picture is called in `described`, by where its file lies."""
    path = path_of(address)
    return whole(in_uploads(path)) if path else ""


def described(content: str):
    """Yield `(name, words)` of each picture that a text describes, by its number and its file."""
    if "<img" not in content:
        return
    for image in _IMAGE.findall(content):
        said = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(image)}
        words = unescape(said.get("alt", "")).strip()
        if not words:
            continue
        if match := _NUMBER.search(said.get("class", "")):
            yield of_id(int(match[1])), words
        if name := of_file(unescape(said.get("src", ""))):
            yield name, words
