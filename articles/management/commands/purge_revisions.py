from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Revision

BATCH = 1000


class Command(BaseCommand):
    help = (
        "Delete old revisions. Kept for ever: the newest, the live, the scheduled, "
        "whatever readers ever saw, and what somebody is typing over."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=90,
            help="Keep all that are younger than DAYS days (default %(default)s).",
        )
        parser.add_argument("--dry-run", action="store_true", help="Only count.")

    def handle(self, *, days, dry_run, **options):
        old = Revision.objects.deletable(timezone.now() - timedelta(days=days))
        if dry_run:
            number = old.count()
            said = ngettext("%(n)d revision would go.", "%(n)d revisions would go.", number)
        else:
            number = self.delete(old)
            said = ngettext("%(n)d revision deleted.", "%(n)d revisions deleted.", number)
        self.stdout.write(said % {"n": number})

    def delete(self, old):
        """Delete in batches, so that it can be interrupted; return how many went."""
        done = 0
        while batch := list(old.values_list("pk", flat=True)[:BATCH]):
            done += Revision.objects.filter(pk__in=batch).delete()[0]
        return done
