"""Every public address of the site, from the database, a few hundred rows in memory."""

from itertools import chain

from django.conf import settings
from django.utils import translation

from articles.absolute import in_edition
from articles.feeds import FORMATS
from articles.models import Article, Author, Output, Rubric, Status, Tag
from articles.models.output import DAY, MONTH, PAPER
from pages.models import Page

EDITIONS = [code for code, _name in settings.LANGUAGES]
CHUNK = 500
MACHINES = ("/robots.txt", "/manifest.webmanifest", "/sitemap.xml", "/sitemap-sections.xml",
            "/news-sitemap.xml")  # fmt: skip


def lists():
    """Yield the address of every list's first page, in every edition, those of archives too."""
    for path in chain(["/"], _names(), ["/corrections/"], _archives()):
        yield from (in_edition(path, code) for code in EDITIONS)


def _names():
    for model in (Rubric, Tag, Author):
        with translation.override(settings.LANGUAGE_CODE):
            for found in model.objects.order_by("pk").iterator(chunk_size=CHUNK):
                yield found.get_absolute_url()


def _archives():
    rows = Output.objects.filter(kind=PAPER[0], key=PAPER[1], stories__gt=0).order_by()
    years = set()
    for span, begins_on in rows.values_list("span", "begins_on").distinct().iterator():
        years.add(begins_on.year)
        if span == MONTH:
            yield f"/{begins_on:%Y/%m}/"
        elif span == DAY:
            yield f"/{begins_on:%Y/%m/%d}/"
    for year in sorted(years):
        yield f"/{year:04}/"


def pages():
    """Yield the addresses of plain pages."""
    yield from (in_edition("/imprint/", code) for code in EDITIONS)
    for page in Page.objects.public().defer("body", "compiled_body").order_by("pk"):
        yield page.get_absolute_url()


def feeds():
    for path in chain(["/"], _names()):
        for code in EDITIONS:
            yield from (in_edition(path, code) + ending for ending, *_how in FORMATS)


def stories():
    """Yield the address of every story that readers ever saw; what was withdrawn answers 410."""
    seen = Article.objects.filter(
        status__in=(Status.PUBLISHED, Status.WITHDRAWN), language__in=EDITIONS
    )
    rows = seen.only("language", "slug", "published_on").order_by("pk")
    for story in rows.iterator(chunk_size=CHUNK):
        yield story.get_absolute_url()
