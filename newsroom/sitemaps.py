"""Every public address as XML: an index, its parts, and what is new for news engines."""

from itertools import chain

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles import sitemaps
from articles.absolute import absolute
from articles.printable import printable
from pagecache.remembered import furniture
from pages.models import Page

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
MEDIA_TYPE = "application/xml; charset=utf-8"


@require_safe
def index(request):
    addresses = [reverse("sitemap_sections")]
    addresses += [reverse("sitemap_stories", args=[part]) for part in sitemaps.parts()]
    lines = "".join(
        f"<sitemap><loc>{escape(absolute(request, address))}</loc></sitemap>\n"
        for address in addresses
    )
    return HttpResponse(
        f"{XML}<sitemapindex {PROTOCOL}>\n{lines}</sitemapindex>\n", content_type=MEDIA_TYPE
    )


@require_safe
def sections(request):
    return urls(request, chain(sitemaps.sections(), plain_pages()))


def plain_pages():
    """Yield what editors wrote about the paper; the same address in two languages is one page."""
    pages = {}
    for page in Page.objects.public().defer("body", "compiled_body").order_by("slug", "pk"):
        pages.setdefault(page.slug, []).append((page.language, page.get_absolute_url()))
    for versions in pages.values():
        for _language, path in versions:
            yield sitemaps.Place(path, versions=tuple(versions) if len(versions) > 1 else ())


@require_safe
def stories(request, part):
    if part not in sitemaps.parts():
        raise Http404
    return urls(request, sitemaps.stories(part))


def urls(request, places):
    """Return `places` as they are found, never all of them at once."""

    def lines():
        yield f"{XML}<urlset {PROTOCOL} {LINKS}>\n"
        for place in places:
            yield line(request, place)
        yield "</urlset>\n"

    return StreamingHttpResponse(lines(), content_type=MEDIA_TYPE)


def line(request, place):
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address(request, path)}"/>'
        for language, path in place.versions
    )
    changed = f"<lastmod>{moment(place.changed_at)}</lastmod>" if place.changed_at else ""
    return f"<url><loc>{address(request, place.path)}</loc>{changed}{links}</url>\n"


@require_safe
def news(request):
    paper = furniture(request).paper
    names = {code: escape(printable(paper.text("name", code))) for code, _ in settings.LANGUAGES}
    lines = "".join(
        f"<url><loc>{address(request, article.get_absolute_url())}</loc><news:news>"
        f"<news:publication><news:name>{names.get(article.language) or escape(paper)}</news:name>"
        f"<news:language>{article.language}</news:language></news:publication>"
        f"<news:publication_date>{moment(article.published_at)}</news:publication_date>"
        f"<news:title>{escape(printable(article.headline))}</news:title></news:news></url>\n"
        for article in sitemaps.news()
    )
    return HttpResponse(
        f"{XML}<urlset {PROTOCOL} {NEWS}>\n{lines}</urlset>\n", content_type=MEDIA_TYPE
    )


def address(request, path):
    return escape(absolute(request, path))


def moment(at):
    return timezone.localtime(at).isoformat(timespec="seconds")
