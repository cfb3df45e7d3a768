"""The desk's index made anew from the stories, or compared with them."""

from django.db import transaction
from django.db.models import Max

from articles.models import Article

from .index import COLUMNS, backend, entry

CHUNK = 1000


def spans():
    """Return `[(first, last)]`, numbers of stories, `CHUNK` at a time, over all there ever were."""
    highest = Article.objects.aggregate(highest=Max("pk"))["highest"] or 0
    last = max(highest, backend().highest())
    return [(first, first + CHUNK - 1) for first in range(0, last + 1, CHUNK)]


def differing(first, last):
    """Return the numbers of the stories of which the index says something else than their rows."""
    true, held = _true(first, last), backend().held(first, last)
    return sorted(pk for pk in true.keys() | held.keys() if true.get(pk) != held.get(pk))


def rebuild(first, last):
    """Write what is true of the stories from `first` to `last`; return how many differed."""
    with transaction.atomic():
        # Locked, so that what is saved this moment is not undone from an old reading.
        true, held = _true(first, last, locked=True), backend().held(first, last)
        texts = {pk: text for pk, text in true.items() if held.get(pk) != text}
        gone = held.keys() - true.keys()
        if gone:
            backend().remove(gone)
        if texts:
            backend().write(texts)
    return len(gone) + len(texts)


def _true(first, last, locked=False):
    articles = Article.objects.filter(pk__gte=first, pk__lte=last).order_by("pk").only(*COLUMNS)
    if locked:
        articles = articles.select_for_update(of=("self",))
    return {article.pk: entry(article) for article in articles}
