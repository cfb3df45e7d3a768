"""What the article page shows besides the story itself, in as few questions as can be asked.

With the paper's furniture, the story and its reactions the whole page is six queries.
"""

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)

from .models import UNPUBLISHED, Article, Byline, Correction, Listing, RelatedStory, Tag
from .models.listing import Kind


def story_at(published_on, slug):
    """Return the story that ever stood at this address, None if none did. One query.

    A slug in capitals finds the story whose slug is the same in small letters.
    """
    found = Article.objects.for_page().filter(
        published_on=published_on, slug__in={slug, slug.lower()}
    )
    return min(
        (article for article in found if article.status not in UNPUBLISHED),
        key=lambda article: article.slug != slug,
        default=None,
    )


def tag_at(slug):
    """Return the tag, if readers see a story of it in any edition, None otherwise. One query.

    Tags of drafts are rows like all others, and may say what nobody shall know yet.
    """
    listed = Listing.objects.filter(kind=Kind.TAG, key=OuterRef("pk"))
    return Tag.objects.filter(Exists(listed), slug=slug).first()


def bylines_of(article):
    """Return the names over `article` in order, each with its author. One query."""
    return list(Byline.objects.filter(article=article).select_related("author"))


def notes_on(article):
    """Return (tags, corrections) of `article`: one query, although they are two tables."""
    tags = Tag.objects.filter(uses__content_object=article).values_list(
        Value("tag", CharField()),
        F("pk"),
        F("name"),
        F("slug"),
        Value(None, DateTimeField()),
    )
    corrections = Correction.objects.filter(article=article).values_list(
        Value("correction", CharField()),
        F("pk"),
        F("text"),
        Value("", TextField()),
        F("made_at"),
    )
    found = list(tags.order_by().union(corrections.order_by(), all=True))
    about = [Tag(pk=pk, name=name, slug=slug) for kind, pk, name, slug, _ in found if kind == "tag"]
    made = [
        Correction(pk=pk, article=article, text=text, made_at=at)
        for kind, pk, text, _, at in found
        if kind == "correction"
    ]
    return (
        sorted(about, key=lambda tag: tag.name.casefold()),
        sorted(made, key=lambda correction: (correction.made_at, correction.pk)),
    )


def beside(article):
    """Return (related, translations): public stories that belong to `article`. One query.

    Related ones as an editor put them, translations one for each language.
    """
    root = article.translation_of_id or article.pk
    chosen = RelatedStory.objects.filter(article=article)
    wanted = (
        chosen.order_by()
        .values_list("related")
        .union(
            Article.objects.filter(Q(pk=root) | Q(translation_of=root)).order_by().values_list("pk")
        )
    )
    place = chosen.filter(related=OuterRef("pk")).order_by("position", "pk")
    found = list(
        Article.objects.published()
        .filter(pk__in=wanted)
        .exclude(pk=article.pk)
        .annotate(place=Subquery(place.values("position")[:1]))
        .for_cards()
    )
    related = [other for other in found if other.place is not None]
    return (
        sorted(related, key=lambda other: (other.place, other.pk)),
        [
            other
            for other in found
            if (other.translation_of_id or other.pk) == root and other.language != article.language
        ],
    )
