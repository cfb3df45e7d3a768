import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.clocks import CLOCKS
from articles.due import keep_schedules

#: Seconds between two looks; readers who come look themselves.
PAUSE = 5


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
        while not is_over.is_set():
            try:
                if why := CLOCKS.distrust():
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
