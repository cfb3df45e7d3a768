"""What the article page shows besides the story itself, in as few questions as can be asked.

With the paper's furniture, the story and its reactions the whole page is four queries.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    Value,
)

from images.models import Image
from pagecache.prepared import Prepared, Several

from .models import UNPUBLISHED, Article, Author, Byline, Correction, Listing, RelatedStory, Tag
from .models.listing import Kind, list_tag


def story_at(published_on, slug):
    """Return the story that ever stood at this address, None if none did. One query.

    A slug in capitals finds the story whose slug is the same in small letters.
    """
    found = _stories_at(on=published_on, slug=slug, small=slug.lower())
    return min(
        (article for article in found if article.status not in UNPUBLISHED),
        key=lambda article: article.slug != slug,
        default=None,
    )


_stories_at = Prepared(
    lambda on, slug, small: Article.objects.for_page().filter(
        Q(slug=slug) | Q(slug=small), published_on=on
    ),
    on=DateField(),
    slug=CharField(),
    small=CharField(),
)


def tag_at(slug):
    """Return the tag, if readers see a story of it in any edition, None otherwise. One query.

    Tags of drafts are rows like all others, and may say what nobody shall know yet.
    """
    listed = Listing.objects.filter(kind=Kind.TAG, key=OuterRef("pk"))
    return Tag.objects.filter(Exists(listed), slug=slug).first()


def lists_of_tag(tag):
    """Return the tags of its lists in all editions: while one has a story, the page is there."""
    return [list_tag(Kind.TAG, tag.pk, code) for code, _name in settings.LANGUAGES]


def names_over(articles):
    """Return `{article number: its authors in order, each once}`. One query, or none."""
    names = {article.pk: [] for article in articles}
    if names:
        for story, *author in _names(stories=names):
            found = Author(**dict(zip(("pk", "name", "slug", "translations"), author, strict=True)))
            if found not in names[story]:
                names[story].append(found)
    return names


_names = Prepared(
    lambda stories: (
        Byline.objects.filter(article__pk__in=stories)
        .order_by("position", "pk")
        .values_list(
            "article_id", "author_id", "author__name", "author__slug", "author__translations"
        )
    ),
    stories=Several(BigIntegerField()),
)


@dataclass
class Surroundings:
    """What hangs on a story, each in the order in which it is shown.

    related, translations: public stories, as far as a card without text shows them.
    """

    bylines: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    corrections: list = field(default_factory=list)
    related: list = field(default_factory=list)
    translations: list = field(default_factory=list)


def around(article):
    """Return the `Surroundings` of `article`: one query, although they are five tables."""
    found = Surroundings()
    rows = _around(story=article.pk, root=article.translation_of_id or article.pk)
    # By place, then in the order in which they were made.
    for kind, number, _place, *rest in sorted(rows, key=lambda row: (row[2], row[1])):
        text, slug, word, more, at, _on, _status, other, *_picture = rest
        match kind:
            case "byline":
                author = Author(pk=other, name=text, slug=slug, translations=more)
                found.bylines.append(Byline(pk=number, article=article, author=author, role=word))
            case "tag":
                found.tags.append(Tag(pk=number, name=text, slug=slug))
            case "correction":
                found.corrections.append(
                    Correction(pk=number, article=article, text=text, made_at=at)
                )
            case "related":
                found.related += _public(_card(number, *rest))
            case "translation" if number != article.pk and word != article.language:
                found.translations += _public(_card(number, *rest))
    languages = [code for code, _name in settings.LANGUAGES]
    found.translations.sort(key=lambda other: (*languages, other.language).index(other.language))
    found.tags.sort(key=lambda tag: tag.name.casefold())
    found.corrections.sort(key=lambda correction: (correction.made_at, correction.pk))
    return found


def _public(card):
    # Asked for here: SQLite would rather read all public stories than the few of this one.
    return [card] if card.is_public else []


def _card(number, headline, slug, language, rubric_ids, at, on, status, picture_id, *picture):
    card = Article(
        pk=number, headline=headline, slug=slug, language=language, rubric_ids=rubric_ids,
        published_at=at, published_on=on, status=status,
    )  # fmt: skip
    if picture_id is not None:
        names = ("content_hash", "width", "height", "focal_x", "focal_y")
        card.picture = Image(pk=picture_id, **dict(zip(names, picture, strict=True)))
    return card


def _worded(story, root):
    # The first part gives the columns of all their types: PostgreSQL does not guess.
    columns = [
        "headline", "slug", "language", "rubric_ids", "published_at", "published_on", "status",
        "picture", "picture__content_hash", "picture__width", "picture__height",
        "picture__focal_x", "picture__focal_y",
    ]  # fmt: skip
    related = RelatedStory.objects.filter(article_id=story).values_list(
        Value("related", CharField()), "related", "position", *(f"related__{c}" for c in columns)
    )
    version = (Value("translation", CharField()), "pk", Value(0, IntegerField()), *columns)
    first = Article.objects.filter(pk=root).values_list(*version)
    translations = Article.objects.filter(translation_of_id=root).values_list(*version)
    word = Value("", CharField())
    no_picture = [Value(None, CharField())] + [Value(None, IntegerField())] * 4
    bylines = Byline.objects.filter(article_id=story).values_list(
        Value("byline", CharField()), "pk", "position", "author__name", "author__slug", "role",
        "author__translations", Value(None, DateTimeField()), Value(None, DateField()), word,
        "author", *no_picture,
    )  # fmt: skip
    nothing = [
        Value(None, JSONField()), Value(None, DateTimeField()), Value(None, DateField()), word,
        Value(None, BigIntegerField()), *no_picture,
    ]  # fmt: skip
    tags = Tag.objects.filter(uses__content_object_id=story).values_list(
        Value("tag", CharField()), "pk", Value(0, IntegerField()), "name", "slug", word, *nothing
    )
    corrections = Correction.objects.filter(article_id=story).values_list(
        Value("correction", CharField()), "pk", Value(0, IntegerField()), "text", word, word,
        nothing[0], "made_at", *nothing[2:],
    )  # fmt: skip
    others = (first, translations, bylines, tags, corrections)
    return related.order_by().union(*(part.order_by() for part in others), all=True)


_around = Prepared(_worded, story=BigIntegerField(), root=BigIntegerField())
