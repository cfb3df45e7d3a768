"""What a story's text is made of. All are plain values: equal texts are equal."""

from dataclasses import dataclass
from typing import NamedTuple


class Style(NamedTuple):
    """href: a cleaned address, or "" for no link."""

    href: str = ""
    bold: bool = False
    italic: bool = False


PLAIN = Style()


class Run(NamedTuple):
    """Words of one style. A line end stands for a line break."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True)
class Text:
    """tag: p, h2, h3 or h4."""

    tag: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Lines:
    """What is set line by line, every space in its place."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class List:
    """items: each a tuple of paragraphs and lists that begins with a paragraph."""

    items: tuple[tuple, ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quote:
    blocks: tuple
    source: tuple[Run, ...] = ()
    is_pull: bool = False


@dataclass(frozen=True)
class Facts:
    heading: tuple[Run, ...]
    blocks: tuple


@dataclass(frozen=True)
class Cell:
    blocks: tuple = ()
    is_header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Picture:
    """caption: empty for the one of the library."""

    image_id: int
    caption: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Gallery:
    image_ids: tuple[int, ...]
    caption: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Video:
    """A video or a post of another site. url: as `articles.embeds` writes it."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class Rule:
    pass


def paragraphs_of(blocks):
    """Yield the blocks that are no lists, those in lists among them."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from paragraphs_of(item)
        else:
            yield block
