"""Whether the clocks can be trusted, asked before anything happens by itself."""

import logging
import time

from django.utils import timezone
from django.utils.translation import gettext as _

from pagecache.alarm import database_now

log = logging.getLogger(__name__)

#: Seconds by which a clock may move by itself before it is not trusted.
JUMP = 60
#: Seconds by which the database's clock may differ from this machine's.
SKEW = 5
#: The steady clock that goes on while a machine sleeps, where there is one.
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clocks:
    """Compares the clocks of this machine with one another and with the database's."""

    def __init__(self):
        self.forget()

    def forget(self):
        """Begin anew: what the clock says now is right."""
        self._seen = (time.time(), steady())
        self._trusted_from = self._silent_until = self._seen[1]

    def distrust(self):
        """Return why nothing should be published now, "" if all clocks agree. One query at most.

        After a jump nothing is done for a minute: somebody may be setting the clock right. The
        log hears of it once a minute, however many ask.
        """
        wall, now = time.time(), steady()
        why = self._what_is_wrong(wall, now)
        if why and now >= self._silent_until:
            self._silent_until = now + JUMP
            log.warning("What is due is not done: %s", why)
        return why

    def _what_is_wrong(self, wall, now):
        jump = (wall - self._seen[0]) - (now - self._seen[1])
        # In this order: of two threads that look at once, both see the jump or its minute.
        if abs(jump) > JUMP:
            self._trusted_from = now + JUMP
        self._seen = (wall, now)
        if now < self._trusted_from:
            return _("The clock of this machine jumped. Waiting a minute.")
        if abs(skew := seconds_ahead()) > SKEW:
            return _(
                "The clocks of the database and of this machine differ by %(seconds)d seconds."
            ) % {"seconds": abs(skew)}
        return ""


def steady():
    return time.clock_gettime(STEADY)


def seconds_ahead():
    """Return by how many seconds the database's clock is ahead of this machine's. One query."""
    before = timezone.now()
    return (database_now() - before).total_seconds()


#: Those of this process: since it began it has looked at them whenever something was due.
CLOCKS = Clocks()
