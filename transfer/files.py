"""The files of an export: originals of pictures, as they were uploaded."""

import contextlib
import hashlib
import os
from pathlib import Path

from django.core.files.base import File
from django.db import models

from .folder import synced

FOLDER = "files"
PIECE = 1024 * 1024


def kept(sheets):
    """Yield `(sheet, field)` of every column that names a file, `sheet` of an export."""
    for sheet in sheets:
        if sheet.table != "auth.Group":
            for field in sheet.model._meta.local_concrete_fields:
                if isinstance(field, models.FileField) and field.name not in sheet.made_anew:
                    yield sheet, field


def names(sheet, field, rows):
    """Yield `(name in the export, name in the storage)` for `rows` of `sheet`."""
    for row in rows:
        if name := row[field.name]:
            yield f"{FOLDER}/{sheet.name}/{name}", name


def take(storage, name, path):
    """Copy the file `name` of `storage` to `path`; return `(bytes, SHA-256)`.

    Raises `FileNotFoundError` when the storage has no such file, another `OSError` when it is out
    of order.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with storage.open(name) as source, path.open("wb") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    # Read again at once by nobody: left in memory, a library would push out the database's pages.
    synced(path)
    return size, digest.hexdigest()


def put(storage, name, path):
    """Give `storage` the file `path` under `name`, unless it has one of that name and size."""
    with contextlib.suppress(OSError):
        if storage.exists(name) and storage.size(name) == path.stat().st_size:
            return
    with path.open("rb") as source:
        storage.save(name, File(source))


def digest_of(path):
    """Return `(bytes, SHA-256)` of a file, or None if there is none."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256")
            return os.fstat(file.fileno()).st_size, found.hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return None


def inside(folder, name):
    """Return the path of the file `name` of the export `folder`, None if it leads out of it."""
    path = Path(folder, name)
    return path if path.resolve().is_relative_to(Path(folder).resolve()) else None
