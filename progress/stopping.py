"""A command that whoever started it may stop at any moment."""

import contextlib
import signal
import threading

from django.core.management.base import CommandError


@contextlib.contextmanager
def stoppable(sentence):
    """Let SIGTERM stop the block as Ctrl-C does; either ends the command with `sentence`.

    What is unfinished is cleared away on the way out; the exit status is 130. In a thread, which
    gets no signals, only the sentence is given.
    """
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _stop) if is_main else None
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(sentence, returncode=130) from None
    finally:
        if is_main:
            signal.signal(signal.SIGTERM, before)


def _stop(*args):
    raise KeyboardInterrupt
