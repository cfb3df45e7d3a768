"""Tells the caches in front of us what changed, once it is stored.

A cache asks after a second whether a page is still the same, so that a message lost costs that
second and nothing else: nothing is written down, nothing is sent twice, nobody waits.
"""

import atexit
import http.client
import logging
import os
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

#: Seconds that one cache is waited for.
PATIENCE = 1.0
#: Seconds that a program which is over waits for what it still has to say.
LAST_WORDS = 2.0
#: Characters of tags in one message; a header of more is refused by some.
LONGEST = 3_000
#: More tags than this are said as “everything”.
MOST = 1_000
EVERYTHING = "*"


class Messenger:
    """Sends what changed from a thread of its own; what comes together goes together."""

    def __init__(self):
        self._news = threading.Condition()
        self._tags: set[str] = set()
        self._is_sending = False
        self._thread: threading.Thread | None = None
        self._silent: set[str] = set()

    def tell(self, tags):
        """Have all caches told of `tags`; returns at once."""
        with self._news:
            self._tags.update(tags)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="purging", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def flush(self, seconds: float = LAST_WORDS):
        """Wait until everything was said, `seconds` at most; tell whether it was."""
        with self._news:
            return self._news.wait_for(lambda: not (self._tags or self._is_sending), seconds)

    def forget(self):
        """Begin anew, as a process that was just forked must: its threads stayed behind."""
        self.__init__()

    def _run(self):
        while True:
            with self._news:
                self._news.wait_for(lambda: self._tags)
                tags, self._tags = self._tags, set()
                self._is_sending = True
            try:
                self._send(sorted(tags))
            finally:
                with self._news:
                    self._is_sending = False
                    self._news.notify_all()

    def _send(self, tags):
        for address in settings.PURGE_URL:
            began = time.monotonic()
            try:
                for message in messages(tags):
                    ask(address, message, began + PATIENCE - time.monotonic())
            except Exception as error:  # Whatever fails here, the change is stored and stays so.
                # Once, not for each change, until it answers again.
                if address not in self._silent:
                    self._silent.add(address)
                    log.warning("The cache %s was not told what changed: %s", named(address), error)
            else:
                if address in self._silent:
                    self._silent.discard(address)
                    log.info("The cache %s is told again what changes", named(address))


def after_commit(tags, using):
    """Have caches told of `tags` when the transaction of `using` is stored, never before."""
    if settings.PURGE_URL:
        transaction.on_commit(lambda: messenger.tell(tags), using=using, robust=True)


def messages(tags):
    """Return the tags joined by commas, in as few messages as caches take."""
    if len(tags) > MOST:
        return [EVERYTHING]
    joined = [""]
    for tag in tags:
        if joined[-1] and len(joined[-1]) + len(tag) >= LONGEST:
            joined.append("")
        joined[-1] += f",{tag}" if joined[-1] else tag
    return joined


def ask(address, tags, seconds):
    """Send one message; raises OSError, HTTPException or ValueError if it was not heard."""
    place = urlsplit(address)
    kind = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}.get(
        place.scheme
    )
    if kind is None or not place.hostname:
        raise ValueError("PURGE_URL must begin with http:// or https://")
    if seconds <= 0:
        raise TimeoutError("it took too long")
    connection = kind(place.hostname, place.port, timeout=seconds)
    try:
        headers = {"Cache-Tag": tags, "X-Purge-Secret": settings.PURGE_SECRET}
        connection.request("PURGE", place.path or "/", headers=headers)
        answer = connection.getresponse()
        if answer.status >= 300:
            raise OSError(f"it answered {answer.status}")
    finally:
        connection.close()


def named(address):
    """Return `address` without what may stand before its “@”."""
    return address.rpartition("@")[2]


messenger = Messenger()
atexit.register(messenger.flush)
os.register_at_fork(after_in_child=messenger.forget)
