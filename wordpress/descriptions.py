"""Words of pictures that stand in texts alone: descriptions, and captions in galleries. Pure."""

import re
from bisect import bisect
from html import unescape

from .bodies.pictures import FROM_LIBRARY
from .paths import in_uploads, path_of, whole
from .words import line

ALT, CAPTION = "alt", "caption"
_IMAGE = re.compile(r"<img\b[^<>]*>", re.I)
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(alt|src|class|data-id)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I
)
_NUMBER = re.compile(r"(?:^|\s)wp-image-([0-9]{1,18})(?:\s|$)", re.ASCII)
_GALLERY, _END = "<!-- wp:gallery", "<!-- /wp:gallery"
_BENEATH = re.compile(r"\s*+(?:</a>\s*+)*<figcaption\b([^<>]*+)>", re.I)
# A caption that never ends ends before the next picture: no text is read again and again.
_END_OF_CAPTION = re.compile(r"</?figcaption\b|<img\b", re.I)


def of_id(id: int) -> str:
    """Return what a picture is called in `described`, by the number of its attachment."""
    return f"#{id}"


def of_file(address: str) -> str:
    """Return what a picture is called in `described`, by where its file lies."""
    path = path_of(address)
    return in_uploads(path) if path else ""


def described(content: str):
    """Yield `(kind, name, words)` of each picture of a text, by its number and by its file.

    kind: ALT, CAPTION. words: “” where the text shows the picture and says nothing of it.
    """
    if "<img" not in content:
        return
    galleries = list(_galleries(content))
    for image in _IMAGE.finditer(content):
        said = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(image[0])}
        number = _NUMBER.search(f"{said.get('class', '')} wp-image-{said.get('data-id', '')}")
        names = [of_id(int(number[1]))] if number else []
        file = of_file(unescape(said.get("src", "")))
        # Mostly it is a smaller copy that the text shows.
        names += dict.fromkeys((file, whole(file)))
        found = {ALT: unescape(said.get("alt", "")).strip()}
        before = bisect(galleries, (image.start(),)) - 1
        if before >= 0 and image.start() < galleries[before][1]:
            found[CAPTION] = _caption(content, image.end())
        for name in filter(None, names):
            for kind, words in found.items():
                yield kind, name, words


def _galleries(content):
    """Yield where the galleries begin and end; only blocks say so."""
    end = 0
    while (start := content.find(_GALLERY, end)) >= 0:
        end = content.find(_END, start)
        if end < 0:
            return
        yield start, end


def _caption(content, place):
    begun = _BENEATH.match(content, place)
    ended = begun and _END_OF_CAPTION.search(content, begun.end())
    if not ended or ended[0].lower() != "</figcaption":
        return ""
    words = content[begun.end() : ended.start()]
    # What a paper like ours wrote is the picture's own; words that lead somewhere stay in the text.
    return "" if FROM_LIBRARY in begun[1] or "<a " in words else line(words, 10_000)
