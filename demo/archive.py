"""One story of the archive: what it is by its number, and the rows of publishing it."""

import datetime
import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import timezone

from articles.models import Article, Role, Status
from articles.models.listing import Kind

from .bulk import plain

# Reading a value of an enumeration a million times takes longer than writing it down.
DRAFT, PUBLISHED, TEXT = Status.DRAFT.value, Status.PUBLISHED.value, Role.TEXT.value
RUBRIC, AUTHOR, TAG = Kind.RUBRIC.value, Kind.AUTHOR.value, Kind.TAG.value
YEARS = 20
# The archive ends where the demo's own newest stories begin, so that these stay on the front page.
YOUNGEST_DAYS = 30
STORY = (
    "id", "language", "kicker", "headline", "lead", "body", "picture", "picture_caption",
    "importance", "has_reactions", "age_mark", "slug", "seo_title", "seo_description",
    "canonical_url", "status", "published_at", "published_on", "withdrawal_note", "created_at",
    "saved_at", "compiled_body", "excerpt", "words", "rubric_ids",
)  # fmt: skip


@dataclass(frozen=True)
class Body:
    """A text and what `Article.derive()` makes of it, once for all stories that share it."""

    body: str
    compiled_body: str
    excerpt: str
    words: int


@dataclass(frozen=True)
class Stock:
    """What all stories share. words: language → `Words`; bodies: language → its `Body`s."""

    now: datetime.datetime
    rubrics: Any
    rubric_ids: list[int]
    author_ids: list[int]
    image_ids: list[int]
    emoji_ids: list[int]
    tag_ids: list[int]
    words: dict[str, Any]
    bodies: dict[str, list[Body]]


class Plan:
    """Story `number`, which will be row `pk`."""

    def __init__(self, stock, pk, number):
        self.stock, self.pk, self.number = stock, pk, number
        # Sequential seeds of `Random` give related first numbers; a string is hashed.
        chance = self.chance = random.Random(f"tom {number}")  # noqa: S311  # no secret
        self.language = self._language()
        self.wording = stock.words[self.language].of(number, chance)
        self.body = stock.bodies[self.language][self.wording.body]
        self.rubric_ids = chance.sample(stock.rubric_ids, 1 if chance.random() < 0.7 else 2)
        self.author_ids = chance.sample(stock.author_ids, 1 if chance.random() < 0.85 else 2)
        self.tag_ids = chance.sample(stock.tag_ids, chance.randint(1, 3))
        self.image_id = chance.choice(stock.image_ids) if chance.random() < 0.6 else None
        self.importance = chance.choices((1, 2, 3, 4, 5), (10, 30, 50, 8, 2))[0]
        age = chance.uniform(YOUNGEST_DAYS, YEARS * 365.25) * 86_400
        self.at = stock.now - datetime.timedelta(seconds=round(age))
        self.moment = plain(Article, "published_at", self.at)

    def _language(self):
        first, *others = self.stock.words
        drawn = self.chance.random()
        # Nine of ten stories are in the first language, as in life.
        return first if drawn < 0.9 or not others else self.chance.choice(others)

    def page_tags(self):
        """Return what `Article.page_tags()` would."""
        return [
            f"article:{self.pk}",
            f"recent:{self.language}",
            *(f"rubric:{pk}" for pk in self._shelves()),
            *(f"author:{pk}" for pk in self.author_ids),
            *(f"tag:{pk}" for pk in self.tag_ids),
        ]

    def _shelves(self):
        return self.stock.rubrics.with_ancestors(self.rubric_ids)

    # --- rows, in the order of the columns in `volume.TABLES` ------------------------------------

    def story(self):
        wording, body = self.wording, self.body
        yield (
            self.pk, self.language, "", wording.headline, wording.lead, body.body, self.image_id,
            "", self.importance, True, "", wording.slug, "", "", "", PUBLISHED,
            self.moment, _column("published_on", timezone.localdate(self.at)), "",
            self.moment, self.moment, body.compiled_body, body.excerpt, body.words,
            _column("rubric_ids", tuple(self.rubric_ids)),
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
        shelves, authors, tags = self._shelves(), self.author_ids, self.tag_ids
        for kind, keys in ((RUBRIC, shelves), (AUTHOR, authors), (TAG, tags)):
            for key in keys:
                yield kind, key, self.pk, self.language, self.moment

    def history(self):
        yield self.pk, DRAFT, PUBLISHED, self.moment, ""

    def tallies(self):
        """Most stories have a few presses; one in a hundred went round the republic."""
        pressed = 3 + self.chance.expovariate(1 / 12)
        if self.chance.random() < 0.01:
            pressed *= 12
        for rank, emoji_id in enumerate(self.stock.emoji_ids):
            if number := int(pressed * 0.6 ** (1 + rank) * self.chance.uniform(0, 1.2)):
                yield self.pk, emoji_id, number, number, number


@cache
def _column(name, value):
    """Return `plain()` of a value that many stories share: a day, a list of rubrics."""
    return plain(Article, name, list(value) if isinstance(value, tuple) else value)
