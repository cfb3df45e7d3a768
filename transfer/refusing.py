"""What keeps a site from moving is said in a sentence."""

import contextlib

from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from multilingual.troubles import reason

from .folder import Refused


@contextlib.contextmanager
def told_in_words():
    """Let what is refused, and a database that does not answer, be a `CommandError`."""
    try:
        yield
    except Refused as refusal:
        raise CommandError(refusal) from None
    except OperationalError as error:
        said = {"reason": reason(error)}
        raise CommandError(_("The database is busy or gone: %(reason)s") % said) from error
