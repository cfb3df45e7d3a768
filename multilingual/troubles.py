"""Why something cannot be read or written, in the language of whoever asked."""

import errno
import sqlite3
import ssl

from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_REASONS = {
    errno.ENOSPC: gettext_noop("there is no room left on the disk"),
    errno.EDQUOT: gettext_noop("there is no room left on the disk"),
    errno.EFBIG: gettext_noop("the disk takes no file so large"),
    errno.EROFS: gettext_noop("the disk can only be read"),
    errno.EACCES: gettext_noop("the rights for it are missing"),
    errno.EPERM: gettext_noop("the rights for it are missing"),
    errno.ENOENT: gettext_noop("it is not there"),
    errno.EISDIR: gettext_noop("it is a folder"),
    errno.ENOTDIR: gettext_noop("it is no folder"),
    errno.EEXIST: gettext_noop("it is there already"),
    errno.EBUSY: gettext_noop("something else is at work with it"),
    errno.EIO: gettext_noop("the disk is out of order"),
    errno.ENAMETOOLONG: gettext_noop("its name is too long"),
    errno.EMFILE: gettext_noop("too many files are open"),
    errno.ENFILE: gettext_noop("too many files are open"),
    errno.ECONNREFUSED: gettext_noop("nobody answers there"),
    errno.ECONNRESET: gettext_noop("the connection was broken off"),
    errno.ETIMEDOUT: gettext_noop("it took too long"),
    errno.EHOSTUNREACH: gettext_noop("no way leads there"),
    errno.ENETUNREACH: gettext_noop("no way leads there"),
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _REASONS[errno.ENOSPC],
    sqlite3.SQLITE_READONLY: _REASONS[errno.EROFS],
    sqlite3.SQLITE_IOERR: _REASONS[errno.EIO],
    sqlite3.SQLITE_CANTOPEN: gettext_noop("its file cannot be opened"),
    sqlite3.SQLITE_BUSY: gettext_noop("something else is at work with it"),
    sqlite3.SQLITE_CORRUPT: gettext_noop("its file is damaged"),
    sqlite3.SQLITE_NOTADB: gettext_noop("its file is damaged"),
}

#: Beginnings of SQLSTATE: the connection, resources, the server is shut down, the system below it,
#: it can only be read, its files are damaged.
_OF_POSTGRESQL = ("08", "53", "57P", "58", "25006", "XX0")
_FULL_POSTGRESQL = "53100"


def reason(error):
    """Return why, as a part of a sentence, for an `OSError` or an error of a database.

    What we have no words for is said in those of the system, whose language is its own.
    """
    if isinstance(error, ssl.SSLError):
        # Its number is one of OpenSSL's.
        return getattr(error, "reason", None) or str(error)
    if isinstance(error, OSError):
        known = _REASONS.get(error.errno)
        return _(known) if known else error.strerror or str(error) or type(error).__name__
    if isinstance(error, UnicodeDecodeError):
        return _("it is not in UTF-8")
    known = _OF_SQLITE.get(_code(error))
    if _state(error) == _FULL_POSTGRESQL:
        known = _REASONS[errno.ENOSPC]
    lines = str(error).strip().splitlines()
    return _(known) if known else lines[0] if lines else type(error).__name__


def told(error):
    """Return why, and of which file, if the system says which."""
    file = getattr(error, "filename", None)
    return f"{reason(error)}: {file}" if file else reason(error)


def is_of_the_database(error):
    """Tell whether an error is of the database itself, and not of what was to be stored:
    its disk is full, it was shut down, its file is damaged. Whatever comes next will fail, too.
    """
    return _code(error) in _OF_SQLITE or _state(error).startswith(_OF_POSTGRESQL)


def _code(error):
    """Return what SQLite calls the error, 0 if it does not. Without the upper bits: which kind."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF


def _state(error):
    """Return the SQLSTATE of an error of PostgreSQL; a connection that broke off has none."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", "") is None and isinstance(error, OperationalError):
        return "08000"
    return getattr(cause, "sqlstate", None) or ""
