"""The stories of a list, and of an edition, newest first: their beginnings are worded once.

Django takes longer to word such a question than a database takes to answer it, and nearly every
reader asks for the beginning.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import BigIntegerField, CharField

from pagecache.prepared import Prepared

from .models import Article


@dataclass(frozen=True)
class Listed:
    """The public stories of one list in one language, as far as cards show them.

    kind, key: as in `Listing`.
    """

    kind: str
    key: int
    language: str

    def newest(self, number):
        """Return the `number` newest. One query."""
        return _newest_of_list(number)(kind=self.kind, key=self.key, language=self.language)

    def all(self):
        return Article.objects.listed_under(self.kind, self.key, self.language).for_cards()


@dataclass(frozen=True)
class Edition:
    """All public stories in one language, as far as cards show them."""

    language: str

    def newest(self, number):
        """Return the `number` newest. One query."""
        return _newest_in(number)(language=self.language)


@cache
def _newest_of_list(number):
    return Prepared(
        lambda kind, key, language: (
            Article.objects.listed_under(kind, key, language).for_cards()[:number]
        ),
        kind=CharField(), key=BigIntegerField(), language=CharField(),
    )  # fmt: skip


@cache
def _newest_in(number):
    return Prepared(
        lambda language: (
            Article.objects.published().in_language(language).newest_first().for_cards()[:number]
        ),
        language=CharField(),
    )
