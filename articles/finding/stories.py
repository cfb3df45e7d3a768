"""The search of the desk's list: words of headline, kicker and lead, and names over the story."""

from functools import reduce
from operator import and_

from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from accounts.folding import Fold, fold
from accounts.newsroom_admin import words_of
from articles.finding import index
from articles.models import Author, Byline

from .typed import story_number


def stories_about(stories, text):
    """Return those of `stories` that hold every word of `text`, whatever its case.

    The number or the address of a story finds that one, too. Five queries at most: they look up
    the numbers of the stories that may be meant, unless those are a great many. Then the list is
    walked, and a page of it is soon full.
    """
    words = words_of(text)
    if not words:
        return stories
    named = _authors_called(words)
    wanted = [_about(word, named[word]) for word in words]
    numbers = _narrowed(words, named)
    if numbers is not None:
        wanted.append(index.among(numbers))
    held = reduce(and_, wanted)
    if number := story_number(text.strip()):
        held |= Q(pk=number)
    return stories.filter(held)


def _narrowed(words, named):
    """Return the numbers of stories among which are all that are meant, None for too many.

    named: `{word: [author ids]}`.
    """
    unnamed = [word for word in words if not named[word]]
    if unnamed and (found := index.numbers_of(unnamed)) is not None:
        return found
    word = max(words, key=lambda word: (bool(named[word]), len(word)))
    if named[word] and (found := index.numbers_of([word])) is not None:
        signed = Byline.objects.filter(author__in=named[word]).order_by()
        by_name = list(signed.values_list("article", flat=True)[: index.MOST + 1])
        if len(by_name) <= index.MOST:
            return {*found, *by_name}
    return None


def _about(word, author_ids):
    held = index.holds(word)
    if author_ids:
        signed = Byline.objects.filter(article=OuterRef("pk"), author__in=author_ids)
        # Of an EXISTS beside an OR PostgreSQL gathers the bylines of the whole archive first.
        held |= Q(IsNull(Subquery(signed.order_by().values("pk")[:1]), False))
    return held


def _authors_called(words):
    """Return `{word: [author ids]}`. One query: authors are some hundreds, stories a million."""
    folded = {word: fold(word) for word in words}
    any_word = Q()
    for word in folded.values():
        any_word |= Q(folded__contains=word)
    authors = Author.objects.alias(folded=Fold("name")).filter(any_word)
    names = [(pk, fold(name)) for pk, name in authors.values_list("pk", "name")[:500]]
    return {word: [pk for pk, name in names if folded[word] in name] for word in words}
