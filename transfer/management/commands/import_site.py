from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.stopping import stoppable
from transfer.importing import load
from transfer.refusing import told_in_words


class Command(BaseCommand):
    help = (
        "Fill an empty site with what export_site wrote. All of the export is looked through "
        "first; then all of it comes, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="The folder of the export.")

    def handle(self, *, folder, **options):
        with stoppable(_("Interrupted; the site is still empty. Run it again.")), told_in_words():
            manifest = load(folder, stream=self.stdout)
        number = manifest["files"].get("stories.jsonl", {"lines": 0})["lines"]
        self.stdout.write(
            ngettext("%(number)d story was imported.", "%(number)d stories were imported.", number)
            % {"number": number}
        )
        if manifest["time_zone"] != settings.TIME_ZONE:
            self.stdout.write(
                _("The old site's clocks were those of %(zone)s: set TIME_ZONE, then run "
                  "rebuild_lists.") % {"zone": manifest["time_zone"]}
            )  # fmt: skip
        if "secrets" not in manifest["options"]:
            self.stdout.write(
                _("Nobody has a password yet: “manage.py changepassword LOGIN” gives one.")
            )
