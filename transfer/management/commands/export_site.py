from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from progress.stopping import stoppable
from transfer.exporting import export
from transfer.refusing import told_in_words
from transfer.static import copy
from transfer.wxr import write as write_wxr


class Command(BaseCommand):
    help = (
        "Write everything the paper has to a folder, in an open format (docs/export.md). The site "
        "goes on meanwhile. An earlier export in that folder is replaced once the new one is whole."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", type=Path, nargs="?", metavar="DIR", help="Where the export goes."
        )
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
        parser.add_argument(
            "--wxr", type=Path, metavar="FILE", help="Stories and pages as WordPress reads them."
        )
        parser.add_argument(
            "--uploads",
            type=Path,
            metavar="DIR",
            help="With --wxr: a folder for the originals, to become wp-content/uploads.",
        )

        parser.add_argument(
            "--static",
            type=Path,
            metavar="DIR",
            help="The public site as files that any web server sends.",
        )

    def handle(self, *, folder, options, wxr, uploads, static, **others):
        if not (folder or wxr or static):
            raise CommandError(_("Say where to: a folder, --wxr FILE or --static DIR."))
        if uploads and not wxr:
            raise CommandError(_("--uploads belongs to --wxr."))
        lost = []
        with stoppable(_("Interrupted; nothing was left behind.")), told_in_words():
            if folder:
                lost += export(folder, options=sorted(set(options or ())), stream=self.stdout)
                self._say(folder)
            if wxr:
                lost += write_wxr(wxr, uploads=uploads, stream=self.stdout)
                self._say(wxr)
            if static:
                lost += copy(static, stream=self.stdout)
                self._say(static)
        if lost:
            for name in lost[:20]:
                self.stdout.write(_("The file is missing: %(name)s") % {"name": name})
            raise CommandError(
                _("%(number)d files are missing; all else is there.") % {"number": len(lost)},
                returncode=1,
            )

    def _say(self, place):
        self.stdout.write(_("The site was exported to “%(folder)s”.") % {"folder": place})
