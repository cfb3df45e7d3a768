"""Rebuild the search index from the stories, or only compare."""

import signal

from django.core.management.base import BaseCommand, CommandError

from search import rebuilding


class Command(BaseCommand):
    help = (
        "Make the search index anew from the stories. Readers search on meanwhile; it may be "
        "interrupted and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Only compare index and stories; 1 if they differ."
        )

    def handle(self, *, check, **options):
        self._is_stopped = False
        before = signal.signal(signal.SIGTERM, self._stop)
        try:
            found = list(self._walk(rebuilding.differing if check else rebuilding.rebuild))
        finally:
            signal.signal(signal.SIGTERM, before)
        if not check:
            self.stdout.write(f"{sum(found)} stories are in the index")
            return
        differing = [pk for chunk in found for pk in chunk]
        for pk in differing[:20]:
            self.stdout.write(f"story {pk}: the index says something else")
        if differing:
            raise CommandError(f"{len(differing)} differences; run rebuild_search", returncode=1)
        self.stdout.write("index and stories agree")

    def _stop(self, *args):
        self._is_stopped = True

    def _walk(self, step):
        chunks = list(rebuilding.chunks())
        for number, (first, last) in enumerate(chunks, 1):
            if self._is_stopped:
                raise CommandError("Interrupted; run it again to go on.", returncode=130)
            yield step(first, last)
            self._say(number, len(chunks))

    def _say(self, number, total):
        """Show how far it is: a bar for whoever watches, a line for every tenth part in a log."""
        if self.stdout.isatty():
            full = 40 * number // total
            bar = f"\r[{'█' * full}{'·' * (40 - full)}] {100 * number // total} %"
            self.stdout.write(bar, ending="\n" if number == total else "")
            self.stdout.flush()
        elif number * 10 // total > (number - 1) * 10 // total:
            self.stdout.write(f"{100 * number // total} %")
