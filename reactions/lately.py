"""Values that may be a moment old: each process asks for one again only after that moment."""

import logging
import threading
import time
from collections import OrderedDict

from django.db import DatabaseError

log = logging.getLogger(__name__)


class Lately:
    """What `load` returned for a key within the last `seconds`; at most `largest` keys.

    One thread asks anew while the others get what was true a moment ago, for up to twice as long.
    If the database does not answer, the old value serves until it does.
    """

    every: list["Lately"] = []

    def __init__(self, load, *, seconds, largest=2000):
        self._load = load
        self._seconds = seconds
        self._largest = largest
        self._values: OrderedDict = OrderedDict()
        self._lock = threading.Lock()
        self._asking: dict = {}
        Lately.every.append(self)

    def of(self, *key):
        """Return the value of `key`: at most `seconds` old, or twice that while another asks."""
        age, value = self._found(key)
        if age < self._seconds:
            return value
        with self._lock:
            asking = self._asking.setdefault(key, threading.Lock())
        if not asking.acquire(blocking=age >= 2 * self._seconds):
            return value
        try:
            age, value = self._found(key)
            if age >= self._seconds:
                value = self._ask(key, age, value)
            return value
        finally:
            with self._lock:
                self._asking.pop(key, None)
            asking.release()

    def known(self, *key):
        """Return the value of `key` if there is one, however old, else None."""
        return self._found(key)[1]

    def put(self, value, *key):
        """Remember what somebody has found out just now."""
        self._keep(key, time.monotonic(), value)

    def forget(self):
        with self._lock:
            self._values.clear()

    def _found(self, key):
        at, value = self._values.get(key, (None, None))
        return (float("inf") if at is None else time.monotonic() - at), value

    def _ask(self, key, age, value):
        # Before the question: what is true when it is answered is not older than this.
        at = time.monotonic()
        try:
            value = self._load(*key)
        except DatabaseError:
            if age == float("inf"):
                raise
            log.warning("The database does not answer; what was true last serves.", exc_info=True)
        self._keep(key, at, value)
        return value

    def _keep(self, key, at, value):
        with self._lock:
            self._values[key] = at, value
            self._values.move_to_end(key)
            while len(self._values) > self._largest:
                self._values.popitem(last=False)
