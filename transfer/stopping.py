"""A command that whoever started it may stop at any moment."""

import contextlib
import signal

from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from .folder import Refused


@contextlib.contextmanager
def stoppable(sentence):
    """Let SIGTERM stop the block as Ctrl-C does; either ends the command with `sentence`.

    What is refused, and a database that does not answer, end it with a sentence, too.
    """

    def stop(*args):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(sentence, returncode=130) from None
    except Refused as refusal:
        raise CommandError(refusal) from None
    except OperationalError as error:
        reason = {"reason": str(error).strip()}
        raise CommandError(_("The database is busy or gone: %(reason)s") % reason) from error
    finally:
        signal.signal(signal.SIGTERM, before)
