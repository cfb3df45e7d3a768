"""The front page."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import FrontLayout, newest_of
from pagecache.remembered import furniture
from pagecache.tags import depends_on

from .lineup import lineup
from .stories import cards, names_and_pictures, newest_and_bands


@require_safe
def front(request):
    language = get_language()
    rubrics = [r for r in furniture(request).rubrics if r.front_layout != FrontLayout.NONE]
    depends_on(newest_of(language))
    places = lineup(*newest_and_bands(rubrics, language))
    places = places.of(cards(places.placed))
    names, pictures = names_and_pictures([places.lead, places.interview], places.night)
    depends_on(*(author.name_tag() for authors in names.values() for author in authors))
    context = {"lineup": places, "names": names, "pictures": pictures, "is_front": True}
    return render(request, "frontpage/front_detail.html", context)
