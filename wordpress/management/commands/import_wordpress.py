"""Let a WordPress site move in."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multilingual.troubles import is_of_the_database, reason, told
from progress import Progress
from progress.stopping import stoppable
from wordpress import people
from wordpress.front import NoSuchCategory
from wordpress.hands import usual_number
from wordpress.importer import Import
from wordpress.only import AtWork, alone
from wordpress.outcome import Outcome
from wordpress.wishes import Wishes
from wordpress.wxr import NotWXR

TITLES = {
    "read": gettext_lazy("Reading, MB"), "pictures": gettext_lazy("Pictures"),
    "stories": gettext_lazy("Stories"), "pages": gettext_lazy("Pages"),
}  # fmt: skip


class Command(BaseCommand):
    help = (
        "Let a WordPress site move in from its export (WXR), with pictures and old addresses. "
        "Nothing is published unless --publish is said. Safe to interrupt and to repeat: what is "
        "here already is left, what changed there since and was not touched here follows. Exits "
        "with 1 if anything that readers saw there is missing here."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add(
            "files",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="The export, plain or gzipped; several files of one site are one export.",
        )
        add(
            "--publish",
            action="store_true",
            help="Publish what was public there and has a date that is past.",
        )
        add("--dry-run", action="store_true", help="Write nothing, report the same.")
        add("--uploads", type=Path, metavar="DIR", help="A copy of wp-content/uploads.")
        add(
            "--no-fetch",
            action="store_true",
            help="Do not fetch pictures over the network that are not among the uploads.",
        )
        add(
            "--authors",
            type=Path,
            metavar="CSV",
            help="Renames and merges authors: login, name, same_as, address.",
        )
        add(
            "--front-page-category",
            action="append",
            default=[],
            metavar="CATEGORY",
            help="A category, by name or slug, that is a place on the front page: its stories "
            "become important.",
        )
        add(
            "--reactions",
            action="append",
            default=[],
            metavar="KEY=EMOJI",
            help="A key of a post's meta in which a plugin kept how many pressed, and the emoji.",
        )
        add(
            "--post-type",
            action="append",
            default=[],
            metavar="NAME",
            help="A kind of post of a plugin whose posts are stories.",
        )
        add("--language", help="The edition; default: the export's, if the paper has it.")
        add(
            "--category-base",
            default="category",
            metavar="WORD",
            help="What addresses of categories began with.",
        )
        add("--tag-base", default="tag", metavar="WORD", help="What addresses of tags began with.")
        add("--processes", type=int, metavar="N",
            help="How many are at work; default: one for each core, 4 at most.")  # fmt: skip
        add("--report", type=Path, metavar="DIR", help="Where the report goes; default: in var/.")
        add("--no-renditions", action="store_true",
            help="Do not begin to make the pictures' sizes afterwards.")  # fmt: skip

    def handle(self, *, files, report, no_renditions, processes, **options):
        wishes = self._wishes(options)
        for path in files:
            if not path.is_file():
                raise CommandError(_("There is no file %s.") % path)
        folder = report or self._usual_folder()
        try:
            interrupted = _("Interrupted. What was brought in is whole; run it again to go on.")
            workplace = tempfile.TemporaryDirectory(prefix="import-")
            with stoppable(interrupted), alone(), workplace as place:
                run = Import(wishes, Path(place), self._progress, processes or usual_number())
                run.read(files)
                run.write()
                outcome = Outcome(run)
                page = self._written(outcome, folder)
                self._say(outcome, page)
                added = run.pictures_added
                run.ledger.close()
        except AtWork:
            raise CommandError(
                _("Another import is at work in this database. Wait until it is done.")
            ) from None
        except NotWXR as fault:
            raise CommandError(self._said(fault)) from None
        except NoSuchCategory as wrong:
            raise CommandError(self._no_category(wrong)) from None
        except sqlite3.Error as error:
            raise CommandError(
                _("The folder for temporary files cannot be used (%(error)s). It needs as much "
                  "room as the export; TMPDIR names another one.") % {"error": reason(error)}
            ) from None  # fmt: skip
        except DatabaseError as error:
            if not is_of_the_database(error):
                raise
            raise CommandError(
                _("The database says: %(why)s") % {"why": reason(error)} + ". "
                + _("What was brought in is whole; run it again to go on.")
            ) from error  # fmt: skip
        if added and not no_renditions and not wishes.is_rehearsal:
            self._make_renditions(folder)
        if outcome.losses:
            sys.exit(1)

    def _wishes(self, options):
        if options["language"] not in (None, *dict(settings.LANGUAGES)):
            raise CommandError(
                _("The paper has no edition “%(code)s”; it has: %(codes)s.")
                % {"code": options["language"], "codes": ", ".join(dict(settings.LANGUAGES))}
            )
        uploads = options["uploads"]
        if uploads and not uploads.is_dir():
            raise CommandError(_("There is no folder %s.") % uploads)
        try:
            named = people.read_csv(options["authors"]) if options["authors"] else {}
        except people.BadList as fault:
            raise CommandError(fault) from None
        reactions = {}
        for pair in options["reactions"]:
            key, sign, emoji = pair.rpartition("=")
            if not (key and sign and emoji):
                raise CommandError(_("--reactions takes KEY=EMOJI, for example _likes=❤️."))
            reactions[key] = emoji
        return Wishes(
            publish=options["publish"],
            is_rehearsal=options["dry_run"],
            uploads=uploads,
            fetch=not options["no_fetch"],
            people=named,
            front_categories=frozenset(options["front_page_category"]),
            reactions=reactions,
            post_types=frozenset(options["post_type"]),
            language=options["language"],
            category_base=options["category_base"].strip("/"),
            tag_base=options["tag_base"].strip("/"),
        )

    def _usual_folder(self):
        hour = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
        return settings.VAR_DIR / "imports" / hour

    def _progress(self, name, total):
        return Progress(str(TITLES[name]), total, self.stdout)

    def _written(self, outcome, folder):
        try:
            return outcome.write(folder)
        except OSError as error:
            self.stderr.write(_("The report could not be written: %s") % told(error))
            return None

    def _say(self, outcome, page):
        for line in outcome.lines():
            self.stdout.write(line)
        if page:
            self.stdout.write(_("The whole report: %s") % page)

    def _said(self, fault):
        """Return the sentence about a file that is no export."""
        where = ""
        if fault.line:
            place = {"line": fault.line, "column": fault.column}
            where = _(" (line %(line)s, column %(column)s)") % place
        name = f"{fault.name}: " if getattr(fault, "name", "") else ""
        return f"{name}{fault.reason.said(_)}{where} " + _("Nothing was changed.")

    def _no_category(self, wrong):
        names = ", ".join(wrong.there) or "—"
        said = _("The export has no category “%(name)s”. It has: %(names)s.")
        return said % {"name": wrong.wished, "names": names} + " " + _("Nothing was changed.")

    def _make_renditions(self, folder):
        """Begin to make the pictures' sizes; this command does not wait for it."""
        log = folder / "renditions.log"
        try:
            with log.open("ab") as file:
                process = subprocess.Popen(  # noqa: S603 - our own command
                    [sys.executable, sys.argv[0], "make_renditions"],
                    stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True,
                )  # fmt: skip
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
        except OSError as error:
            self.stderr.write(_("The pictures' sizes are not being made (%s).") % told(error))
            self.stdout.write(_("Run make_renditions."))
            return
        self.stdout.write(
            _("The pictures' sizes are made in the background; how far it is: %s") % log
        )
