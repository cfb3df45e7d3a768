"""A cache that fails is left alone by everybody until it answers again.

Caches fail in two ways: at once, and by not answering. Whoever asks one that hangs waits as long as
he is willing to; once one has waited, nobody else does. Whether it answers again is found out by a
thread of its own, and by no reader.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches

log = logging.getLogger(__name__)

#: Seconds between two questions whether it answers again.
PAUSE = 1.0


class Circuit:
    """The way to the Django cache `alias`."""

    def __init__(self, alias: str):
        self.alias = alias
        self._lock = threading.Lock()
        self._knocker: threading.Thread | None = None

    @property
    def is_open(self):
        """Whether the cache is left alone just now."""
        # A thread stays behind in the process that was forked: its child asks anew.
        return self._knocker is not None and self._knocker.is_alive()

    def ask(self, question: Callable[[Any], Any], otherwise=None):
        """Return what `question` answers of the cache; `otherwise` when the cache does not."""
        if self.is_open:
            return otherwise
        try:
            return question(caches[self.alias])
        except Exception as error:  # Each kind of cache fails in exceptions of its own.
            self._leave_alone(error)
            return otherwise

    def _leave_alone(self, error):
        with self._lock:
            if self.is_open:
                return
            log.warning("The shared cache does not answer and is left alone: %r", error)
            self._knocker = threading.Thread(target=self._knock, name="knocking", daemon=True)
            self._knocker.start()

    def _knock(self):
        """Return when the cache takes something and gives it back."""
        while True:
            time.sleep(PAUSE)
            try:
                cache = caches[self.alias]
                # Full, it would still give back what it has.
                cache.set("knock", "knock", 60)
                if cache.get("knock") == "knock":
                    log.info("The shared cache answers again")
                    return
            except Exception as error:
                log.debug("The shared cache still does not answer: %r", error)


circuits: dict[str, Circuit] = {}


def circuit(alias: str) -> Circuit:
    """Return the one way of this process to the cache `alias`."""
    return circuits.setdefault(alias, Circuit(alias))
