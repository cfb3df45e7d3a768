"""What is planned happens: by the first request past its hour, or by `publish_due`."""

import logging
import time

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from .models import Article, Refusal, Schedule
from .models.schedule import set_alarm

log = logging.getLogger(__name__)

#: Any number that nothing else in the database locks.
TURN = 0x5C4ED01E

#: Seconds that a reader who comes first may work for all.
PATIENCE = 2


def keep_schedules(patience=None):
    """Do everything whose hour has come, in its order, and return how much that was.

    Each thing is a transaction of its own. Any number may run at once, on several machines: all
    begin at the same first thing, one does it and the others wait for that and go on. What cannot
    be done (held, something missing) is put aside with its reason, for the desk to show.

    patience: seconds after which to stop, None for never.
    """
    done, until = 0, None if patience is None else time.monotonic() + patience
    while until is None or time.monotonic() < until:
        kept = _keep_first()
        if kept is None:
            break
        done += kept
    if not done:
        with transaction.atomic():
            set_alarm()
    return done


@transaction.atomic
def _keep_first():
    """Do the first thing that is due; return how many were done, None if nothing is due.

    It is looked for when one's turn has come: whoever waited finds what is first then, and no
    turn goes by for nothing.
    """
    _wait_for_a_turn()
    first = Schedule.objects.due().in_order().values_list("pk", "article_id").first()
    if first is None:
        return None
    pk, article_id = first
    article = Article.objects.select_for_update(of=("self",)).filter(pk=article_id).first()
    schedule = Schedule.objects.due().select_related("revision", "by").filter(pk=pk).first()
    if article is None or schedule is None:
        # Somebody else did it meanwhile.
        return 0
    try:
        article.keep(schedule)
    except Refusal as refusal:
        _put_aside(schedule, pk, str(refusal))
        return 0
    except OperationalError:
        # The database is busy or gone: that says nothing about the story.
        raise
    except Exception:
        # One story that cannot be published must not stop the others, nor the readers.
        log.exception("Story %s could not be published by its schedule", article_id)
        _put_aside(schedule, pk, _("It failed for a reason that the log of the server names."))
        return 0
    return 1


def _wait_for_a_turn():
    """Let one scheduler after another do something. On SQLite the transaction itself is the turn.

    Without it all six find the same plan, and five wait for its story to find it gone. No editor
    ever waits here: nothing else takes this lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _put_aside(schedule, pk, why):
    Schedule.objects.filter(pk=pk).update(refused_at=Now(), refusal=why)
    set_alarm()
    log.warning("Story %s was planned for %s: %s", schedule.article_id, schedule.at, why)
