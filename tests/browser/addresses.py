"""The kinds of page that the sweep visits, each with an example of it in the database at hand."""

import json

from django.urls import reverse
from django.utils import translation

from articles.models import Article, Author, Status
from pages.models import Page

PAGES = {
    "frontpage:front": lambda: reverse("frontpage:front"),
    "articles:article": lambda: stories().exclude(picture=None).first(),
    "articles:article, withdrawn": lambda: (
        edition().filter(status=Status.WITHDRAWN, published_on__isnull=False).first()
    ),
    "articles:article, without a picture": lambda: stories().filter(picture=None).first(),
    "articles:day": lambda: archive("day", 3),
    "articles:month": lambda: archive("month", 2),
    "articles:year": lambda: archive("year", 1),
    "articles:rubric": lambda: stories().exclude(rubrics=None).first().rubrics.first(),
    "articles:tag": lambda: stories().exclude(tags=None).first().tags.first(),
    "articles:author": lambda: stories().exclude(authors=None).first().authors.first(),
    "articles:author, without a story": lambda: Author.objects.filter(bylines=None).first(),
    "articles:corrections": lambda: reverse("articles:corrections"),
    "search:search": lambda: reverse("search:search") + "?q=%D0%BB%D1%91%D0%B4",
    "search:search, nothing found": lambda: reverse("search:search") + "?q=qqq&when=week",
    "search:search, nothing asked": lambda: reverse("search:search"),
    "reactions:result": lambda: reverse("reactions:result", args=[stories().first().pk]),
    "pages:page": lambda: Page.objects.filter(language=translation.get_language()).first(),
    "pages:imprint": lambda: reverse("pages:imprint"),
    "not found": lambda: reverse("frontpage:front") + "there/is/no/such/page/",
}

# What the demo has in the paper's first language alone.
RARE = {
    "articles:article, withdrawn",
    "articles:article, without a picture",
}

# Addresses that are no page of HTML, and what they are instead.
NOT_PAGES = {
    "writing:words": "words for a script of the desk",
    "writing:stories": "JSON for the desk",
    "writing:embed": "JSON for the desk",
    "writing:typography": "takes POST alone",
    "images:rendition": "a picture",
    "wordpress:file": "a recording or document",
    "reactions:press": "takes POST alone",
    "preview": "for whoever was given a link; tests/browser/test_two_editors.py",
    "reactions:counts": "JSON for a script",
    "stylesheet": "CSS",
    "robots": "a text for machines",
    "manifest": "JSON for the browser",
    "sitemap": "XML",
    "sitemap_sections": "XML",
    "sitemap_stories": "XML",
    "news_sitemap": "XML",
    **{
        f"articles:{list_of}feed{form}": "a feed"
        for list_of in ("", "rubric_", "tag_", "author_")
        for form in ("", "_atom", "_json")
    },
}


def examples(language):
    """Return `{kind of page: path}` in `language`."""
    with translation.override(language):
        found = {kind: example() for kind, example in PAGES.items()}
        return {
            kind: place if isinstance(place, str) else place.get_absolute_url()
            for kind, place in found.items()
            if place
        }


def edition():
    return Article.objects.in_language(translation.get_language())


def stories():
    return edition().published().newest_first()


def archive(name, parts):
    date = f"{stories().first().published_on:%Y/%m/%d}".split("/")
    return reverse(f"articles:{name}", args=date[:parts])


def show(language):
    print(json.dumps(examples(language)))
