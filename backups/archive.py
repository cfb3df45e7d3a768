"""What a backup is made of, written in one pass and read back in one.

    backup.json                what made it, of which database: enough to refuse it early
    files/<storage>/<name>     what editors put in, as it is; renditions are made again
    database/000001 …          pieces of 8 MiB: gzip of an SQLite file, or of pg_dump's own format
    manifest.jsonl             a line about the whole, a line for each member, the hash of the lines

Everything but the manifest is named in it with size and SHA-256, so a backup without its last
member, or with one too many, is none. `reading` takes it apart.
"""

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import datetime

from . import sealed, tar
from .ledger import Ledger, State

FORMAT, VERSION = "newsroom backup", 1
FIRST, LAST = "backup.json", "manifest.jsonl"
FILES, DATABASE = "files/", "database/"
PART = 8 * 2**20


@dataclass(frozen=True)
class Origin:
    """What made a backup. database: vendor and version of the server. migrations: “app.name”.

    This and `Whole` raise `TypeError` or `ValueError` for what no backup says.
    """

    format: str
    version: int
    release: str
    database: str
    database_version: str
    migrations: list[str]
    details: dict = field(default_factory=dict)

    def __post_init__(self):
        _expect(self.release, str)
        _expect(self.database, str)
        _expect(self.details, dict)
        int(self.database_version.partition(".")[0])
        for name in self.migrations:
            _expect(name, str)


@dataclass(frozen=True)
class Whole:
    """What a backup holds. made_at: the moment it shows, ISO 8601. tables: rows in each.

    loose_keys: foreign keys that led nowhere even then.
    """

    made_at: str
    tables: dict[str, int]
    loose_keys: int = 0

    def __post_init__(self):
        if datetime.fromisoformat(self.made_at).utcoffset() is None:
            raise ValueError(self.made_at)
        for value in (self.loose_keys, *self.tables.values()):
            _expect(value, int)


def _expect(value, kind):
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")


class Writer:
    """Writes an archive to `sink`. Whoever made one closes it with `close`, or forgets it."""

    def __init__(self, sink, origin, at):
        self.ledger = Ledger()
        self._tar = tar.Writer(sink, at)
        self._parts = 0
        self._add_text(FIRST, json.dumps(asdict(origin), ensure_ascii=False, indent=1) + "\n")

    def add(self, name, size, pieces, *, state=State.KEPT):
        """Write a member, note it and return its SHA-256."""
        digest = hashlib.sha256()

        def hashed():
            for piece in pieces:
                digest.update(piece)
                yield piece

        self._tar.add(name, size, hashed())
        self.ledger.note(name, size, digest.hexdigest(), state)
        return digest.hexdigest()

    def add_database(self, pieces):
        """Write what `pieces` are together, in parts that are known to be whole before their head
        is written."""
        waiting = bytearray()
        for piece in pieces:
            waiting += piece
            while len(waiting) >= PART:
                self._add_part(bytes(waiting[:PART]))
                del waiting[:PART]
        self._add_part(bytes(waiting))

    def close(self, whole):
        """Write the manifest and the end."""
        with tempfile.TemporaryFile() as lines:
            digest = hashlib.sha256()

            def write(fact):
                line = json.dumps(fact, ensure_ascii=False).encode() + b"\n"
                digest.update(line)
                lines.write(line)

            write(asdict(whole))
            for entry in self.ledger:
                write(entry._asdict())
            lines.write(json.dumps({"sha256": digest.hexdigest()}).encode() + b"\n")
            size = lines.tell()
            lines.seek(0)
            self._tar.add(LAST, size, iter(lambda: lines.read(tar.PIECE), b""))
        self._tar.close()
        self.ledger.close()

    def _add_part(self, data):
        self._parts += 1
        self.add(f"{DATABASE}{self._parts:06}", len(data), [data])

    def _add_text(self, name, text):
        self.add(name, len(text.encode()), [text.encode()])


def is_backup(head):
    """Tell whether a file that begins with `head` (a kilobyte is enough) is one of ours."""
    return head.startswith((sealed.MAGIC, FIRST.encode() + b"\0"))


def is_sealed(head):
    return head.startswith(sealed.MAGIC)
