"""A command that whoever started it may stop at any moment."""

import contextlib
import signal

from django.core.management.base import CommandError


@contextlib.contextmanager
def stoppable(sentence):
    """Let SIGTERM stop the block as Ctrl-C does; either ends the command with `sentence`."""

    def stop(*args):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(sentence, returncode=130) from None
    finally:
        signal.signal(signal.SIGTERM, before)
