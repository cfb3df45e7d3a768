from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles import bulk
from demo import edition, people, volume
from progress import Progress
from progress.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Print the demo newspaper, pictures included. Safe to repeat and to interrupt: only what "
        "is missing is added. A database that holds another newspaper is refused."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--articles",
            type=int,
            default=0,
            metavar="N",
            help="Add an archive of N more stories, spread over twenty years.",
        )

    def handle(self, *, articles, **options):
        try:
            added = edition.make(stream=self.stdout)
        except edition.NotOurs as refusal:
            raise CommandError(refusal) from None
        with stoppable(_("Interrupted. Run it again with the same number to go on.")):
            filled = self.fill(articles) if articles > 0 else 0
        self.report(added, filled)

    def fill(self, articles):
        numbers = volume.missing(articles)
        with Progress(_("Archive"), len(numbers), self.stdout) as progress:
            for written in volume.fill(numbers):
                progress.advance(written)
        # Also what an earlier run left out, had it been interrupted before this.
        spans = volume.unindexed()
        with Progress(_("Search index"), len(spans), self.stdout) as progress:
            for _span in volume.index(spans):
                progress.advance()
        if numbers:
            bulk.weigh()
        return len(numbers)

    def report(self, added, filled):
        if added:
            counts = {"stories": added.stories, "pictures": added.pictures}
            self.stdout.write(
                _("The demo newspaper is out: %(stories)d stories, %(pictures)d pictures.") % counts
            )
        if filled:
            self.stdout.write(_("Stories added to the archive: %(filled)d.") % {"filled": filled})
        if not added and not filled:
            self.stdout.write(_("The demo newspaper is complete; nothing was added."))
        if added.logins:
            self.stdout.write(
                _("Logins of the desk: %(logins)s; the password of each: %(password)s")
                % {"logins": ", ".join(people.LOGINS), "password": people.PASSWORD}
            )
