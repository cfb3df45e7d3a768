import signal
import threading

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reactions import folding, forgetting


class Command(BaseCommand):
    help = "Add waiting reactions to their numbers, and forget who pressed long ago."

    def add_arguments(self, parser):
        parser.add_argument(
            "--forever", action="store_true", help="Go on until SIGTERM, twice a second."
        )
        parser.add_argument(
            "--forget-after",
            type=int,
            default=forgetting.DAYS,
            metavar="DAYS",
            help="Forget who pressed more than DAYS days ago; 0: never (default %(default)s).",
        )

    def handle(self, *, forever, forget_after, **options):
        self.is_over = threading.Event()
        if not forever:
            self.work(forget_after)
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            # The batch at hand is finished, then the command ends.
            signal.signal(name, lambda *_: self.is_over.set())
        self.stdout.write(_("Adding up twice a second, until SIGTERM."))
        self.stdout.flush()
        while not self.is_over.wait(0.5):
            try:
                self.work(forget_after)
            except DatabaseError as error:
                self.stderr.write(_("The database does not answer: %(error)s") % {"error": error})
                connection.close()
                self.is_over.wait(5)

    def work(self, forget_after):
        if number := self.all_of(folding.fold, folding.BATCH):
            self.stdout.write(
                ngettext("%(n)d step added up.", "%(n)d steps added up.", number) % {"n": number}
            )
        if not forget_after:
            return
        number = self.all_of(lambda: forgetting.forget(days=forget_after), forgetting.BATCH)
        forgetting.forget_bursts(days=forget_after)
        if number:
            self.stdout.write(
                ngettext("%(n)d visitor forgotten.", "%(n)d visitors forgotten.", number)
                % {"n": number}
            )

    def all_of(self, work, batch):
        """Repeat `work` while it finds full batches; return how many it did in all."""
        total = 0
        while True:
            done = work()
            total += done
            if done < batch or self.is_over.is_set():
                return total
