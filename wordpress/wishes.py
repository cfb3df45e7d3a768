"""What whoever imports wants. Plain values."""

from dataclasses import dataclass, field
from pathlib import Path

from .keys import fingerprint


@dataclass(frozen=True)
class Wishes:
    """How a site shall move in.

    people: login → (name in print, login it is merged into, address), as `people.read_csv` gives.
    front_categories: names or slugs of categories that are a place on the front page and no rubric.
    reactions: key of a post's meta → emoji, by slug or symbol; post_types: of a plugin, that are
    stories. language: None means what the export says.
    """

    publish: bool = False
    is_rehearsal: bool = False
    uploads: Path | None = None
    fetch: bool = True
    people: dict[str, "Wish"] = field(default_factory=dict)
    front_categories: frozenset[str] = frozenset()
    reactions: dict[str, str] = field(default_factory=dict)
    post_types: frozenset[str] = frozenset()
    language: str | None = None
    category_base: str = "category"
    tag_base: str = "tag"

    @property
    def mark(self) -> str:
        """What of the wishes changes what a story says: another mark, another look at each."""
        return fingerprint(
            self.publish, sorted(self.people.items()), sorted(self.front_categories),
            sorted(self.reactions.items()), self.language,
        )  # fmt: skip


@dataclass(frozen=True, order=True)
class Wish:
    """One line of the list of authors. Empty: as the export has it."""

    name: str = ""
    same_as: str = ""
    slug: str = ""
