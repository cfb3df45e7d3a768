"""Rebuild the search index from the stories, or only compare."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from progress import Progress
from progress.stopping import stoppable
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
        with stoppable(_("Interrupted; run it again to go on.")):
            found = list(self._walk(rebuilding.differing if check else rebuilding.rebuild))
        if not check:
            self.stdout.write(f"{sum(found)} stories are in the index")
            return
        differing = [pk for chunk in found for pk in chunk]
        for pk in differing[:20]:
            self.stdout.write(f"story {pk}: the index says something else")
        if differing:
            raise CommandError(f"{len(differing)} differences; run rebuild_search", returncode=1)
        self.stdout.write("index and stories agree")

    def _walk(self, step):
        chunks = list(rebuilding.chunks())
        with Progress(_("Search index"), len(chunks), self.stdout) as progress:
            for chunk in chunks:
                yield step(*chunk)
                progress.advance()
