"""The site into a folder: every sheet in one moment of the database, then the files."""

from pathlib import Path

from django.utils.translation import gettext as _

from progress import Progress

from . import contents, files, lines, manifest, named
from .folder import appearing
from .snapshot import snapshot

FILES = "files.jsonl"


def export(folder, *, options=(), stream):
    """Write the whole site to the new folder `folder`; return the names of files that are lost.

    options: of `contents.OPTIONS`. stream: where to say how far it is. Two exports of a site that
    did not change are the same, byte for byte. Raises `folder.Refused`.
    """
    with appearing(folder, is_ours=manifest.is_export) as draft:
        sheets = contents.sheets(options)
        written = _write_sheets(draft, sheets, options, stream)
        lost = []
        written[FILES] = lines.write(draft / FILES, _take_files(draft, sheets, stream, lost))
        manifest.write(draft, written, options)
        return lost


def _write_sheets(draft, sheets, options, stream):
    with snapshot():
        named.begin()
        total = sum(sheet.count() for sheet in sheets)
        with Progress(_("Export"), total, stream) as progress:
            return {
                sheet.file: lines.write(
                    draft / sheet.file, sheet.rows(options), each=progress.advance
                )
                for sheet in sheets
            }


def _take_files(draft, sheets, stream, lost):
    """Copy what the sheets name, yielding the lines of `FILES`.

    The database's moment is over by now, so that nobody has to keep it while gigabytes are
    copied. Originals never change; one whose picture was deleted meanwhile counts as lost.
    """
    for sheet, field in files.kept(sheets):
        path = Path(draft, sheet.file)
        total = sum(1 for _line in lines.read(path))
        rows = (lines.parsed(line) for _number, line in lines.read(path))
        with Progress(_("Files"), total, stream) as progress:
            for name, stored in files.names(sheet, field, rows):
                try:
                    size, digest = files.take(field.storage, stored, draft / name)
                except FileNotFoundError:
                    (draft / name).unlink(missing_ok=True)
                    lost.append(name)
                    size, digest = None, None
                yield {"name": name, "bytes": size, "sha256": digest}
                progress.advance()
