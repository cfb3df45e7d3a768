"""Twenty years of an invented archive, written by the thousand.

Story number N has the same words, rubrics and names whenever it is made, so that an interrupted
run is taken up where it stopped. The rows are what publishing one by one would have written; a
test holds the two side by side.
"""

import re

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from articles import html
from articles.models import (
    Article,
    Author,
    Byline,
    ImageUse,
    Listing,
    Placement,
    StatusChange,
    Tag,
    TaggedArticle,
)
from articles.models.rubric import Rubrics
from articles.models.settling import excerpt_of
from articles.slugs import slugify
from pagecache.tags import changed
from reactions.models import Emoji, Tally
from search import engine, rebuilding

from . import bulk
from .archive import STORY, Body, Plan, Stock
from .library import pictures
from .people import NEWCOMER
from .wording import MARK, Words, tag_names

BATCH = 2000
BODIES = 120
TAGS = 500
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
)


def missing(wanted):
    """Return the numbers from 1 to `wanted` of the stories that are not there yet."""
    there = set()
    slugs = Article.objects.filter(slug__contains=f"-{MARK}-").values_list("slug", flat=True)
    for slug in slugs.iterator(chunk_size=20_000):
        if match := re.search(rf"-{MARK}-(\d+)$", slug):
            there.add(int(match[1]))
    return [number for number in range(1, wanted + 1) if number not in there]


def fill(numbers, *, now=None):
    """Write the stories `numbers`, yielding how many after each batch, which is a transaction.

    The demo newspaper must be there: its rubrics, names and pictures are used. The search index
    is not written; `index()` does that.
    """
    if not numbers:
        return
    stock = gather(timezone.localtime(now))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        with transaction.atomic():
            keys = bulk.next_keys(Article, len(batch))
            plans = [Plan(stock, *pair) for pair in zip(keys, batch, strict=True)]
            for model, names, rows in TABLES:
                bulk.insert(model, names, [row for plan in plans for row in rows(plan)])
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
    words = {code: Words(code, BODIES) for code, _name in settings.LANGUAGES if code in LANGUAGES}
    rubrics = Rubrics.load()
    return Stock(
        now=now,
        rubrics=rubrics,
        rubric_ids=[rubric.pk for rubric in rubrics],
        author_ids=_keys(Author.objects.exclude(slug=NEWCOMER).order_by("slug")),
        image_ids=sorted(
            image.pk for name, image in pictures().items() if not name.startswith("author-")
        ),
        emoji_ids=_keys(Emoji.objects.filter(is_active=True)),
        tag_ids=_tags(),
        words=words,
        bodies={code: [_derived(code, body) for body in words[code].bodies] for code in words},
    )


def _keys(rows):
    return list(rows.values_list("pk", flat=True))


def _derived(language, body):
    words = html.text_of(body).split()
    with translation.override(language):
        return Body(body, html.render(body, {}), excerpt_of(words), len(words))


def _tags():
    """Return the keys of the archive's tags, adding those that are missing."""
    names = tag_names(TAGS)
    slugs = [slugify(name) for name in names]
    Tag.objects.bulk_create(
        [Tag(name=name, slug=slug) for name, slug in zip(names, slugs, strict=True)],
        ignore_conflicts=True,
    )
    return _keys(Tag.objects.filter(slug__in=slugs).order_by("slug"))
