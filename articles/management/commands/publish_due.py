import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.due import keep_schedules
from pagecache.alarm import database_now

#: Seconds between two looks; readers who come look themselves.
PAUSE = 5
#: Seconds by which a clock may move by itself before it is not trusted.
JUMP = 60
#: Seconds by which the database's clock may differ from this machine's.
SKEW = 5


class Command(BaseCommand):
    help = "Publish and withdraw what is planned and due. Readers' requests do the same."

    def add_arguments(self, parser):
        parser.add_argument(
            "--forever", action="store_true", help="Go on until SIGTERM, every five seconds."
        )

    def handle(self, *, forever, **options):
        if not forever:
            self.work()
            return
        is_over = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            # The story at hand is finished, then the command ends.
            signal.signal(name, lambda *_: is_over.set())
        self.stdout.write(_("Looking every five seconds, until SIGTERM."))
        self.stdout.flush()
        clocks = Clocks()
        while not is_over.is_set():
            try:
                if why := clocks.distrust():
                    self.stderr.write(why)
                else:
                    self.work()
            except DatabaseError as error:
                self.stderr.write(_("The database does not answer: %(error)s") % {"error": error})
                connection.close()
            is_over.wait(PAUSE)

    def work(self):
        if number := keep_schedules():
            said = ngettext("%(n)d plan carried out.", "%(n)d plans carried out.", number)
            self.stdout.write(said % {"n": number})
            self.stdout.flush()


class Clocks:
    """Compares the clocks of this machine with one another and with the database's."""

    def __init__(self):
        self._seen = (time.time(), time.monotonic())
        self._trusted_from = 0.0

    def distrust(self):
        """Return why nothing should be published now, "" if all clocks agree.

        After a jump nothing is done for a minute: somebody may be setting the clock right.
        """
        wall, steady = time.time(), time.monotonic()
        jump = (wall - self._seen[0]) - (steady - self._seen[1])
        self._seen = (wall, steady)
        if abs(jump) > JUMP:
            self._trusted_from = steady + JUMP
        if steady < self._trusted_from:
            return _("The clock of this machine jumped. Waiting a minute.")
        skew = abs((database_now() - timezone.now()).total_seconds())
        if skew > SKEW:
            return _(
                "The clocks of the database and of this machine differ by %(seconds)d seconds."
            ) % {"seconds": skew}
        return ""
