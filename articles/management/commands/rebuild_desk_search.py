"""Make what the desk finds stories by anew from the stories, or only compare."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.finding import rebuilding
from progress import Progress
from progress.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Make the index of the desk's search anew from the stories, drafts included. The desk "
        "searches on meanwhile; it may be interrupted and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Only compare index and stories; 1 if they differ."
        )

    def handle(self, *, check, **options):
        wrong = 0
        with stoppable(_("Interrupted; run it again to go on.")):
            spans = rebuilding.spans()
            with Progress(_("Desk's index"), len(spans), self.stdout) as progress:
                for span in spans:
                    if check:
                        wrong += self._said(rebuilding.differing(*span), wrong)
                    else:
                        wrong += rebuilding.rebuild(*span)
                    progress.advance()
        if check and wrong:
            said = _("%(n)d stories differ; run rebuild_desk_search") % {"n": wrong}
            raise CommandError(said, returncode=1)
        self.stdout.write(
            _("Entered anew: %(n)d") % {"n": wrong} if wrong else _("Index and stories agree.")
        )

    def _said(self, differing, before):
        """Name the first twenty; return how many there are."""
        for pk in differing[: max(0, 20 - before)]:
            self.stdout.write(_("story %(n)d: the index says something else") % {"n": pk})
        return len(differing)
