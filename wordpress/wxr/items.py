"""What stands in a WordPress export. All are plain values."""

from dataclasses import dataclass, field
from datetime import datetime

from wordpress.packed import Packed
from wordpress.remarks import Remark


class NotWXR(Exception):
    """This file is no export, or is one no longer from here on.

    reason: an English sentence that can be said in other languages.
    line, column: where, counted from 1; None where a place means nothing. name: of the file.
    """

    name = ""

    def __init__(self, reason: Remark, line: int | None = None, column: int | None = None):
        super().__init__(reason, line, column)
        self.reason = reason
        self.line = line
        self.column = column

    def __str__(self):
        return (
            f"{self.reason} (line {self.line}, column {self.column})" if self.line else self.reason
        )


@dataclass(frozen=True, slots=True)
class Site(Packed):
    """link: the site's address; home: the address of WordPress itself. version: “1.0” … “1.2”."""

    title: str = ""
    link: str = ""
    home: str = ""
    language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Author(Packed):
    """A login of the old site and the name it signed with. The address of letters is not kept."""

    login: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    id: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term(Packed):
    """taxonomy: category, post_tag, author, nav_menu, … slug: decoded.

    parent: the slug of the term above; some exports of WXR 1.0 have its name there.
    """

    taxonomy: str
    slug: str
    name: str = ""
    parent: str = ""
    description: str = ""
    id: int | None = None
    meta: dict[str, list[str]] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Label(Packed):
    """A term as an item names it."""

    taxonomy: str
    slug: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Comments(Packed):
    """Comments are counted and nothing else: whose they were stays where it was."""

    approved: int = 0
    waiting: int = 0
    pings: int = 0


@dataclass(frozen=True, slots=True)
class Post(Packed):
    """An item: a post, page, attachment, menu item, reusable block or whatever a plugin made.

    written_at, modified_at: aware UTC, None for a zero or unreadable date.
    local: naive, in the zone of the old site.
    faults: what of it could not be read. is_whole: False if its very text is among that.
    """

    id: int | None = None
    type: str = "post"
    status: str = ""
    title: str = ""
    slug: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    written_at: datetime | None = None
    local: datetime | None = None
    modified_at: datetime | None = None
    has_password: bool = False
    parent: int = 0
    order: int = 0
    is_sticky: bool = False
    labels: tuple[Label, ...] = ()
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: Comments = Comments()
    attachment_url: str = ""
    line: int = 0
    faults: tuple[Remark, ...] = ()
    is_whole: bool = True
