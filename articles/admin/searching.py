"""The search of the desk's list: words of headline, kicker and lead, and names over the story."""

from django.db.models import Exists, OuterRef, Q

from accounts.folding import Fold, fold
from accounts.newsroom_admin import words_of
from articles.models import Author, Byline

COLUMNS = ("headline", "kicker", "lead")


def stories_about(stories, text):
    """Return those of `stories` that hold every word of `text`, whatever its case."""
    words = [fold(word) for word in words_of(text)]
    if not words:
        return stories
    # As one text: PostgreSQL takes longer to fold a column than to read its row.
    found = stories.alias(folded=Fold(*COLUMNS))
    named = _authors_called(words)
    for word in words:
        anywhere = Q(folded__contains=word)
        if named[word]:
            signed = Byline.objects.filter(article=OuterRef("pk"), author__in=named[word])
            anywhere |= Exists(signed)
        found = found.filter(anywhere)
    return found


def _authors_called(words):
    """Return `{word: [author ids]}`. One query: authors are some hundreds, stories a million."""
    any_word = Q()
    for word in words:
        any_word |= Q(folded__contains=word)
    authors = Author.objects.alias(folded=Fold("name")).filter(any_word)
    names = [(pk, fold(name)) for pk, name in authors.values_list("pk", "name")[:500]]
    return {word: [pk for pk, name in names if word in name] for word in words}
