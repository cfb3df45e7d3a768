"""What the commands have in common: how far they are, how they are interrupted, what went wrong."""

import sqlite3
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from multilingual.troubles import reason
from progress import Progress
from progress.stopping import stoppable

from .refusals import Refusal


class Watched:
    """Shows how far something is: called with (title, done, total), one bar after another."""

    def __init__(self, stream):
        self._stream, self._title, self._bar = stream, None, None

    def __call__(self, title, done, total):
        if total == 0:
            return
        if title != self._title:
            self.close()
            self._title, self._bar = title, Progress(title, total, self._stream)
        if done > self._bar.done:
            self._bar.advance(done - self._bar.done)

    def close(self):
        if self._bar:
            self._bar.__exit__(None, None, None)
            self._title = self._bar = None


@contextmanager
def told_in_words(interrupted):
    """Let whatever goes wrong be a `CommandError`: status 1, or 130 and the sentence given."""
    try:
        with stoppable(interrupted):
            yield
    except Refusal as refusal:
        raise CommandError(str(refusal)) from None
    except OSError as error:
        said = _("%(why)s: %(file)s") if error.filename else "%(why)s"
        raise CommandError(said % {"why": reason(error), "file": error.filename}) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise CommandError(_("The database says: %(why)s") % {"why": reason(error)}) from error
