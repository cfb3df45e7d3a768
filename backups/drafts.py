"""Files that are not finished yet; whoever begins next removes what a killed process left.

A draft is locked while its process lives. So nobody's work is removed, however long it takes, and
what nobody holds any more goes at once, however young it is.
"""

import contextlib
import fcntl
import os
import secrets
from pathlib import Path

UNFINISHED = ".unfinished"


class Draft:
    """A new file in the folder of `beside`, for its owner's eyes only. `file` is open for writing.

    It is gone when the context is left, unless it was renamed by `finish` before.
    """

    def __init__(self, beside: Path):
        sweep(beside.parent)
        descriptor = None
        while descriptor is None:
            name = f".{beside.name}.{secrets.token_hex(6)}{UNFINISHED}"
            self.path = beside.with_name(name)
            descriptor = _new(self.path)
        self.file = os.fdopen(descriptor, "r+b", buffering=2**20)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        # What closes also writes what is buffered, which a full disk refuses again.
        with contextlib.suppress(OSError):
            self.file.close()
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)

    def flush(self):
        """Let the bytes reach the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def finish(self, path):
        """Give the file its name, in place of what had it; the folder reaches the disk, too."""
        self.path.replace(path)
        flush_folder(path.parent)


def _new(path):
    """Return a locked descriptor of a new file, None if somebody swept it before it was locked."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    if _lock(descriptor) and os.fstat(descriptor).st_nlink:
        return descriptor
    if path.exists():
        # A system without locks: nobody sweeps there.
        return descriptor
    os.close(descriptor)
    return None


def sweep(folder):
    """Remove drafts whose process is no more."""
    for path in folder.glob(f".*{UNFINISHED}"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            if _lock(file.fileno()):
                for ending in ("", "-journal", "-wal", "-shm"):
                    Path(f"{path}{ending}").unlink(missing_ok=True)


def _lock(descriptor):
    """Take the lock; False while somebody else has it, or where the system knows no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def flush_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
