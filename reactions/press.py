"""What a press is, and what becomes of it."""

from dataclasses import dataclass
from uuid import UUID

from .counts import Counts


@dataclass(frozen=True)
class Press:
    """What one reader wants: to react so (`on`) or not. burst: the key of one that still waits."""

    article_id: int
    slug: str
    visitor: UUID
    on: bool
    burst: int | None = None


@dataclass
class Stored:
    """A press that is on the disk. counts: the numbers with it; is_change: it was no replay."""

    counts: Counts
    is_change: bool
