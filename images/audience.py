"""Which pictures readers may see: those that stand somewhere public.

The library knows no stories. Whoever shows pictures to readers says when it does:

    shown_where(lambda: Exists(Author.objects.filter(photo=OuterRef("pk"))))
"""

from collections.abc import Callable

from django.db.models import Q

_conditions: list[Callable] = []


def shown_where(condition):
    """Register `condition`, a callable that returns a condition on `Image`. Once, at start-up."""
    _conditions.append(condition)


def is_shown():
    """Return the condition that a picture stands somewhere public."""
    found = Q(pk__in=[])
    for condition in _conditions:
        found |= Q(condition())
    return found
