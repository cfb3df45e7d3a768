from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article


class Command(BaseCommand):
    help = "Delete for good what has been in the trash for long. What readers ever saw stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=30,
            help="Keep what was thrown away less than DAYS days ago (default %(default)s).",
        )

    def handle(self, *, days, **options):
        term = timezone.now() - timedelta(days=days)
        number = 0
        for story in Article.objects.filter(trashed_at__lt=term, published_on=None).iterator():
            story.delete()
            number += 1
        said = ngettext("%(n)d story deleted.", "%(n)d stories deleted.", number)
        self.stdout.write(said % {"n": number})
