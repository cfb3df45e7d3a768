"""A backup read back to its end: the only proof that it is one."""

from contextlib import nullcontext

from django.utils.translation import gettext as _

from . import postgres
from .archive import DATABASE
from .reading import Reader
from .refusals import Refusal
from .sealed import Opener

MB = 2**20


class Counted:
    """Reads from `source` and says how far it is: progress(title, MB done, MB in all)."""

    def __init__(self, source, size, progress, title):
        self._source, self._size, self._progress, self._title = source, size, progress, title
        self._done = 0

    def read(self, size):
        data = self._source.read(size)
        self._done += len(data)
        self._progress(self._title, self._done // MB, self._size // MB)
        return data


def opened(source, *, is_sealed, passphrase):
    """Return a `Reader` of `source`. Raises `Refusal`, also for the wrong passphrase."""
    if is_sealed and not passphrase:
        raise Refusal(
            _(
                "The backup is sealed. Set BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE, "
                "or run this in a terminal and type the passphrase."
            )
        )
    return Reader(Opener(source, passphrase) if is_sealed else source)


def prove(reader, *, with_program=False):
    """Read all of `reader` and return it: now its `whole` and its `ledger` can be believed.

    with_program: what is of pg_dump is read by pg_restore, too. Raises `Refusal`.
    """
    with _program(reader.origin) if with_program else nullcontext() as program:
        for name, _size, pieces in reader.members():
            if program and name.startswith(DATABASE):
                for piece in pieces:
                    program.write(piece)
    return reader


def _program(origin):
    if origin.database != "postgresql":
        return nullcontext()
    return postgres.proving(int(origin.database_version.partition(".")[0]))
