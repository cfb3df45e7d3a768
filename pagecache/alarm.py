"""One hour at which something wants to be done, kept where every page looks anyway.

The row of the clock holds it, so that no timer is needed: the first page past it finds out.
"""

from django.db import transaction
from django.db.models.functions import Now

from .models import Clock


def ring_at(hour):
    """Set the alarm to what `hour()` returns, an aware datetime or None for never.

    `hour` is asked while the row is locked: of two who set it at once, the second sees what the
    first did. Call it last, inside the transaction of the change. Two or three queries.
    """
    with transaction.atomic():
        Clock.objects.get_or_create(pk=1)
        clock = Clock.objects.select_for_update().get(pk=1)
        Clock.objects.filter(pk=clock.pk).update(alarm=hour())


def is_ringing():
    """Tell whether the alarm's hour has come, by the clock of the database. One query."""
    return Clock.objects.filter(alarm__lte=Now()).exists()


def database_now():
    """Return the hour by the clock of the database, aware. One query."""
    Clock.objects.get_or_create(pk=1)
    return Clock.objects.values_list(Now(), flat=True).get(pk=1)
