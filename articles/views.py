"""Pages about stories: one story, and the lists in which it stands."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pagecache.remembered import furniture
from pagecache.tags import depends_on

from . import calendar, reading
from .absolute import absolute, in_edition
from .listed import Listed
from .models import Article, Author, Correction, MonthsOfList, Output, Status, newest_of
from .models.listing import Kind, list_tag
from .models.output import PAPER
from .paging import BY_CORRECTION, leaf, leaf_of

#: An author's list is dense: a line for each story, months as headings.
LINES = 60


@require_safe
def article(request, year, month, day, slug):
    found = reading.story_at(calendar.date_of(year, month, day), checked(slug))
    if found is None:
        raise Http404
    address = found.get_absolute_url()
    if request.path != address:
        return HttpResponseRedirect(address, status=301)
    depends_on(found.page_tag())
    if found.status == Status.WITHDRAWN:
        return render(request, "410.html", {"article": found}, status=410)
    around = reading.around(found)
    depends_on(
        *(byline.author.name_tag() for byline in around.bylines),
        *(tag.page_tag() for tag in around.tags),
    )
    context = story_context(request, found, **vars(around))
    return render(request, "articles/article_detail.html", context)


def story_context(request, story, *, bylines, tags, corrections, related, translations):
    """Return what the page of a story is drawn from, whether it is public or a preview."""
    address = story.get_absolute_url()
    rubrics = furniture(request).rubrics.of(story.rubric_ids)
    return {
        "article": story,
        "story_url": absolute(request, address),
        "rubric": rubrics[0] if rubrics else None,
        "bylines": bylines,
        "tags": tags,
        "corrections": corrections,
        "related": related,
        "translations": translations,
        "versions": {other.language: other.get_absolute_url() for other in translations}
        | {story.language: address},
    }


@require_safe
def rubric(request, slug):
    rubrics = furniture(request).rubrics
    found = rubrics.by_slug.get(slug)
    if found is None:
        raise Http404
    depends_on(list_tag(Kind.RUBRIC, found.pk, get_language()))
    stories = leaf_of(request, Listed(Kind.RUBRIC, found.pk, get_language()))
    context = {
        "rubric": found,
        "above": rubrics.by_id.get(found.parent_id),
        "below": rubrics.children(found),
        "stories": stories,
        "months": rhythm(stories, Kind.RUBRIC, found),
        "versions": every_edition(request),
    }
    return render(request, "articles/rubric_detail.html", context)


def rhythm(stories, kind, found):
    """Return a list's last twelve months as cells, for its first page only. One query."""
    if not stories.is_first or not stories.items:
        return []
    outputs = MonthsOfList(kind, found.pk, get_language())
    return calendar.twelve_months(outputs, timezone.localdate(stories.items[0].published_at))


@require_safe
def tag(request, slug):
    found = reading.tag_at(checked(slug))
    if found is None:
        raise Http404
    depends_on(found.page_tag(), *reading.lists_of_tag(found))
    context = {
        "tag": found,
        "stories": leaf_of(request, Listed(Kind.TAG, found.pk, get_language())),
        "versions": every_edition(request),
    }
    return render(request, "articles/tag_detail.html", context)


@require_safe
def author(request, slug):
    found = get_object_or_404(Author.objects.select_related("photo"), slug=checked(slug))
    depends_on(found.page_tag(), list_tag(Kind.AUTHOR, found.pk, get_language()))
    stories = leaf_of(request, Listed(Kind.AUTHOR, found.pk, get_language()), size=LINES)
    context = {
        "author": found,
        "links": [link for link in found.links.split() if link.startswith(("https://", "http://"))],
        "stories": stories,
        "months": rhythm(stories, Kind.AUTHOR, found),
        "versions": every_edition(request),
    }
    return render(request, "articles/author_detail.html", context)


@require_safe
def year(request, year):
    depends_on(newest_of(get_language()))
    start = calendar.date_of(year)
    stories = Article.objects.published().in_language(get_language())
    context = {
        "start": start,
        "years": calendar.years_of(stories),
        "months": calendar.months_of(Output.objects.of(*PAPER, get_language()), start),
        "stories": leaf(
            request,
            calendar.between(stories, start, calendar.next_year(start)).newest_first().for_cards(),
        ),
        "versions": every_edition(request),
    }
    return render(request, "articles/year_archive.html", context)


@require_safe
def month(request, year, month):
    depends_on(newest_of(get_language()))
    start = calendar.date_of(year, month)
    end = calendar.next_month(start)
    stories = Article.objects.published().in_language(get_language())
    context = {
        "start": start,
        "weeks": calendar.weeks(calendar.days_of(Output.objects.of(*PAPER, get_language()), start)),
        "before": calendar.before(stories, start),
        "since": calendar.since(stories, end),
        "stories": leaf(request, calendar.between(stories, start, end).newest_first().for_cards()),
        "versions": every_edition(request),
    }
    return render(request, "articles/month_archive.html", context)


@require_safe
def day(request, year, month, day):
    depends_on(newest_of(get_language()))
    start = calendar.date_of(year, month, day)
    end = calendar.next_day(start)
    stories = Article.objects.published().in_language(get_language())
    context = {
        "start": start,
        "before": calendar.before(stories, start),
        "since": calendar.since(stories, end),
        "stories": leaf(request, calendar.between(stories, start, end).newest_first().for_cards()),
        "versions": every_edition(request),
    }
    return render(request, "articles/day_archive.html", context)


@require_safe
def corrections(request):
    depends_on(newest_of(get_language()))
    made = Correction.objects.of_public_stories(get_language()).newest_first()
    context = {"made": leaf(request, made, by=BY_CORRECTION), "versions": every_edition(request)}
    return render(request, "articles/correction_list.html", context)


def checked(slug):
    # PostgreSQL refuses a NUL in a parameter with an error of its own.
    if not slug.isprintable():
        raise Http404
    return slug


def every_edition(request):
    """Return the address of this page in every edition."""
    return {code: in_edition(request.path, code) for code, _name in settings.LANGUAGES}
