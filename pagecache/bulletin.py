"""What changed, as this process last heard of it: one small question, whatever a page shows.

The clock's row and all stamps younger than the last question come back in one statement, so that
they are of one moment. Everything kept in the process is checked against that, without asking
again: remembered values, parts of pages, whole pages.
"""

import threading
import time
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connections, router
from django.db.models.functions import Now

from .models import Clock, Stamp
from .prepared import rows_of

#: Stamps that are worth fetching; after more than that everything kept is checked one by one.
NEWS = 5_000
#: Tags whose last change is held in memory.
TAGS = 50_000
BEFORE_ALL = -1
AFTER_ALL = 2**62
#: From where a process stands to where no clock comes. Between two bounds PostgreSQL expects
#: little, whatever they are, and keeps its plan; above one it expects a third of all stamps.
FAR = 2**61


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock as it stood at one moment. `now` goes up by one with every change.

    is_ringing: whether the hour of `pagecache.alarm` has come. is_private: read inside a
    transaction that has stamped something itself; nobody else may see what follows from it.
    at: seconds since 1970 by the clock of this machine, before it was asked for.
    """

    now: int
    era: int
    is_ringing: bool
    is_private: bool
    bulletin: "Bulletin"
    at: float

    def is_fresh(self, tags, since):
        """Tell whether none of `tags` changed after `since`, an earlier `now`.

        No query, unless `since` lies so far back that this process never heard what came next.
        """
        if self.is_private:
            return False
        return since >= self.now or self.bulletin.is_unchanged(tags, since)


class Heard(NamedTuple):
    """What a process has heard. All changes after `floor`, up to and with `seen`, are in `last`.

    Replaced as a whole, so that nobody reads the halves of two; `last` alone grows.
    """

    era: int | None
    floor: int
    seen: int
    last: dict[str, int]


NOTHING = Heard(None, AFTER_ALL, AFTER_ALL, {})


class Bulletin:
    """The last changes in one database, by tag."""

    def __init__(self, alias):
        self.alias = alias
        self._lock = threading.Lock()
        self._sql = None
        self._heard = NOTHING

    def forget(self):
        self._heard = NOTHING

    def look(self):
        """Return a `Reading` of this moment. One query; two when another thread began anew."""
        while True:
            connection = connections[self.alias]
            connection.ensure_connection()
            asked, at = self._heard, time.time()
            sql = self._sql or self._written(connection)
            rows = rows_of(connection, sql, (asked.seen, asked.seen + FAR))
            if not rows or rows[0][0] is not None:
                # An emptied database; `changed` writes the row again.
                return Reading(0, 0, False, True, self, at)
            _none, now, era, rings = rows[0]
            is_private = has_stamped(connection)
            if is_private or self._hear(now, era, asked, rows[1:]):
                return Reading(now, era, bool(rings), is_private, self, at)

    def _hear(self, now, era, asked, news):
        """Take in what came after `asked.seen`; False if that is not what is missing now."""
        if now == asked.seen and era == asked.era and not news:
            return True
        with self._lock:
            heard = self._heard
            if era != heard.era:
                if heard is not asked:
                    return False
                self._heard = Heard(era, now, now, {})
                return True
            if era != asked.era or asked.seen > heard.seen:
                # Somebody has begun anew meanwhile: what was asked leaves a gap.
                return False
            if len(news) == NEWS or len(heard.last) > TAGS:
                newest = max(now, heard.seen)
                self._heard = Heard(era, newest, newest, {})
                return True
            for tag, clock, _era, _rings in news:
                if clock > heard.last.get(tag, BEFORE_ALL):
                    heard.last[tag] = clock
            self._heard = heard._replace(seen=max(now, heard.seen))
            return True

    def is_unchanged(self, tags, since):
        heard = self._heard
        if since < heard.floor:
            found = Stamp.objects.using(self.alias).filter(tag__in=tags, clock__gt=since)
            return not found.exists()
        return all(heard.last.get(tag, BEFORE_ALL) <= since for tag in tags)

    def _written(self, connection):
        clock, stamp = (connection.ops.quote_name(model._meta.db_table) for model in (Clock, Stamp))
        now, _ = Clock.objects.all().query.get_compiler(connection=connection).compile(Now())
        self._sql = (
            f"SELECT NULL, now, era, CASE WHEN alarm <= {now} THEN 1 ELSE 0 END"  # noqa: S608
            f" FROM {clock} WHERE id = 1 UNION ALL SELECT * FROM"
            f" (SELECT tag, clock, 0, 0 FROM {stamp} WHERE clock > %s AND clock < %s"
            f" ORDER BY clock LIMIT {NEWS}) AS news"
        )
        return self._sql


_bulletins: dict[str, Bulletin] = {}


def look():
    """Return a `Reading` of the database that this request reads. One query."""
    alias = router.db_for_read(Clock)
    bulletin = _bulletins.get(alias)
    if bulletin is None:
        bulletin = _bulletins.setdefault(alias, Bulletin(alias))
    return bulletin.look()


def forget():
    """Let this process begin anew."""
    for bulletin in _bulletins.values():
        bulletin.forget()


def note_stamping(connection):
    """Remember that the transaction now open has stamped something itself."""
    connection.stamped_in = connection.atomic_blocks[0]


def has_stamped(connection):
    """Tell whether the transaction now open reads a clock that may never come to be."""
    if not connection.in_atomic_block:
        return False
    return getattr(connection, "stamped_in", None) is connection.atomic_blocks[0]
