"""The demo texts as they lie in `demo/texts/`: a head of `name: value` lines, then the text. Pure.

One file a story, `texts/<language>/<slug>.txt`; one a plain page, `texts/pages/…` likewise.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Text:
    """when: `today 12:05`, `3d 12:05` (three days ago), `-14m`; of what is planned `+1d 07:30`
    (tomorrow), `+90m`; empty for what is no news.

    authors: `[(slug, role), …]`. reactions: how many readers pressed, None: as it comes.
    status: how far it is. note: what was said at the last move. held: why nobody may publish it.
    rewritten: the lead of a newer text, which readers do not see yet.
    """

    slug: str
    language: str
    text: str
    headline: str = ""
    kicker: str = ""
    lead: str = ""
    rubrics: list[str] = field(default_factory=list)
    authors: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    picture: str = ""
    caption: str = ""
    when: str = ""
    importance: int = 3
    reactions: int | None = None
    translation_of: str = ""
    status: str = "published"
    correction: str = ""
    note: str = ""
    held: str = ""
    rewritten: str = ""


_READ = {
    "rubrics": lambda value: value.split(", "),
    "related": lambda value: value.split(", "),
    "tags": lambda value: value.split(", "),
    "authors": lambda value: [
        (slug, role or "text") for slug, _slash, role in map(_parts, value.split(", "))
    ],
    "importance": int,
    "reactions": int,
}


def _parts(name):
    return name.partition("/")


def parse(source, *, slug, language):
    """Return the `Text` written in `source`. Raises ValueError for a name it does not know."""
    head, _empty, body = source.partition("\n\n")
    values = {}
    for line in head.splitlines():
        name, _colon, value = line.partition(": ")
        name = name.replace(" ", "_")
        if name not in Text.__dataclass_fields__:
            raise ValueError(f"{slug}: what is “{name}”?")
        values[name] = _READ.get(name, str)(value)
    return Text(slug=slug, language=language, text=body.strip(), **values)


@cache
def stories(language):
    """Return the stories of an edition, in the order of their slugs."""
    return _folder(FOLDER / language, language)


@cache
def pages(language):
    return _folder(FOLDER / "pages" / language, language)


def _folder(folder, language):
    return [
        parse(path.read_text(encoding="utf-8"), slug=path.stem, language=language)
        for path in sorted(folder.glob("*.txt"))
    ]


@dataclass(frozen=True)
class Caption:
    """What is said of a drawing. focal: per cent from the left and from the top."""

    name: str
    focal: tuple[int, int]
    alt: str
    caption: str = ""


@cache
def captions():
    """Return `{name: Caption}` of all drawings."""
    found = {}
    source = (FOLDER / "pictures.txt").read_text(encoding="utf-8")
    for block in re.split(r"\n{2,}", source.strip()):
        head, alt, *caption = block.split("\n")
        name, x, y = re.fullmatch(r"([\w-]+): (\d+) (\d+)", head).groups()
        found[name] = Caption(name, (int(x), int(y)), alt, "".join(caption))
    return found


@dataclass(frozen=True)
class Signature:
    """A name in print. lines: language → its texts by column. login: empty for most."""

    slug: str
    login: str
    lines: dict[str, dict[str, str]]


@cache
def authors():
    """Return the `Signature`s in the order of the imprint."""
    found = []
    source = (FOLDER / "authors.txt").read_text(encoding="utf-8")
    for block in re.split(r"\n{2,}", source.strip()):
        head, *lines = block.split("\n")
        slug, _colon, login = head.partition(":")
        pairs = (line.split(": ", 1) for line in lines)
        columns = ("name", "position", "bio")
        told = {code: dict(zip(columns, row.split(" | "), strict=True)) for code, row in pairs}
        found.append(Signature(slug, login.strip(), told))
    return found


@cache
def lists():
    """Return the word lists of the archive: `{"ru places": […], "topics": […], …}`."""
    lines = (FOLDER / "archive.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines)
    return {name: words.split(" | ") for name, words in pairs}
