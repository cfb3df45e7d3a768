import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reactions import recounting


class Command(BaseCommand):
    help = "Make every number of reactions what the reactions themselves say."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only compare; print every difference and exit with 1 if there is any.",
        )

    def handle(self, *, check, **options):
        found = recounting.differences() if check else recounting.recount()
        for difference in found:
            self.stdout.write(
                _("Story %(story)d, %(emoji)s: %(shown)d stands there, %(true)d is true.")
                % {
                    "story": difference.article_id,
                    "emoji": difference.emoji,
                    "shown": difference.shown,
                    "true": difference.true,
                }
            )
        if not found:
            self.stdout.write(_("Every number is right."))
        elif check:
            sys.exit(1)
        else:
            self.stdout.write(
                ngettext("%(n)d number corrected.", "%(n)d numbers corrected.", len(found))
                % {"n": len(found)}
            )
