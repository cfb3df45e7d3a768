"""The search page: one of the few that no reader shares with another."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import BigIntegerField
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.absolute import in_edition
from articles.html import text_of
from articles.models import Article
from pagecache.prepared import Prepared, Several
from pagecache.remembered import furniture

from . import engine
from .question import Order, Question, When
from .snippets import marked, snippet

PER_PAGE = 20
FACETS = 6


@require_safe
def search(request):
    """Show what was found: three queries, whatever was asked."""
    kept, language = furniture(request), get_language()
    question = Question.of(request.GET, kept.rubrics, language)
    hits = engine.find(
        question.stems,
        language,
        rubric_ids=below(kept.rubrics, question.rubric),
        since=question.since,
        newest_first=question.order == Order.NEWEST,
    )
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question,
        "page": page,
        "results": results(page, question, kept.rubrics) if hits else [],
        "newest": [] if hits else newest(kept),
        "is_full": len(hits) == engine.MOST,
        "facets": facets(hits, kept.rubrics, question),
        "months": months(hits),
        "versions": {
            code: in_edition(request.path, code) + question.address()
            for code, _name in settings.LANGUAGES
        },
        "choices": {"when": When.choices, "order": Order.choices},
        "newer": question.address(page=page.number - 1) if page.number > 2 else question.address(),
        "older": question.address(page=page.number + 1),
    }
    return render(request, "search/search.html", context)


def below(rubrics, rubric):
    """Return the ids of `rubric` and of all rubrics below it; none for None."""
    if rubric is None:
        return set()
    return {found.pk for found in rubrics if rubric.pk in rubrics.with_ancestors([found.pk])}


@dataclass(frozen=True)
class Result:
    article: Article
    rubrics: list
    headline: str
    snippet: str


def results(page, question, rubrics):
    """Return the stories of `page` in its order, the words marked. One query."""
    ids = [hit.article_id for hit in page]
    articles = {article.pk: article for article in _found(ids=ids)} if ids else {}
    return [
        Result(
            article,
            rubrics.of(article.rubric_ids),
            marked(article.headline, question.stems, article.language),
            snippet(
                f"{article.lead} {text_of(article.body)}".strip(), question.stems, article.language
            ),
        )
        for article in map(articles.get, ids)
        if article and article.is_public
    ]


_found = Prepared(
    lambda ids: Article.objects.for_results().filter(pk__in=ids), ids=Several(BigIntegerField())
)


def newest(kept):
    """Return the newest stories, for whoever found nothing. No query."""
    return [
        Result(article, kept.rubrics.of(article.rubric_ids), article.headline, article.lead)
        for article in kept.recent
    ]


def facets(hits, rubrics, question):
    """Return `[(rubric, number, address), …]`: where the words stand most often."""
    found = Counter(pk for hit in hits for pk in hit.rubric_ids)
    return [
        (rubric, number, question.address(rubric=rubric.slug))
        for pk, number in found.most_common(FACETS)
        for rubric in rubrics.of([pk])
    ]


def months(hits):
    """Return `[stories]` of the twelve months, January first, as far as a drawing is worth it."""
    if len(hits) < PER_PAGE:
        return []
    zone = timezone.get_current_timezone()
    found = Counter(datetime.fromtimestamp(hit.published, zone).month for hit in hits)
    return [found[month] for month in range(1, 13)]
