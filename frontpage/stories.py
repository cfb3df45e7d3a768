"""The stories of the front page and what stands beside them, in three questions."""

from collections import defaultdict
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Func,
    IntegerField,
    JSONField,
    Q,
    Value,
)

from articles.models import Article, Author, Byline, ImageUse, Listing
from articles.models.listing import Kind
from images.models import Image
from pagecache.prepared import Prepared, Several

from .lineup import COLUMN

NEWEST = 40
#: A band that finds its newest stories placed above looks further back, so far.
BAND = 12 + COLUMN
PICTURES = 3
#: The key of the newest of all among the keys of rubrics.
ALL = 0
PICTURE = (
    "content_hash", "width", "height", "focal_x", "focal_y", "alt", "is_decorative", "caption",
    "credit",
)  # fmt: skip


class Moment(Func):
    """A moment as something that sorts as moments do and costs nothing to read: seconds, or text.

    Of two hundred candidates nobody asks for the hour itself.
    """

    # Of a float Django would make a float once more.
    output_field = CharField()
    # As it is stored, and no column any more: of one SQLite says that it holds moments.
    template = "(%(expressions)s || '')"

    def as_postgresql(self, compiler, connection, **how):
        template = "EXTRACT(EPOCH FROM %(expressions)s)::float8"
        return self.as_sql(compiler, connection, template=template, **how)


class Candidate(NamedTuple):
    """As much of a story as decides where it stands. moment: as `Moment` is read."""

    key: int
    moment: float | str
    pk: int
    importance: int
    picture_id: int | None


def newest_and_bands(rubrics, language):
    """Return (the newest stories, `[(rubric, its newest stories), …]`) as candidates. One query."""
    asked = _places(tuple(rubric.pk for rubric in rubrics))
    found = defaultdict(list)
    newest_first = sorted(asked(language=language), key=itemgetter(1, 2), reverse=True)
    for candidate in map(Candidate._make, newest_first):
        found[candidate.key].append(candidate)
    return found[ALL], [(rubric, found[rubric.pk]) for rubric in rubrics]


def cards(ids):
    """Return `{number: story}` of the stories `ids`, as cards show them. One query, or none."""
    if not ids:
        return {}
    return {story.pk: story for story in _cards(ids=ids)}


_cards = Prepared(
    lambda ids: Article.objects.for_cards().filter(pk__in=ids), ids=Several(BigIntegerField())
)


@lru_cache(maxsize=16)
def _places(keys):
    """Return the question for a `Candidate` of all that may stand there."""

    def worded(language):
        public = Article.objects.published().filter(language=language)
        newest = public.filter(pk__in=public.newest_first().values("pk")[:NEWEST]).values_list(
            Value(ALL, BigIntegerField()), Moment("published_at"), "pk", "importance", "picture_id"
        )
        lists = [
            Listing.objects.filter(
                pk__in=Listing.objects.filter(kind=Kind.RUBRIC, key=key, language=language)
                .order_by("-published_at", "-article")
                .values("pk")[:BAND]
            ).values_list(
                "key",
                Moment("published_at"),
                "article_id",
                "article__importance",
                "article__picture_id",
            )
            for key in keys
        ]
        return newest.order_by().union(*(part.order_by() for part in lists), all=True)

    return Prepared(worded, language=CharField())


def names_and_pictures(signed, shown):
    """Return (`{article number: its authors}`, pictures): one query, although they are two tables.

    signed: two stories, each may be None. shown: a photo story or None; of it up to three
    pictures, its main one first.
    """
    first, second = (article.pk if article else 0 for article in signed)
    names = {article.pk: [] for article in signed if article}
    pictures = [shown.picture] if shown and shown.picture else []
    rows = _beside(first=first, second=second, shown=shown.pk if shown else 0)
    for kind, _place, _number, story, other, name, slug, translations, *picture in sorted(
        rows, key=lambda row: row[:3]
    ):
        if kind == "name":
            author = Author(pk=other, name=name, slug=slug, translations=translations)
            if author not in names[story]:
                names[story].append(author)
        elif other != shown.picture_id:
            pictures.append(Image(pk=other, **dict(zip(PICTURE, picture, strict=True))))
    return names, pictures[:PICTURES]


def _worded(first, second, shown):
    nothing = [
        *[Value("", CharField())], *[Value(0, IntegerField())] * 4, Value("", CharField()),
        Value(False, BooleanField()), *[Value("", CharField())] * 2,
    ]  # fmt: skip
    names = Byline.objects.filter(Q(article_id=first) | Q(article_id=second)).values_list(
        Value("name", CharField()), "position", "pk", "article_id", "author_id", "author__name",
        "author__slug", "author__translations", *nothing,
    )  # fmt: skip
    word = Value("", CharField())
    pictures = ImageUse.objects.filter(article_id=shown).values_list(
        Value("picture", CharField()), Value(0, IntegerField()), "pk", "article_id", "image_id",
        word, word, Value({}, JSONField()), *(f"image__{column}" for column in PICTURE),
    )  # fmt: skip
    return names.order_by().union(pictures.order_by(), all=True)


_beside = Prepared(
    _worded, first=BigIntegerField(), second=BigIntegerField(), shown=BigIntegerField()
)
