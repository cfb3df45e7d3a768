"""An export looked through from the first line to the last, before anything is written."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from progress import Progress

from . import contents, files, lines, manifest, named, schema
from .exporting import FILES
from .folder import Refused
from .references import References

#: More of the same would not help whoever mends it.
MOST = 20


class Unfit(Refused):
    """An export that cannot be imported. `faults`: sentences, each with its file and line."""

    def __init__(self, faults):
        super().__init__("\n".join(faults))
        self.faults = faults


class Check:
    """One export on its way in. `run()` returns its manifest or raises `Refused`."""

    def __init__(self, folder, stream):
        self.folder, self.stream = Path(folder), stream
        self.faults = []

    def run(self):
        named.begin()
        self.manifest = manifest.read(self.folder, schema.checker("manifest"))
        self._check_languages()
        self.sheets = contents.sheets(self.manifest["options"])
        references = References(self.sheets)
        self._check_names()
        total = sum(facts["bytes"] for facts in self.manifest["files"].values())
        with Progress(_("Check"), total, self.stream) as self._progress:
            for sheet in self.sheets:
                if sheet.file in self.manifest["files"]:
                    self._check_sheet(sheet, references)
            self._check_files()
        if self.faults:
            raise Unfit(self.faults)
        return self.manifest

    def _check_languages(self):
        # Texts in the first language stand in columns, the others beside them.
        first, ours = self.manifest["languages"][0], settings.LANGUAGE_CODE
        if first != ours:
            raise Refused(
                _("The first language of this export is “%(first)s”, of this site “%(ours)s”. "
                  "Set LANGUAGES=%(languages)s and try again.")
                % {"first": first, "ours": ours, "languages": ",".join(self.manifest["languages"])}
            )  # fmt: skip

    def _check_names(self):
        known = {sheet.file for sheet in self.sheets} | {FILES}
        if strange := sorted(set(self.manifest["files"]) - known):
            raise Refused(
                _("This release does not know these files of the export: %(names)s. "
                  "Update this site first.") % {"names": ", ".join(strange)[:300]}
            )  # fmt: skip

    def _check_sheet(self, sheet, references):
        check, before = schema.checker(sheet.name), None
        for number, line in self._lines(sheet.file):
            try:
                found = lines.parsed(line)
                check(found)
                sheet.read(found)
            except ValidationError as error:
                self._fault(sheet.file, number, " ".join(error.messages))
                continue
            except ValueError as error:
                self._fault(sheet.file, number, said_of(error))
                continue
            key = tuple(found[name] for name in sheet.key)
            if before is not None and key <= before:
                self._fault(
                    sheet.file, number, _("Its key is not greater than that of the line before.")
                )
                continue
            before = key
            for column in references.note(sheet, number, found):
                self._fault(sheet.file, number, nowhere(column, found[column]))
        for number, column in references.at_the_end_of(sheet):
            self._fault(sheet.file, number, nowhere(column, None))

    def _check_files(self):
        if self.faults or FILES not in self.manifest["files"]:
            return
        check, wanted = schema.checker("files"), self._wanted_files()
        for number, line in self._lines(FILES):
            try:
                found = lines.parsed(line)
                check(found)
            except ValueError as error:
                self._fault(FILES, number, said_of(error))
                continue
            if found["name"] != (name := next(wanted, "")):
                self._fault(
                    FILES,
                    number,
                    _("“%(name)s” stands where “%(wanted)s” should.")
                    % {"name": found["name"], "wanted": name or "—"},
                )
                return
            if found["sha256"] is None:
                continue
            path = files.inside(self.folder, found["name"])
            if path is None or not path.is_file():
                self._fault(FILES, number, _("There is no file “%(name)s”.") % found)
            elif path.stat().st_size != found["bytes"]:
                self._fault(FILES, number, _("“%(name)s” has another size.") % found)

        if name := next(wanted, None):
            self._say(_("%(file)s says nothing of “%(name)s”.") % {"file": FILES, "name": name})

    def _wanted_files(self):
        """Yield the name of each file that the sheets name, as they have been found to be right."""
        for sheet, field in files.kept(self.sheets):
            if sheet.file in self.manifest["files"]:
                rows = (lines.parsed(line) for _n, line in lines.read(self.folder / sheet.file))
                yield from (name for name, _stored in files.names(sheet, field, rows))

    def _lines(self, name):
        """Yield `(number, bytes)` of the file; at its end compare it with the manifest."""
        digest, number, size = hashlib.sha256(), 0, 0
        path = self.folder / name
        if not path.is_file():
            self._say(_("There is no file “%(name)s”.") % {"name": name})
            return
        for number, line in lines.read(path):
            digest.update(line)
            size += len(line)
            yield number, line
            self._progress.advance(len(line))
        told = self.manifest["files"][name]
        if (number, size, digest.hexdigest()) != (told["lines"], told["bytes"], told["sha256"]):
            self._say(
                _("%(name)s is not what the manifest says: %(lines)d lines, %(bytes)d bytes "
                  "there, %(found)d and %(size)d found.")
                % {"name": name, "lines": told["lines"], "bytes": told["bytes"],
                   "found": number, "size": size}
            )  # fmt: skip

    def _fault(self, name, number, sentence):
        where = {"name": name, "number": number, "sentence": sentence}
        self._say(_("%(name)s, line %(number)d: %(sentence)s") % where)

    def _say(self, fault):
        self.faults.append(fault)
        if len(self.faults) == MOST:
            raise Unfit([*self.faults, _("No more was looked at.")])


def nowhere(column, key):
    if key is None:
        return _("“%(column)s” points to a line that is not there.") % {"column": column}
    return _("“%(column)s” points to %(key)s, which is not there.") % {
        "column": column,
        "key": key,
    }


def said_of(error):
    """Return the sentence for what `lines.parsed` or a schema found wrong."""
    if isinstance(error, lines.Unreadable):
        return str(error)
    rule = getattr(error, "rule", None)
    if rule is None:
        return _("There is no such day, hour or number: %(reason)s.") % {"reason": str(error)[:200]}
    place = ".".join(str(part) for part in error.path[1:]) or "—"
    if rule == "required":
        given = error.value if isinstance(error.value, dict) else {}
        names = [name for name in error.rule_definition if name not in given]
        return _("“%(names)s” is missing.") % {"names": ", ".join(names)}
    if rule == "additionalProperties":
        known = error.definition.get("properties", {})
        names = [str(name) for name in error.value if name not in known]
        return _("“%(names)s” is not known to this release.") % {"names": ", ".join(names)[:200]}
    return _("“%(place)s” is not as the format wants it (%(rule)s).") % {
        "place": place,
        "rule": f"{rule}: {str(error.rule_definition)[:100]}",
    }
