"""The passphrase: from the environment, from a file, or typed; never from a command line, where
everybody on the machine could read it."""

import sys
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from multilingual.troubles import told

from .refusals import Refusal

SHORTEST = 8


def given():
    """Return what the environment says, None if it says nothing. Raises `Refusal`."""
    if text := settings.BACKUPS["passphrase"]:
        return _long_enough(text)
    file = settings.BACKUPS["passphrase_file"]
    if not file:
        return None
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            _("BACKUP_PASSPHRASE_FILE cannot be read: %(why)s") % {"why": told(error)}
        ) from None
    return _long_enough(text.rstrip("\r\n"))


def typed(*, twice):
    """Return what somebody types, None if nobody sits there. Raises `Refusal`."""
    if not sys.stdin.isatty():
        return None
    text = getpass(_("Passphrase: "))
    if twice and getpass(_("Once more: ")) != text:
        raise Refusal(_("The two are not alike."))
    return _long_enough(text)


def _long_enough(text):
    if len(text) < SHORTEST:
        raise Refusal(
            _("The passphrase is too short: %(n)d characters at least.") % {"n": SHORTEST}
        )
    return text
