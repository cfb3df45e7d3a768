"""WordPress's export files (WXR 1.0, 1.1, 1.2) → plain values, one after another. No Django."""

from collections.abc import Iterator
from typing import BinaryIO

from .items import Author, Comments, Label, NotWXR, Post, Site, Term
from .reading import Reader
from .source import pieces

__all__ = ["Author", "Comments", "Label", "NotWXR", "Post", "Site", "Term", "parse"]


def parse(file: BinaryIO, *, name: str = "") -> Iterator[Site | Author | Term | Post]:
    """Yield what stands in a WordPress export, in file order; the site comes first.

    file: binary, plain or gzip, read once from where it stands and never held whole: memory is
    that of its longest item, whatever its size. name: for whoever is told of a refusal.
    Raises `NotWXR` where the file stops being an export, which may be after millions of items; a
    file that never was one is refused before the first. Any DOCTYPE is refused before content is
    read. A bad item never stops the others: see its `faults`.
    """
    reader = Reader()
    try:
        for piece, is_marked in pieces(file):
            reader.feed(piece, is_marked=is_marked)
            yield from reader.found
            reader.found.clear()
        reader.feed(b"", is_last=True)
    except NotWXR as refusal:
        refusal.name = name
        raise
    yield from reader.found
