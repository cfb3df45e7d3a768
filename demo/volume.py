"""Twenty years of an invented archive, written by the thousand.

Story number N has the same words, rubrics and names whenever it is made, so that an interrupted
run is taken up where it stopped. The rows are what publishing one by one would have written; a
test holds the two side by side.
"""

import re

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from articles import bulk
from articles.finding import index as desk_index
from articles.models import (
    Article,
    Byline,
    ImageUse,
    Listing,
    Placement,
    StatusChange,
    TaggedArticle,
)
from articles.models.output import Output
from articles.models.rubric import Rubrics
from pagecache.tags import changed
from reactions.models import Emoji, Reaction, Tally
from search import engine, rebuilding

from . import crowd
from .archive import STORY, Plan, Stock, age_of
from .library import pictures
from .wording import MARK, Words

BATCH = 5000
LANGUAGES = ("ru", "sah", "en")
TABLES = (
    (Article, STORY, Plan.story),
    (Placement, ("article", "rubric", "position"), Plan.placements),
    (Byline, ("article", "author", "role", "position"), Plan.bylines),
    (TaggedArticle, ("content_object", "tag"), Plan.tags),
    (ImageUse, ("article", "image"), Plan.image_uses),
    (Listing, ("kind", "key", "article", "language", "published_at"), Plan.listings),
    (StatusChange, ("article", "status_before", "status_after", "at", "note"), Plan.history),
    (Tally, ("article", "emoji", "counted", "base", "steps"), Plan.tallies),
    (Reaction, ("article", "emoji", "visitor", "pressed_on"), Plan.reactions),
)


def missing(wanted):
    """Return the numbers from 1 to `wanted` of the stories that are not there yet, oldest first.

    Rows are written in the order of the paper, as they would have been in twenty years: the end
    of an index is quickly written, and lists read what lies side by side.
    """
    there = set()
    slugs = Article.objects.filter(slug__contains=f"-{MARK}-").values_list("slug", flat=True)
    for slug in slugs.iterator(chunk_size=20_000):
        if match := re.search(rf"-{MARK}-(\d+)$", slug):
            there.add(int(match[1]))
    numbers = [number for number in range(1, wanted + 1) if number not in there]
    return sorted(numbers, key=age_of, reverse=True)


def fill(numbers, *, now=None):
    """Write the stories `numbers`, yielding how many after each batch, which is a transaction.

    The demo newspaper must be there: its pictures, and the words of its stories, are used.
    """
    if not numbers:
        return
    stock = gather(timezone.localtime(now))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        with transaction.atomic():
            bulk.trust_references()
            plans = sorted((Plan(stock, number) for number in batch), key=lambda plan: plan.at)
            for plan, pk in zip(plans, bulk.next_keys(Article, len(plans)), strict=True):
                plan.pk = pk
            for model, names, rows in TABLES:
                bulk.insert(model, names, [row for plan in plans for row in rows(plan)])
            Output.objects.add(place for plan in plans for place in plan.places())
            engine.backend().write([plan.document() for plan in plans])
            desk_index.enter([plan.entry() for plan in plans])
            changed(*{tag for plan in plans for tag in plan.page_tags()})
        yield len(batch)


def unindexed():
    """Return the spans of keys in which the search index lacks stories, or has too many.

    Only counts: to compare words costs as much as to write them.
    """
    spans = []
    for first, last in rebuilding.chunks():
        public = Article.objects.published().filter(pk__gte=first, pk__lte=last).count()
        if public != len(engine.backend().fingerprints(first, last)):
            spans.append((first, last))
    return spans


def index(spans):
    """Enter the stories of `spans` in the search index, yielding after each span."""
    for span in spans:
        rebuilding.rebuild(*span)
        yield span


def gather(now):
    """Return the `Stock`: all that stories share, read and derived once."""
    words = {}
    for code, _name in settings.LANGUAGES:
        if code in LANGUAGES:
            with translation.override(code):
                words[code] = Words(code)
    rubric_ids, author_ids, tag_ids = crowd.gather()
    return Stock(
        now=now,
        rubrics=Rubrics.load(),
        rubric_ids=rubric_ids,
        author_ids=author_ids,
        image_ids=sorted(
            image.pk for name, image in pictures().items() if not name.startswith("author-")
        ),
        emoji_ids=list(Emoji.objects.filter(is_active=True).values_list("pk", flat=True)),
        tag_ids=tag_ids,
        words=words,
    )
