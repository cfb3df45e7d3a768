"""Who shows what, and when it last changed.

Writers say `changed("rubrics", "article:12")` inside their transaction, views say
`depends_on("article:12")`. What is kept (a value, a part of a page, a page) is checked against the
stamps, so that it is never out of date.
"""

from contextvars import ContextVar

from django.db import connections, router, transaction
from django.db.models.signals import post_delete

from . import purging
from .bulletin import note_stamping
from .models import Clock, Stamp

#: Tags in one statement; SQLite takes no more than 999 values.
AT_ONCE = 400
#: Stands for which addresses there are: a page that says “there is nothing here” shows that.
ADDRESSES = "addresses"
#: What the page now being made shows, where somebody wants to know; see `pagecache.gathering`.
gathering: ContextVar = ContextVar("gathering", default=None)


def changed(*tags):
    """Stamp `tags` with the next tick of the clock, in the transaction of the change itself.

    Data and stamp become visible together. Two queries, whatever the number of tags.
    """
    if not tags:
        return
    stamped = set(tags)
    with transaction.atomic():
        # The update locks the row until commit, so no page can begin at a number whose
        # change it cannot see. Drawn early, as from a sequence, 5 % of reads were stale.
        alias = router.db_for_write(Clock)
        connection = connections[alias]
        with connection.cursor() as cursor:
            now = _next_tick(cursor, connection.ops.quote_name(Clock._meta.db_table))
            # Sorted, so that two writers lock the rows in one order.
            _stamp(cursor, connection.ops.quote_name(Stamp._meta.db_table), sorted(stamped), now)
        note_stamping(connection)
        purging.after_commit(stamped, alias)


# Written out: objects took ten times as long, and every change stamps.
def _next_tick(cursor, table):
    step = f"UPDATE {table} SET now = now + 1 WHERE id = 1"  # noqa: S608
    cursor.execute(step)
    if not cursor.rowcount:
        # An emptied database.
        Clock.objects.get_or_create(pk=1)
        cursor.execute(step)
    cursor.execute(f"SELECT now FROM {table} WHERE id = 1")  # noqa: S608
    return cursor.fetchone()[0]


def _stamp(cursor, table, tags, now):
    for start in range(0, len(tags), AT_ONCE):
        some = tags[start : start + AT_ONCE]
        cursor.execute(
            f"INSERT INTO {table} (tag, clock) VALUES {', '.join(['(%s, %s)'] * len(some))}"  # noqa: S608
            " ON CONFLICT (tag) DO UPDATE SET clock = excluded.clock",
            [value for tag in some for value in (tag, now)],
        )


def changed_when_deleted(model, *tags):
    """Let whatever deletes a row of `model` stamp `tags`: one by one, in bulk, or by cascade."""
    post_delete.connect(lambda **kwargs: changed(*tags), sender=model, weak=False)


def depends_on(*tags):
    """Say that the page now being made shows what `tags` stand for, and may be kept.

    A page that never says so is never kept. To be called before what it shows is read, or after:
    what counts is the clock before the page was begun.
    """
    page = gathering.get()
    if page is not None:
        page.may_be_kept = True
        page.tags.update(tags)


def start_over():
    """Say that another page is made in place of the one begun; what was looked at still counts."""
    page = gathering.get()
    if page is not None:
        page.holes.clear()


def shows(tags):
    """Say that the page now being made shows something that `tags` stand for, kept or not."""
    page = gathering.get()
    if page is not None:
        page.tags.update(tags)
