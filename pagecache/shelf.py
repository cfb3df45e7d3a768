"""Where kept pages lie: in this process, bounded by memory, and in a shared cache if there is one.

Nothing here is the truth: a page taken from either is checked against the stamps before it is
sent, so that losing all of it costs time and nothing else.
"""

import contextlib
import threading
import time
from collections import OrderedDict

from .circuit import circuit
from .pages import Copy, Edition

#: Answers other than 200 that are kept: whoever asks for what is not there pushes nothing out.
REFUSALS = 200
#: Seconds that a page nobody asks for stays in the shared cache.
SHARED_LIFE = 7 * 24 * 3600


class Shelf:
    """The copies of this process, the one asked for longest ago going first."""

    def __init__(self, limit: int):
        self.limit = limit
        self._lock = threading.Lock()
        self.clear()

    def clear(self):
        self._copies: OrderedDict[str, Copy] = OrderedDict()
        self._refusals: OrderedDict[str, Copy] = OrderedDict()
        self._weights: dict[str, int] = {}
        self.weight = 0

    def get(self, key: str) -> Copy | None:
        copies = self._copies
        copy = copies.get(key)
        if copy is None:
            return self._refusals.get(key)
        # Another thread may just have made room.
        with contextlib.suppress(KeyError):
            copies.move_to_end(key)
        return copy

    def put(self, key: str, copy: Copy):
        """Keep `copy`, or weigh it again after an encoding was added."""
        with self._lock:
            if copy.page.status != 200:
                # What was there is there no longer, not even for when all else fails.
                if self._copies.pop(key, None) is not None:
                    self.weight -= self._weights.pop(key)
                self._refusals[key] = copy
                while len(self._refusals) > REFUSALS:
                    self._refusals.popitem(last=False)
                return
            self._refusals.pop(key, None)
            self._copies[key] = copy
            weight = copy.weight
            self.weight += weight - self._weights.get(key, 0)
            self._weights[key] = weight
            while self.weight > self.limit and len(self._copies) > 1:
                oldest, _copy = self._copies.popitem(last=False)
                self.weight -= self._weights.pop(oldest)

    def __len__(self):
        return len(self._copies) + len(self._refusals)


class SharedShelf:
    """Pages for the other processes and machines, in the Django cache `alias`; "" for none.

    A cache that fails is left alone until it answers again: readers never wait for it.
    """

    def __init__(self, alias: str):
        self._alias = alias

    def get(self, key: str) -> Copy | None:
        found = self._ask(lambda cache: cache.get(f"page:{key}"))
        if not isinstance(found, tuple):
            return None
        page, pieces, texts = found
        return Copy(page, Edition(page, pieces, texts))

    def put(self, key: str, copy: Copy):
        if copy.page.status == 200:
            edition = copy.edition
            kept = (copy.page, edition.pieces(), edition.texts)
            self._ask(lambda cache: cache.set(f"page:{key}", kept, SHARED_LIFE))

    def begin(self, key: str, seconds: float) -> bool:
        """Tell whether this process may make the page: nobody else is making it."""
        return self._ask(lambda cache: cache.add(f"making:{key}", 1, seconds)) is not False

    def wait(self, key: str, seconds: float):
        """Wait until whoever makes the page is done."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._ask(lambda cache: cache.get(f"making:{key}")):
            time.sleep(0.02)

    def end(self, key: str):
        self._ask(lambda cache: cache.delete(f"making:{key}"))

    def _ask(self, question):
        return circuit(self._alias).ask(question) if self._alias else None
