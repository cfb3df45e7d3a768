"""Files that are whole or absent."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

DRAFTS = ".drafts"
DRAFT_LIFETIME_SECONDS = 3600


class SafeFileSystemStorage(FileSystemStorage):
    """Writes to a temporary name, flushes to disk, then renames.

    A reader never sees half a file, a full disk leaves nothing behind, and after a power cut the
    file is there complete or not at all. An existing file of the same name is replaced: names
    are made from content, so it holds the same bytes.
    """

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path = Path(safe_join(self.location, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        self.sweep_drafts()
        descriptor, draft = tempfile.mkstemp(dir=Path(self.location, DRAFTS))
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(self.file_permissions_mode or 0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def sweep_drafts(self):
        """Remove what a killed process left an hour ago or more; the folder is nearly empty."""
        drafts = Path(self.location, DRAFTS)
        drafts.mkdir(parents=True, exist_ok=True)
        for draft in drafts.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if draft.stat().st_mtime < time.time() - DRAFT_LIFETIME_SECONDS:
                    draft.unlink()
