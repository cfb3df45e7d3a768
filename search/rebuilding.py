"""The index made anew from the stories, or compared with them."""

from django.db import transaction
from django.db.models import Max

from articles.models import Article

from . import engine
from .document import Document

CHUNK = 500


def chunks():
    """Yield `(first, last)` numbers of stories, `CHUNK` at a time, over all there ever were."""
    last = max(highest_story(), highest_entry())
    for first in range(0, last + 1, CHUNK):
        yield first, first + CHUNK - 1


def highest_story():
    return Article.objects.aggregate(highest=Max("pk"))["highest"] or 0


def highest_entry():
    return engine.backend().highest()


def differing(first, last):
    """Return the numbers of the stories of which the index says something else than the truth."""
    documents, held = of_stories(first, last), engine.backend().fingerprints(first, last)
    true = {document.article_id: document.fingerprint for document in documents}
    return sorted(pk for pk in true.keys() | held.keys() if true.get(pk) != held.get(pk))


def rebuild(first, last):
    """Write what is true of the stories from `first` to `last`; return how many are public."""
    with transaction.atomic():
        # Locked, so that a story withdrawn this moment is not put back from an old reading.
        documents = of_stories(first, last, locked=True)
        held = engine.backend().fingerprints(first, last)
        engine.backend().remove(held.keys() - {document.article_id for document in documents})
        engine.backend().write(documents)
    return len(documents)


def of_stories(first, last, locked=False):
    articles = Article.objects.published().filter(pk__gte=first, pk__lte=last).order_by("pk")
    if locked:
        articles = articles.select_for_update(of=("self",))
    return [
        Document.of(article)
        for article in articles.only(
            "language", "published_at", "rubric_ids", "kicker", "headline", "lead", "body"
        )
    ]
