from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Schedule
from pagecache.alarm import database_now


class Command(BaseCommand):
    help = "Exit with 1 if something planned did not happen at its hour."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds",
            type=int,
            default=60,
            help="How late is late (default %(default)s).",
        )

    def handle(self, *, seconds, **options):
        now = database_now()
        late = Schedule.objects.late(now - timedelta(seconds=seconds)).in_order()
        late = list(late.select_related("article"))
        for plan in late:
            said = _("%(plan)s, planned for %(at)s, %(minutes)d minutes late. %(why)s") % {
                "plan": plan,
                "at": date_format(localtime(plan.at), "SHORT_DATETIME_FORMAT"),
                "minutes": (now - plan.at).total_seconds() // 60,
                "why": plan.refusal,
            }
            self.stdout.write(said.strip())
        if late:
            raise CommandError(_("%(n)d plans are late.") % {"n": len(late)}, returncode=1)
        self.stdout.write(_("Everything planned has happened."))
