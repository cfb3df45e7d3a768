"""What is found for some words, in which order, whichever database holds the index."""

from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from . import postgres, sqlite
from .document import Document
from .text import is_stemmed, normalise

#: The newest stories that are weighed against one another. Whoever finds more asks again.
MOST = 500
WORDS = 12
#: Seconds in which the weight of being new halves.
HALF_LIFE = 365 * 24 * 3600


class Hit(NamedTuple):
    """A story that was found; `published` in seconds since 1970."""

    article_id: int
    published: int
    rubric_ids: list[int]
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
    hits = [
        Hit(
            pk,
            published,
            rubric_ids,
            tier + 0.5 * relevance / best + 0.6 * 0.5 ** (max(0, now - published) / HALF_LIFE),
        )
        for pk, published, rubric_ids, tier, relevance in rows
    ]
    if newest_first:
        return sorted(hits, key=lambda hit: (-hit.published, -hit.article_id))
    return sorted(hits, key=lambda hit: (-hit.score, -hit.article_id))
