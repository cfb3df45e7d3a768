"""One story of the archive: what it is by its number, and the rows of publishing it."""

import datetime
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

from articles.bulk import moment, plain
from articles.models import Article, Role, Status
from articles.models.listing import Kind, list_tag
from articles.models.output import PAPER
from articles.models.settling import EXCERPT_WORDS, excerpt_of
from pagecache.tags import ADDRESSES
from search.document import Document

from .chance import Chance

# Reading a value of an enumeration a million times takes longer than writing it down.
DRAFT, PUBLISHED, TEXT = Status.DRAFT.value, Status.PUBLISHED.value, Role.TEXT.value
RUBRIC, AUTHOR, TAG = Kind.RUBRIC.value, Kind.AUTHOR.value, Kind.TAG.value
DAYS = 20 * 365.25
# The archive ends where the demo's own newest stories begin, so that these stay on the front page.
YOUNGEST_DAYS = 30
#: Multiples of it, the whole part left out, spread evenly however many are taken.
GOLDEN = 0.6180339887498949
#: Presses older than this are forgotten, visitor and all, and stand in the tally's `base` alone.
KEPT_DAYS = 85
STORY = (
    "id", "language", "kicker", "headline", "lead", "body", "picture", "picture_caption",
    "importance", "has_reactions", "age_mark", "slug", "seo_title", "seo_description",
    "canonical_url", "status", "published_at", "published_on", "withdrawal_note", "created_at",
    "saved_at", "compiled_body", "excerpt", "words", "rubric_ids",
)  # fmt: skip


@dataclass(frozen=True)
class Stock:
    """What all stories share. words: language → `Words`."""

    now: datetime.datetime
    rubrics: Any
    rubric_ids: list[int]
    author_ids: list[int]
    image_ids: list[int]
    emoji_ids: list[int]
    tag_ids: list[int]
    words: dict[str, Any]


def age_of(number):
    """Return how many days old story `number` is. Any first few numbers spread over all years."""
    return YOUNGEST_DAYS + number * GOLDEN % 1 * (DAYS - YOUNGEST_DAYS)


class Plan:
    """Story `number`. Its row gets `pk`, which is set before the rows are asked for."""

    def __init__(self, stock, number):
        self.stock, self.number, self.pk = stock, number, None
        chance = self.chance = Chance(number)
        self.language = self._language()
        self.wording = stock.words[self.language].of(number, chance)
        self.rubric_ids = chance.some_of(stock.rubric_ids, 1 if chance.below(10) < 7 else 2)
        self.author_ids = chance.some_of(stock.author_ids, 1 if chance.below(20) < 17 else 2)
        self.tag_ids = chance.some_of(stock.tag_ids, 1 + chance.below(3))
        self.image_id = chance.one_of(stock.image_ids) if chance.below(10) < 6 else None
        self.importance = chance.one_of((1, 2, 2, 2, 3, 3, 3, 3, 3, 4))
        # From seven in the morning to ten in the evening, when somebody is at the desk.
        day, minutes = stock.now.date() - datetime.timedelta(days=int(age_of(number))), 15 * 60
        hours, minutes = divmod(7 * 60 + chance.below(minutes), 60)
        self.day = day
        self.at = datetime.datetime(
            day.year, day.month, day.day, hours, minutes, chance.below(60), tzinfo=stock.now.tzinfo
        )
        self.moment = moment(self.at)
        self.shelves = stock.rubrics.with_ancestors(self.rubric_ids)
        self.numbers = list(self._numbers())

    def _language(self):
        first, *others = self.stock.words
        # Nine of ten stories are in the first language, as in life.
        return first if self.chance.below(10) or not others else self.chance.one_of(others)

    def _numbers(self):
        """Yield (emoji, presses, of which not yet forgotten).

        Most stories have a few presses; one in a hundred went round the republic.
        """
        pressed = 3 + self.chance.below(25)
        if not self.chance.below(100):
            pressed *= 12
        for rank, emoji_id in enumerate(self.stock.emoji_ids):
            if number := int(pressed * 0.6 ** (1 + rank) * (self.chance.below(60) + 30) / 60):
                yield emoji_id, number, (number + self.chance.below(5)) // 5

    def page_tags(self):
        """Return what `Article.page_tags()` would."""
        return [
            f"article:{self.pk}",
            f"recent:{self.language}",
            ADDRESSES,
            *(list_tag(Kind.RUBRIC, pk, self.language) for pk in self.shelves),
            *(list_tag(Kind.AUTHOR, pk, self.language) for pk in self.author_ids),
            *(list_tag(Kind.TAG, pk, self.language) for pk in self.tag_ids),
        ]

    # --- rows, in the order of the columns in `volume.TABLES` ------------------------------------

    def story(self):
        wording = self.wording
        words = [word for piece in wording.pieces for word in piece.words]
        yield (
            self.pk, self.language, "", wording.headline, wording.lead,
            "".join([piece.html for piece in wording.pieces]), self.image_id,
            "", self.importance, True, "", wording.slug, "", "", "", PUBLISHED,
            self.moment, _column("published_on", self.day), "", self.moment, self.moment,
            "".join([piece.compiled for piece in wording.pieces]),
            # The one word more makes the excerpt end in “…”.
            excerpt_of(words[: EXCERPT_WORDS + 1]), len(words), _numbers_of(tuple(self.rubric_ids)),
        )  # fmt: skip

    def placements(self):
        for position, rubric_id in enumerate(self.rubric_ids):
            yield self.pk, rubric_id, position

    def bylines(self):
        for position, author_id in enumerate(self.author_ids):
            yield self.pk, author_id, TEXT, position

    def tags(self):
        for tag_id in self.tag_ids:
            yield self.pk, tag_id

    def image_uses(self):
        if self.image_id:
            yield self.pk, self.image_id

    def listings(self):
        lists = ((RUBRIC, self.shelves), (AUTHOR, self.author_ids), (TAG, self.tag_ids))
        for kind, keys in lists:
            for key in keys:
                yield kind, key, self.pk, self.language, self.moment

    def places(self):
        """Yield where the story counts, as `Output` is told."""
        yield *PAPER, self.language, self.at
        for kind, keys in ((RUBRIC, self.shelves), (AUTHOR, self.author_ids)):
            for key in keys:
                yield kind, key, self.language, self.at

    def history(self):
        yield self.pk, DRAFT, PUBLISHED, self.moment, ""

    def tallies(self):
        for emoji_id, number, kept in self.numbers:
            yield self.pk, emoji_id, number, number - kept, number

    def reactions(self):
        today = self.stock.now.date()
        for emoji_id, _number, kept in self.numbers:
            for place in range(kept):
                visitor = blake2b(b"%d/%d/%d" % (self.number, emoji_id, place), digest_size=16)
                day = today - datetime.timedelta(days=visitor.digest()[0] % KEPT_DAYS)
                yield self.pk, emoji_id, visitor.hexdigest(), _column("published_on", day)

    def entry(self):
        """Return what the desk finds the story by, under the names of its columns."""
        wording = self.wording
        return SimpleNamespace(pk=self.pk, kicker="", headline=wording.headline, lead=wording.lead)

    def document(self):
        """Return what the search index holds of the story."""
        wording = self.wording
        return Document(
            article_id=self.pk,
            language=self.language,
            published_at=self.at,
            rubric_ids=tuple(self.rubric_ids),
            headline=wording.headline_stems,
            lead=wording.lead_stems,
            body=" ".join([piece.stems for piece in wording.pieces]),
        )


@cache
def _column(name, value):
    """Return `plain()` of a value that many stories share."""
    return plain(Article, name, value)


@cache
def _numbers_of(keys):
    return f"[{', '.join(map(str, keys))}]"
