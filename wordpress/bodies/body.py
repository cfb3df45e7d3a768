"""What a text of the old site needs to know, and what becomes of it. Plain values."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture as a text names it. id: its attachment on the old site, None if not said."""

    id: int | None
    address: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class OldSite(Protocol):
    """What a text leads to. Whoever imports answers."""

    def picture(self, wanted: Wanted) -> int | None:
        """Return the number of a picture in the library, None if it is missing."""

    def caption(self, picture: int) -> str:
        """Return the words under a picture of the library, plain."""

    def file(self, id: int | None, address: str) -> str | None:
        """Return the address of a recording or document that is kept here, None if missing."""

    def address(self, url: str) -> str:
        """Return where a link of the old site leads now; unchanged if it is foreign."""

    def block(self, id: int) -> str | None:
        """Return the content of a reusable block, None if there is none."""

    def attached(self, ids: list[int] | None) -> list[int]:
        """Return the old numbers of the attachments that are pictures, in their order.

        ids: of these; None for all that were attached to the very post whose text is converted.
        """


@dataclass(slots=True)
class Body:
    """html: as `articles.html` stores it. missing: addresses of pictures and files not found.

    unknown: blocks and shortcodes nobody here knows, whose text was kept, and how often.
    """

    html: str
    unknown: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
