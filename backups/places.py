"""Where backups lie: in a folder of this machine, or in a bucket.

Both know the same words: `begin(name)` gives a draft to write to, read back and `finish`;
`names()`, `open(name)` and `remove(name)` are about what is finished.
"""

import datetime
import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .archive import is_backup
from .drafts import Draft, flush_folder, sweep
from .refusals import Refusal

BUCKET = "s3:"
#: Enough of a file to tell whether it is one of ours.
HEAD = 1024


class Kept(NamedTuple):
    """A finished file. at: aware UTC, when it was finished."""

    name: str
    size: int
    at: datetime.datetime


class Folder:
    """A folder of this machine."""

    def __init__(self, path):
        self.path = Path(path)

    def __str__(self):
        return str(self.path)

    def where(self, name):
        return str(self.path / name)

    def names(self):
        """Return every `Kept` file."""
        return [
            Kept(entry.name, self.size(entry.name), self.finished_at(entry.name))
            for entry in os.scandir(self.path)
            if entry.is_file() and not entry.name.startswith(".")
        ]

    def has(self, name):
        return (self.path / name).exists()

    def head(self, name):
        with (self.path / name).open("rb") as file:
            return file.read(HEAD)

    def open(self, name):
        return (self.path / name).open("rb", buffering=2**20)

    def size(self, name):
        return (self.path / name).stat().st_size

    def finished_at(self, name):
        return datetime.datetime.fromtimestamp((self.path / name).stat().st_mtime, datetime.UTC)

    def remove(self, name):
        (self.path / name).unlink(missing_ok=True)

    def sweep(self):
        sweep(self.path)

    def begin(self, name):
        return FolderDraft(self.path / name)


class FolderDraft(Draft):
    """A backup that is not finished yet. `write` adds to it."""

    def __init__(self, path):
        super().__init__(path)
        self._path = path
        self.write = self.file.write

    def reopened(self):
        """Return the draft, open for reading: from the disk, not from what was just written."""
        self.flush()
        os.posix_fadvise(self.file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return self.path.open("rb", buffering=2**20)

    @property
    def size(self):
        return self.path.stat().st_size

    def publish(self, former=None):
        """Let the draft be the backup; the one it replaces stays under the name `former`."""
        if former and self._path.exists():
            aside = self._path.with_name(former)
            aside.unlink(missing_ok=True)
            try:
                aside.hardlink_to(self._path)
            except OSError:
                # A file system without links: for a moment there is only the one with a date.
                self._path.rename(aside)
            flush_folder(self._path.parent)
        self.finish(self._path)


class Place(NamedTuple):
    """Where a backup is to lie. name: None in a folder, where each gets a name with its moment."""

    shelf: object
    name: str | None

    def __str__(self):
        return self.shelf.where(self.name or "")


def place_of(text):
    """Return the `Place` that FILE on a command line stands for; raises `Refusal`.

    A folder, or what ends with a slash, holds one backup beside the other; “s3:” is the bucket.
    """
    if text.startswith(BUCKET):
        if not settings.BACKUPS["bucket"]:
            raise Refusal(
                _("No bucket is configured for backups: set S3_BACKUP_BUCKET, or name a file.")
            )
        folder, _slash, name = text.removeprefix(BUCKET).rpartition("/")
        try:
            shelf = import_string("backups.bucket.Bucket")(folder)
        except ImportError:
            raise Refusal(_("Install the extra “s3”: pip install '.[s3]'.")) from None
        return Place(shelf, name or None)
    path = Path(text)
    if path.is_dir() or text.endswith("/"):
        return Place(_folder(path), None)
    return Place(_folder(path.parent), path.name)


def _folder(path):
    if not path.is_dir():
        raise Refusal(_("There is no folder %(path)s. Make it first.") % {"path": path})
    return Folder(path)


def refuse_to_overwrite(place):
    """Raise `Refusal` if what is called so is there and no backup."""
    if not place.name or not place.shelf.has(place.name):
        return
    if not is_backup(place.shelf.head(place.name)):
        raise Refusal(
            _("%(place)s is there and is no backup. Choose another name.") % {"place": place}
        )
