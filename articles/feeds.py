"""The newest stories for other machines: of the paper, a rubric, a tag, an author."""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pagecache.remembered import furniture
from pagecache.tags import depends_on

from . import reading
from .absolute import absolute, in_edition
from .feed_formats import Entry, Feed, atom, json_feed, rss
from .listed import Edition, Listed
from .models import Author, newest_of
from .models.listing import Kind, list_tag
from .printable import printable
from .social import picture_of

STORIES = 30

#: Ending of the address, ending of its name, writer, media type.
FORMATS = [
    ("feed/", "feed", rss, "application/rss+xml; charset=utf-8"),
    ("feed/atom/", "feed_atom", atom, "application/atom+xml; charset=utf-8"),
    ("feed.json", "feed_json", json_feed, "application/feed+json"),
]


def addresses(place, view, name=""):
    """Return the addresses of a feed in every format: `feed/` below `place`, and so on."""
    return [
        path(place + ending, view, {"write": write, "media_type": media_type}, name=name + suffix)
        for ending, suffix, write, media_type in FORMATS
    ]


@require_safe
def site(request, **form):
    depends_on(newest_of(get_language()))
    paper = furniture(request).paper
    return answer(
        request, Edition(get_language()), title=str(paper), description=paper.local.description,
        page=in_edition("/", get_language()), **form,
    )  # fmt: skip


@require_safe
def rubric(request, slug, **form):
    found = furniture(request).rubrics.by_slug.get(slug)
    if found is None:
        raise Http404
    depends_on(list_tag(Kind.RUBRIC, found.pk, get_language()))
    articles = Listed(Kind.RUBRIC, found.pk, get_language())
    return answer_about(request, found, found.local.description, articles, **form)


@require_safe
def tag(request, slug, **form):
    found = reading.tag_at(slug) if slug.isprintable() else None
    if found is None:
        raise Http404
    depends_on(found.page_tag(), *reading.lists_of_tag(found))
    articles = Listed(Kind.TAG, found.pk, get_language())
    return answer_about(request, found, "", articles, **form)


@require_safe
def author(request, slug, **form):
    # PostgreSQL refuses a NUL in a parameter with an error of its own.
    if not slug.isprintable():
        raise Http404
    found = get_object_or_404(Author, slug=slug)
    depends_on(found.page_tag(), list_tag(Kind.AUTHOR, found.pk, get_language()))
    articles = Listed(Kind.AUTHOR, found.pk, get_language())
    return answer_about(request, found, found.local.position, articles, **form)


def answer_about(request, found, description, articles, **form):
    title = f"{found} — {furniture(request).paper}"
    page = found.get_absolute_url()
    return answer(
        request, articles, title=title, description=description, page=page, **form
    )  # fmt: skip


def answer(request, articles, *, title, description, page, write, media_type):
    """Return the feed of `articles`, or 304 to whoever holds it already."""
    paper = furniture(request).paper
    stories = articles.newest(STORIES)
    names = reading.names_over(stories)
    signatures = Signatures(request)
    feed = Feed(
        title=printable(title),
        description=printable(description or paper.local.description or title),
        page_url=absolute(request, page),
        feed_url=absolute(request, request.path),
        language=get_language(),
        publisher=printable(paper),
        email=paper.email,
        editor=printable(paper.editor_in_chief or paper),
        entries=tuple(
            entry_of(story, signatures.of(names[story.pk]), request) for story in stories
        ),
    )
    body = write(feed)
    response = HttpResponse(body, content_type=media_type)
    response.headers["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # Every use is asked again, so that a withdrawn story is gone at once; a 304 costs nothing.
    patch_cache_control(response, public=True, no_cache=True)
    if feed.changed_at:
        response.headers["Last-Modified"] = http_date(feed.changed_at.timestamp())
    # By its text alone: an older story may be withdrawn while the newest moment stays.
    return get_conditional_response(request, etag, None, response)


class Signatures:
    """Authors as a feed names them; the same few have written all of it."""

    def __init__(self, request):
        self._request = request
        self._written = {}

    def of(self, authors):
        """Return `((name, address of the page), …)`, which the feed then depends on."""
        return tuple(
            self._written.get(author.pk) or self._written.setdefault(author.pk, self._sign(author))
            for author in authors
        )

    def _sign(self, author):
        depends_on(author.name_tag())
        return printable(author), absolute(self._request, author.get_absolute_url())


def entry_of(article, authors, request):
    """Return `article` (from `for_cards()`), signed by `authors`, as an `Entry`."""
    kept = furniture(request)
    published_at = timezone.localtime(article.published_at)
    changed_at = article.updated_at if article.was_updated else article.published_at
    return Entry(
        number=article.pk,
        url=absolute(request, article.get_absolute_url()),
        headline=printable(article.headline),
        lead=printable(article.lead or article.excerpt),
        authors=authors,
        rubrics=tuple(printable(rubric) for rubric in kept.rubrics.of(article.rubric_ids)),
        age_mark=article.age_mark or kept.paper.age_mark,
        published_at=published_at,
        updated_at=timezone.localtime(changed_at),
        picture=picture_of(article, request),
    )
