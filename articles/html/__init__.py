"""Body in → safe HTML out. Pure: sees no database.

Any string is read into blocks (`reading`), and only blocks are written, either as they are stored
(`storing`) or as readers see them (`showing`). Nothing of the input's own markup is ever copied.
"""

import re
from functools import lru_cache
from html import unescape

from .blocks import Facts, Gallery, Lines, List, Picture, Quote, Table, Text
from .characters import visible
from .inserts import ids_of
from .lately import keep, read
from .runs import words
from .showing import leading, show
from .storing import write

__all__ = ["blocks_of", "clean", "image_ids", "render", "stored", "text_of"]

#: Paragraphs and headings as they are stored, with nothing in them that needs to be understood.
#: Each text has one reading: Python before 3.11.5 loses its place in groups that give nothing back.
_ONLY_WORDS = re.compile(
    r"(?:<(p|h2|h3)>(?:[^<&]++|&(?:amp|lt|gt|quot|#x27);|</?(?:strong|em)>"
    r'|<a href="[^"<>]*">|</a>|<br>)*</\1>\n?)*'
)
_TAG = re.compile("<(/(?:p|h2|h3)|br)>|<[^>]*>")


def clean(body: str) -> str:
    """Return `body` with only what the editor can make. `clean(clean(x)) == clean(x)`."""
    return stored(read(body))


def stored(blocks: tuple) -> str:
    """Return the one form in which a text of these blocks is stored, which says just them."""
    html = write(blocks)
    keep(html, blocks)
    return html


def blocks_of(body: str) -> list[str]:
    """Return `body` in its parts (paragraphs, lists, pictures…), each as it is stored."""
    return [write([block]) for block in read(body)]


def render(body: str, pictures, *, is_stored=False) -> str:
    """Return the HTML readers see of `body`, in the active language.

    pictures: `{id: Image}` of the library pictures in it; one that is missing is left out.
    is_stored: `clean` wrote it, so that mere paragraphs need not be read.
    """
    if is_stored and _holds_only_words(body):
        return leading(body)
    return show(read(body), pictures)


def text_of(body: str) -> str:
    """Return the words of `body`, single-spaced.

    Captions, embeds and pull quotes, which repeat what stands in the text, are left out.
    """
    if _holds_only_words(body):
        # Most stories: an eighth of the work, and the same answer.
        return " ".join(visible(unescape(_TAG.sub(_gap, body))).split())
    return " ".join(" ".join(_texts(read(body))).split())


@lru_cache(maxsize=8)
def _holds_only_words(body):
    # A text that is brought in is asked about three times in a row.
    return _ONLY_WORDS.fullmatch(body) is not None


def _gap(tag):
    return " " if tag[1] else ""


def _texts(blocks):
    for block in blocks:
        match block:
            case Text() | Lines():
                yield words(block.runs)
            case List():
                for item in block.items:
                    yield from _texts(item)
            case Quote(is_pull=False):
                yield from _texts(block.blocks)
                yield words(block.source)
            case Facts():
                yield words(block.heading)
                yield from _texts(block.blocks)
            case Table():
                yield words(block.caption)
                for row in block.rows:
                    for cell in row:
                        yield from _texts(cell.blocks)


def image_ids(body: str) -> list[int]:
    """Return the ids of library pictures in `body`, in order, each once."""
    if _holds_only_words(body) or "data-file" not in visible(body).lower():
        return []
    return list(dict.fromkeys(_ids(read(body))))


def _ids(blocks):
    for block in blocks:
        if isinstance(block, Picture | Gallery):
            yield from ids_of(block)
        elif isinstance(block, Facts):
            yield from _ids(block.blocks)
