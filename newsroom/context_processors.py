from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from pagecache.remembered import furniture


def newspaper(request):
    """Give every template the paper and its rubrics. Costs nothing until a template asks."""
    kept = furniture(request)
    return {
        "furniture": kept,
        "paper": SimpleLazyObject(lambda: kept.paper),
        "rubrics": SimpleLazyObject(lambda: kept.rubrics),
        "editions": settings.LANGUAGES,
        "edition": get_language(),
    }
