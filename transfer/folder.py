"""A folder that is there whole or not at all: written beside its place, then moved there."""

import contextlib
import fcntl
import os
import shutil
from pathlib import Path

from django.utils.translation import gettext as _

from multilingual.troubles import reason


class Refused(Exception):
    """Something that cannot be exported or imported so. `str()` is a sentence for whoever asked."""


@contextlib.contextmanager
def appearing(folder, *, is_ours):
    """Yield a new folder that becomes `folder` when the block is left without an exception.

    is_ours: tells of a folder that is there already whether it may be replaced; an empty one
    always. Raises `Refused` where it may not, where nothing can be written, or when somebody else
    is writing it. What a killed process left behind is cleared away.
    """
    # Of a link its end is written, and the link stays.
    folder = Path(folder).resolve()
    if folder.exists() and not _may_go(folder, is_ours):
        raise Refused(
            _("“%(folder)s” holds something else. Name a folder that is empty or not there yet.")
            % {"folder": folder}
        )
    draft = folder.with_name(f".{folder.name}.unfinished")
    with _writable(draft), _alone(draft):
        for left in draft.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        try:
            yield draft
            if folder.exists():
                former = folder.with_name(f".{folder.name}.former")
                shutil.rmtree(former, ignore_errors=True)
                folder.rename(former)
                draft.rename(folder)
                shutil.rmtree(former)
            else:
                draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    synced(folder.parent)


@contextlib.contextmanager
def beside(path):
    """Yield where to write the file `path` so that it appears whole. Raises `Refused`."""
    path = path.resolve()
    if path.is_dir():
        raise Refused(_("“%(path)s” is a folder, not a file.") % {"path": path})
    draft = path.with_name(f".{path.name}.unfinished")
    try:
        yield draft
        synced(draft)
        draft.replace(path)
    except OSError as error:
        raise Refused(
            _("“%(folder)s” cannot be written: %(reason)s.")
            % {"folder": error.filename or path, "reason": reason(error)}
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _may_go(folder, is_ours):
    return folder.is_dir() and (not any(folder.iterdir()) or is_ours(folder))


@contextlib.contextmanager
def _writable(draft):
    try:
        draft.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise Refused(
            _("“%(folder)s” cannot be written: %(reason)s.")
            % {"folder": error.filename or draft, "reason": reason(error)}
        ) from error


@contextlib.contextmanager
def _alone(draft):
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise Refused(_("Another export is being written there at this moment.")) from error
    finally:
        os.close(descriptor)


def synced(path):
    """Let what was written to `path`, a file or a folder, outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
