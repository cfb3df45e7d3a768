"""The old site's folder of uploads, copied here: a file by the address it had. Sees no database."""

import unicodedata
from pathlib import Path

from .paths import in_uploads, path_of, whole

#: A video of an evening; pictures end at their own limit.
MOST_BYTES = 512 * 2**20


class Uploads:
    """folder: a copy of `wp-content/uploads`, or of something above it."""

    def __init__(self, folder: Path):
        self.root = folder.resolve()
        self._bases = [
            base
            for name in (".", "uploads", "wp-content/uploads")
            if (base := (self.root / name).resolve()).is_dir() and base.is_relative_to(self.root)
        ]

    def find(self, address: str, *, original=False) -> Path | None:
        """Return the file that had `address`, None if it is not there.

        original: rather the picture than the smaller copy of it that is asked for. Whatever leads
        out of the folder (“..”, a link) is not there.
        """
        path = in_uploads(path_of(address))
        names = [path]
        if (bigger := whole(path)) != path:
            names.insert(0 if original else 1, bigger)
        for name in names:
            for form in dict.fromkeys([name, unicodedata.normalize("NFD", name)]):
                for base in self._bases:
                    if (found := self._inside(base, form)) is not None:
                        return found
        return None

    def _inside(self, base, name):
        parts = name.split("/")
        if not name or any(part in ("", ".", "..") or "\0" in part for part in parts):
            return None
        try:
            found = base.joinpath(*parts).resolve()
            return found if found.is_relative_to(self.root) and found.is_file() else None
        except (OSError, ValueError, RuntimeError):
            # A name too long for a file, or links in a circle.
            return None
