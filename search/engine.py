"""What is found for some words, in which order, whichever database holds the index."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from . import postgres, sqlite
from .document import Document
from .text import is_stemmed, normalise

#: The newest stories that are weighed against one another. Whoever finds more asks again.
MOST = 1000
WORDS = 12
HALF_LIFE_DAYS = 365


@dataclass(frozen=True)
class Hit:
    article_id: int
    published: int
    rubric_ids: tuple[int, ...]
    score: float


def backend():
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


def update(article):
    """Make the index say of `article` what readers may know: of what is not public, nothing."""
    if article.is_public:
        backend().write([Document.of(article)])
    else:
        remove(article.pk)


def remove(article_id):
    backend().remove([article_id])


def words_of(question, language):
    """Return the stems to look for, each once. One letter alone is looked for only when alone."""
    stems = list(dict.fromkeys(normalise(question, language)))
    return ([stem for stem in stems if len(stem) > 1] or stems)[:WORDS]


def find(stems, language, *, rubric_ids=(), since=None, newest_first=False):
    """Return the hits for all of `stems`, best first, `MOST` at most. One query.

    A word in the headline counts more than in the lead, there more than in the text; of two like
    stories the newer one comes first.
    """
    if not stems:
        return []
    rows = backend().find(
        stems, language, by_beginning=not is_stemmed(language), rubric_ids=rubric_ids, since=since,
        limit=MOST,
    )  # fmt: skip
    best = max((relevance for *_rest, relevance in rows), default=0) or 1
    now = timezone.now().timestamp()

    def score(published, tier, relevance):
        years = max(0, now - published) / datetime.timedelta(days=HALF_LIFE_DAYS).total_seconds()
        return tier + 0.5 * relevance / best + 0.6 * 0.5**years

    hits = [
        Hit(pk, published, tuple(rubric_ids), score(published, tier, relevance))
        for pk, published, rubric_ids, tier, relevance in rows
    ]
    if newest_first:
        return sorted(hits, key=lambda hit: (-hit.published, -hit.article_id))
    return sorted(hits, key=lambda hit: (-hit.score, -hit.article_id))
