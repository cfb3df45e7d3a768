"""What editors put in: every file that a row names, and that nothing could make again."""

import hashlib
import re
from dataclasses import dataclass

from django.apps import apps
from django.core.files import File
from django.core.files.storage import storages
from django.db.models import FileField

from .archive import FILES

#: Made again from what is kept.
DERIVED = {"images.Rendition"}
CHUNK = 1000
PIECE = 2**20
_NAME = re.compile(r"(?!/)(?!.*(^|/)\.\.(/|$))[^\0\\]+")


@dataclass(frozen=True)
class Shelf:
    """A column that names files. storage: its alias in `STORAGES`."""

    storage: str
    table: str
    key: str
    column: str

    def names_after(self, read, key):
        """Return `[(key, name), …]` of up to `CHUNK` rows. read: SQL → rows."""
        return read(
            f'SELECT "{self.key}", "{self.column}" FROM "{self.table}"'  # noqa: S608
            f' WHERE "{self.key}" > {int(key)} ORDER BY "{self.key}" LIMIT {CHUNK}'
        )

    def name_now(self, read, key):
        """Return what the row `key` names now, None if it is gone."""
        sql = f'SELECT "{self.column}" FROM "{self.table}" WHERE "{self.key}" = {int(key)}'  # noqa: S608
        rows = read(sql)
        return rows[0][0] if rows else None


def shelves(tables):
    """Return a `Shelf` for each column of files in `tables` (names; older databases have fewer)."""
    found = []
    for model in apps.get_models():
        if model._meta.label in DERIVED or model._meta.db_table not in tables:
            continue
        found += [
            Shelf(_alias(field.storage), model._meta.db_table, model._meta.pk.column, field.column)
            for field in model._meta.local_fields
            if isinstance(field, FileField)
        ]
    return found


def _alias(storage):
    for alias in storages.backends:
        if storages[alias] is storage:
            return alias
    return "default"


def named(shelf, read):
    """Yield `(key, name)` of every file that a row names, by key."""
    key = 0
    while rows := shelf.names_after(read, key):
        key = rows[-1][0]
        yield from ((number, name) for number, name in rows if name)


def member_of(shelf, name):
    return f"{FILES}{shelf.storage}/{name}"


def place_of(member):
    """Return (alias, name) of a member of the archive, None for what no storage here may hold."""
    alias, _slash, name = member.removeprefix(FILES).partition("/")
    is_ours = alias in storages.backends and alias != "staticfiles" and _NAME.fullmatch(name)
    return (alias, name) if is_ours else None


def pieces_of(file):
    """Yield the bytes of an open file, a piece at a time."""
    while piece := file.read(PIECE):
        yield piece


def put(alias, name, file, sha256):
    """Put `file` (open, at its beginning) under `name`, unless just this lies there already."""
    storage = storages[alias]
    try:
        with storage.open(name) as there:
            digest = hashlib.sha256()
            for piece in pieces_of(there):
                digest.update(piece)
        if digest.hexdigest() == sha256:
            return
    except FileNotFoundError:
        pass
    storage.save(name, File(file, name))
