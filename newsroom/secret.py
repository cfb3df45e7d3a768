"""A secret key for the embedded site, made once and kept."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def local_secret_key(folder: Path) -> str:
    """Return the key kept in `folder/secret_key`, made at the first call.

    Two processes starting at once get the same key: it appears whole, by a link that only one
    of them can make.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text().strip()
