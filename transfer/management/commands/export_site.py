from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from transfer.exporting import export
from transfer.folder import Refused
from transfer.stopping import stoppable


class Command(BaseCommand):
    help = (
        "Write everything the paper has to a folder, in an open format (docs/export.md). The site "
        "goes on meanwhile. An earlier export in that folder is replaced once the new one is whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="Where the export goes.")
        parser.add_argument(
            "--with-presses",
            action="append_const",
            dest="options",
            const="presses",
            help="Each reaction that is remembered, too, not only the numbers.",
        )
        parser.add_argument(
            "--with-secrets",
            action="append_const",
            dest="options",
            const="secrets",
            help="Hashes of passwords and second factors, too. Keep such an export locked away.",
        )

    def handle(self, *, folder, options, **others):
        with stoppable(_("Interrupted; nothing was left behind.")):
            try:
                lost = export(folder, options=sorted(set(options or ())), stream=self.stdout)
            except Refused as refusal:
                raise CommandError(refusal) from None
        self.stdout.write(_("The site was exported to “%(folder)s”.") % {"folder": folder})
        if lost:
            for name in lost[:20]:
                self.stdout.write(_("The file is missing: %(name)s") % {"name": name})
            raise CommandError(
                _("%(number)d files are missing; all else is there.") % {"number": len(lost)},
                returncode=1,
            )
