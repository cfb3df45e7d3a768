"""Which backups stay when there are more than were asked for."""

import re

from .archive import is_backup

MOMENT = "%Y%m%dT%H%M%SZ"
_MOMENT = r"\d{8}T\d{6}Z"
NAMED = "newsroom-{moment}.backup"


def name_with(at):
    """Return the name of a backup in a folder. at: aware UTC."""
    return NAMED.format(moment=at.strftime(MOMENT))


def name_of_former(name, at):
    """Return what the backup `name`, finished `at`, is called when a newer one takes its name."""
    return f"{name}.{at.strftime(MOMENT)}"


def rotate(shelf, name, newest, keep):
    """Remove all but `keep` backups beside `newest`, itself counted; return the names removed.

    name: as on the command line, None for a folder. Only what carries a name of ours and is a
    backup inside is ever removed, and never `newest`, which was just read back.
    """
    pattern = rf"{re.escape(name)}(\.{_MOMENT})" if name else NAMED.format(moment=_MOMENT)
    pattern = re.compile(pattern)
    older = sorted(
        # Their names end with their moment; the date of a file is another one once it was copied.
        (
            kept.name
            for kept in shelf.names()
            if kept.name != newest
            and pattern.fullmatch(kept.name)
            and is_backup(shelf.head(kept.name))
        ),
        reverse=True,
    )
    for old in older[keep - 1 :]:
        shelf.remove(old)
    return older[keep - 1 :]
