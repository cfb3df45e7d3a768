"""Who shows what, and when it last changed.

Writers say `changed("rubrics", "article:12")` inside their transaction. What pages show on every
screen (the paper's name, its rubrics) is kept in each process by `Remembered` and checked against
the stamps, so that a page costs one query for all of it and is never out of date.
"""

from django.db import transaction
from django.db.models import CharField, F, Value

from .alarm import ringing
from .models import Clock, Stamp

#: No tag of anybody's.
ALARM = ""


def changed(*tags):
    """Stamp `tags` with the next tick of the clock, in the transaction of the change itself.

    Data and stamp become visible together. Two queries, whatever the number of tags.
    """
    if not tags:
        return
    with transaction.atomic():
        # The update locks the row until commit, so no page can begin at a number whose
        # change it cannot see. Drawn early, as from a sequence, 5 % of reads were stale.
        if not Clock.objects.filter(pk=1).update(now=F("now") + 1):
            Clock.objects.get_or_create(pk=1)
            Clock.objects.filter(pk=1).update(now=F("now") + 1)
        now = Clock.objects.values_list("now", flat=True).get(pk=1)
        Stamp.objects.bulk_create(
            # Sorted, so that two writers lock the rows in one order.
            [Stamp(tag=tag, clock=now) for tag in sorted(set(tags))],
            update_conflicts=True,
            unique_fields=["tag"],
            update_fields=["clock"],
        )


def stamps(tags):
    """Return `{tag: clock}` for those of `tags` that ever changed. One query.

    `ALARM` is among them if its hour has come.
    """
    rings = ringing().values_list(Value(ALARM, CharField()), "now")
    found = Stamp.objects.filter(tag__in=tags).values_list("tag", "clock")
    return dict(found.union(rings, all=True))
