"""Plain pages, and the imprint, which is there even if nobody wrote a word of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pagecache.tags import depends_on

from .models import Page


@require_safe
def page(request, slug):
    # At most a handful of rows: the same page in the paper's languages.
    depends_on("pages")
    family = {found.language: found for found in Page.objects.public().filter(slug=slug)}
    found = family.get(get_language())
    if found is None:
        raise Http404
    return render(request, "pages/page_detail.html", {"page": found, "versions": addresses(family)})


@require_safe
def imprint(request):
    """Show what a registered publication must say of itself, and the editors' page below it."""
    depends_on("pages")
    found = Page.objects.public().filter(slug="imprint", language=get_language()).first()
    return render(request, "pages/imprint_detail.html", {"page": found})


def addresses(family):
    return {language: page.get_absolute_url() for language, page in family.items()}
