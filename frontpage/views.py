"""The front page."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Article, Byline, FrontLayout, ImageUse, Listing, newest_of
from articles.models.listing import Kind
from pagecache.remembered import furniture
from pagecache.tags import depends_on

from .lineup import COLUMN, lineup

NEWEST = 40
#: A band that finds its newest stories placed above looks further back, so far.
BAND = 12 + COLUMN
PICTURES = 3


@require_safe
def front(request):
    language = get_language()
    stories = Article.objects.published().in_language(language)
    rubrics = [r for r in furniture(request).rubrics if r.front_layout != FrontLayout.NONE]
    depends_on(newest_of(language))
    places = lineup(list(stories.newest_first().for_cards()[:NEWEST]), bands(rubrics, language))
    names = names_over([places.lead, places.interview])
    depends_on(*(author.name_tag() for authors in names.values() for author in authors))
    context = {
        "lineup": places,
        "names": names,
        "pictures": pictures_of(places.night),
        "is_front": True,
    }
    return render(request, "frontpage/front_detail.html", context)


def bands(rubrics, language):
    """Return `[(rubric, its newest stories), …]`. Two queries, whatever the number of rubrics."""
    lists = [
        Listing.objects.filter(
            pk__in=Listing.objects.filter(kind=Kind.RUBRIC, key=rubric.pk, language=language)
            .order_by("-published_at", "-article")
            .values("pk")[:BAND]
        )
        .order_by()
        .values_list("key", "article_id", "published_at")
        for rubric in rubrics
    ]
    if not lists:
        return []
    lines = sorted(
        lists[0].union(*lists[1:], all=True), key=lambda line: (line[2], line[1]), reverse=True
    )
    found = Article.objects.for_cards().in_bulk({article for _key, article, _at in lines})
    return [
        (rubric, [found[pk] for key, pk, _at in lines if key == rubric.pk and pk in found])
        for rubric in rubrics
    ]


def names_over(articles):
    """Return `{article number: its authors}` of those of `articles` that are there. One query."""
    names = {article.pk: [] for article in articles if article}
    if names:
        for byline in Byline.objects.filter(article__in=names).select_related("author"):
            if byline.author not in names[byline.article_id]:
                names[byline.article_id].append(byline.author)
    return names


def pictures_of(article):
    """Return up to three pictures of a photo story, its main one first. One query."""
    if article is None:
        return []
    uses = ImageUse.objects.filter(article=article).select_related("image").order_by("pk")
    main = [article.picture] if article.picture else []
    others = [use.image for use in uses if use.image_id != article.picture_id]
    return (main + others)[:PICTURES]
