"""A kept page for whoever asks for one that is still true."""

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.db import Error, connections, router

from .bulletin import Reading, look
from .models import Clock
from .pages import Copy
from .questions import Question
from .shelf import SharedShelf, Shelf

log = logging.getLogger(__name__)

#: Seconds for which a database that failed is not asked again, where an old page can be sent.
REST = 1.0
#: Seconds between two attempts of this process to do what is due.
ALARM_REST = 1.0
#: Seconds that one reader waits for another who is having the same page made.
PATIENCE = 5.0
#: Addresses of which is remembered that their answers are not kept.
UNKEPT = 2_000
#: What a proxy needs to know of an answer “you have it already”.
OF_304 = {"etag", "vary", "cache-control", "cache-tag", "last-modified"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class Answers:
    """All that this process keeps, and how it decides what may be sent."""

    def __init__(self):
        self.shelf = Shelf(settings.PAGECACHE_BYTES)
        self.shared = SharedShelf(settings.PAGECACHE_SHARED)
        self._making: dict[str, threading.Event] = {}
        self._unkept: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._blind_until = 0.0
        self._alarm_heeded = 0.0

    def forget(self):
        """Let this process begin anew."""
        self.__init__()

    def find(self, question: Question) -> tuple[Answer | None, Reading | None]:
        """Return (answer, reading): the page if it is kept and true, and the clock as read.

        One query, whatever is found. Where the database does not answer, a page that was true when
        it last did is sent, and said to be old.
        """
        copy = self.shelf.get(question.key)
        if copy is not None and self._is_blind():
            return self._old(copy, question), None
        try:
            reading = self._look()
            if reading.is_ringing and self._heeds_alarm():
                return None, reading
            if copy is None or not copy.is_fresh(reading):
                copy = self._shared(question.key, reading)
                if copy is None:
                    return None, reading
            filled = copy.filled(reading)
            return self._answer(copy, filled, question, "hit", reading.at), reading
        except Error:
            self._blind_until = time.monotonic() + REST
            if copy is None:
                return None, None
            log.warning("The database does not answer: pages are sent as they were", exc_info=True)
            return self._old(copy, question), None

    def _is_blind(self):
        """Tell whether the database failed a moment ago; after that one reader asks it again."""
        now = time.monotonic()
        if now < self._blind_until:
            return True
        if self._blind_until:
            self._blind_until = now + REST
        return False

    def _look(self):
        connection = connections[router.db_for_read(Clock)]
        try:
            reading = look()
        except Error:
            # Cut off while it was idle, perhaps: one broken connection says nothing of the others.
            if connection.in_atomic_block:
                raise
            connection.close()
            reading = look()
        self._blind_until = 0.0
        return reading

    def keep(self, question: Question, copy: Copy, reading: Reading) -> Answer:
        """Keep a page that was just made, and return it as an answer."""
        self._unkept.pop(question.key, None)
        self.shelf.put(question.key, copy)
        self.shared.put(question.key, copy)
        filled = copy.filled(reading)
        return self._answer(copy, filled, question, "fwd=miss; stored", reading.at)

    def stale(self, question: Question) -> Answer | None:
        """Return the page as it last was, None if it was never kept. For when all else fails."""
        copy = self.shelf.get(question.key)
        return copy and self._old(copy, question)

    def begin(self, question: Question) -> bool:
        """Return True when the caller is to make the page now, and to call `made` afterwards.

        False: somebody else was making it, here or on another machine, and has been waited for;
        or it was not kept when it was last made, so that waiting would bring nothing.
        """
        if question.key in self._unkept:
            return False
        with self._lock:
            event = self._making.get(question.key)
            if event is None:
                self._making[question.key] = threading.Event()
        if event is not None:
            event.wait(PATIENCE)
            return False
        if self.shared.begin(question.key, PATIENCE):
            return True
        self.shared.wait(question.key, PATIENCE)
        self._let_go_on(question)
        return False

    def made(self, question: Question, *, was_kept: bool):
        """Let those who wait go on."""
        if not was_kept:
            self._unkept[question.key] = None
            while len(self._unkept) > UNKEPT:
                self._unkept.popitem(last=False)
        self._let_go_on(question)
        self.shared.end(question.key)

    def _let_go_on(self, question):
        with self._lock:
            event = self._making.pop(question.key, None)
        if event is not None:
            event.set()

    def _heeds_alarm(self):
        """Tell whether this request should do what is due rather than take what is kept."""
        now = time.monotonic()
        if now < self._alarm_heeded + ALARM_REST:
            return False
        self._alarm_heeded = now
        return True

    def _shared(self, key, reading):
        copy = self.shared.get(key)
        if copy is None or not copy.is_fresh(reading):
            return None
        self.shelf.put(key, copy)
        return copy

    def _old(self, copy, question):
        return self._answer(copy, copy.edition, question, "hit; detail=stale", time.time())

    def _answer(self, copy, edition, question, how, at):
        page = copy.page
        if page.status == 200 and holds_it_already(question, edition):
            sent = edition.sending(question.encoding).headers
            headers = [(name, value) for name, value in sent if name.lower() in OF_304]
            headers.append(to_the_end_of_its_second(at))
            return Answer("304 Not Modified", headers, b"")
        sending = edition.ready(question.encoding)
        if sending is None:
            sending = edition.sending(question.encoding)
            if question.encoding:
                # It weighs more now.
                self.shelf.put(question.key, copy)
        status = f"{page.status} {page.reason}"
        headers = [
            *sending.headers, ("Cache-Status", f"newsroom; {how}"), to_the_end_of_its_second(at),
        ]  # fmt: skip
        return Answer(status, headers, b"" if question.is_head else sending.body)


def to_the_end_of_its_second(at):
    """Return the header that lets nginx keep a page to the end of the second that it is of.

    nginx counts in whole seconds: told to keep something for one, it keeps it for nearly two. And
    a page that took long to make was true when it was begun.
    """
    return ("X-Accel-Expires", f"@{int(at)}")


def holds_it_already(question, edition):
    """Tell whether the reader holds this very edition."""
    # By its text alone: of two pages of one moment one may still name what was withdrawn.
    return question.etag.strip() == "*" or edition.etag in question.etag


answers = Answers()
