"""A folder into the site: looked through, then all of it in one transaction."""

from pathlib import Path

from django.db import DataError, Error, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from pagecache.models import Clock
from progress import Progress
from reactions.models import Emoji
from reactions.recounting import differences

from . import contents, files, lines, rebuilding
from .checking import Check
from .exporting import FILES
from .folder import Refused
from .sheets import in_chunks

#: What a new site has before anybody wrote anything.
BEGUN = {"auth.Group", "reactions.Emoji", "reactions.Tally"}


def load(folder, *, stream):
    """Fill the empty site with the export `folder`; return the manifest.

    Files come first, under the names of their content: interrupted there, it goes on where it
    stopped. Then all rows and what follows from them in one transaction: all or nothing.
    Raises `folder.Refused`, and nothing was written but files that no row names.
    """
    folder = Path(folder)
    must_be_empty()
    check = Check(folder, stream)
    found = check.run()
    _bring_files(folder, check.sheets, stream)
    with transaction.atomic():
        _lock()
        must_be_empty()
        Emoji.objects.all().delete()
        total = sum(facts["lines"] for facts in found["files"].values())
        with Progress(_("Import"), total, stream) as progress:
            for sheet in check.sheets:
                if sheet.file in found["files"]:
                    _insert(sheet, folder / sheet.file, progress)
        if "presses" in found["options"] and (wrong := differences()):
            raise Refused(
                _("reactions.jsonl and presses.jsonl differ at story %(story)s.")
                % {"story": wrong[0].article_id}
            )
        rebuilding.rebuild([sheet.model for sheet in check.sheets], stream)
    return found


def must_be_empty():
    """Raise `Refused` if anybody wrote anything here."""
    for sheet in contents.SHEETS:
        if sheet.table not in BEGUN and sheet.model._base_manager.exists():
            raise Refused(
                _("This site is not empty: it has rows of “%(what)s”. An export is imported into "
                  "a new database, after “migrate” and before anything else.")
                % {"what": sheet.model._meta.verbose_name_plural}
            )  # fmt: skip


def _lock():
    """Let one at a time import; and nobody publish meanwhile."""
    Clock.objects.get_or_create(pk=1)
    Clock.objects.select_for_update().get(pk=1)


def _bring_files(folder, sheets, stream):
    """Copy the files of the export to where the site keeps its own, each compared with its sum."""
    fields = {sheet.name: field for sheet, field in files.kept(sheets)}
    path = folder / FILES
    if not path.exists():
        return
    total = sum(1 for _line in lines.read(path))
    with Progress(_("Files"), total, stream) as progress:
        for number, line in lines.read(path):
            told = lines.parsed(line)
            _folder, sheet, name = told["name"].split("/", 2)
            if told["sha256"] is not None and sheet in fields:
                source = files.inside(folder, told["name"])
                if files.digest_of(source) != (told["bytes"], told["sha256"]):
                    raise Refused(
                        _("%(name)s, line %(number)d: %(sentence)s")
                        % {
                            "name": FILES,
                            "number": number,
                            "sentence": _("“%(name)s” is damaged: its SHA-256 differs.") % told,
                        }
                    )
                files.put(fields[sheet].storage, name, source)
            progress.advance()


def _insert(sheet, path, progress):
    for chunk in in_chunks(lines.read(path)):
        try:
            with transaction.atomic():
                sheet.insert([lines.parsed(line) for _number, line in chunk])
        except (IntegrityError, DataError):
            _insert_one_by_one(sheet, chunk)
        progress.advance(len(chunk))
    sheet.reset()
    if connection.vendor == "postgresql":
        # What waits for the end of the transaction is held in memory, row by row.
        connection.check_constraints()


def _insert_one_by_one(sheet, chunk):
    """Find the line that the database refuses, and say so."""
    for number, line in chunk:
        try:
            with transaction.atomic():
                sheet.insert([lines.parsed(line)])
        except Error as error:
            raise Refused(
                _("%(name)s, line %(number)d: the database refuses it: %(reason)s")
                % {"name": sheet.file, "number": number, "reason": str(error).strip()}
            ) from error
