"""Make the lists of stories and their numbers anew from the stories, or only compare."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.models import Article, Listing, Output, newest_of
from articles.models.listing import list_tag
from pagecache.tags import changed
from progress import Progress
from progress.stopping import stoppable

CHUNK = 1000


class Command(BaseCommand):
    help = (
        "Make what stands in rubrics, under authors and tags, and how many stories each month and "
        "day has, anew from the stories. It may be interrupted and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Only compare lists and stories; 1 if they differ."
        )

    def handle(self, *, check, **options):
        with stoppable(_("Interrupted; run it again to go on.")):
            wrong, counted = self._walk(check)
        for kind, what in (("lines of lists", wrong), ("numbers of stories", len(counted))):
            self.stdout.write(f"{kind}: {what} differ" if what else f"{kind}: right")
        if check and (wrong or counted):
            raise CommandError("Lists and stories differ; run rebuild_lists", returncode=1)

    def _walk(self, check):
        """Compare everything, and unless it is a check mend it; return what differed."""
        last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
        wrong = 0
        with Progress("Lists", last, self.stdout) as progress:
            for first in range(0, last + 1, CHUNK):
                stories = Article.objects.filter(pk__gte=first, pk__lt=first + CHUNK)
                with transaction.atomic():
                    found = Listing.objects.differing(stories)
                    if found and not check:
                        moved = Listing.objects.rebuild(stories.select_for_update(of=("self",)))
                        changed(*{list_tag(*place[:3]) for place in moved})
                wrong += len(found)
                progress.advance(min(CHUNK, last - first))
        counted = Output.objects.differing()
        if counted and not check:
            with transaction.atomic():
                Output.objects.rebuild()
                changed(*(newest_of(code) for code, _name in settings.LANGUAGES), "rubrics")
        return wrong, counted
