"""Parts of pages that change more often than the pages: each has tags of its own.

A page is kept with holes where its parts belong. When six newest stories change, that part is made
once for each language, and every kept page is put together anew without being rendered.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db import DatabaseError
from django.utils import translation

from .bulletin import Reading
from .remembered import Furniture
from .tags import gathering

#: Texts of one part that a process remembers.
TEXTS = 2_000


@dataclass(frozen=True, slots=True)
class Made:
    text: str
    since: int
    at: float


class Part:
    """A piece of HTML that is the same for everybody, by language and key.

    tags: called with language and key. make: called with a `Furniture` and the key, returns HTML;
    it must not depend on anything else. seconds: how old it may become at most, for what changes
    without stamps; None: it changes with its tags alone.
    """

    every: dict[str, "Part"] = {}

    def __init__(
        self,
        name: str,
        tags: Callable[[str, str], Iterable[str]],
        make: Callable[[Furniture, str], str],
        seconds: float | None = None,
    ):
        self.name = name
        self.tags = tags
        self.seconds = seconds
        self._make = make
        self._made: OrderedDict[tuple, Made] = OrderedDict()
        self._being_made: set[tuple] = set()
        Part.every[name] = self

    def forget(self):
        self._made.clear()

    def text(self, reading: Reading, language: str, key: str = "") -> str:
        """Return the part as of `reading`; a text that is still true costs no query."""
        place = (reading.bulletin.alias, reading.era, language, key)
        found = self._made.get(place)
        if found is not None and self._is_true(found, reading, place):
            # What is only a little too old is made by one reader, while the others take it.
            age = self.age_of(found)
            if age < 1 or (age < 2 and place in self._being_made):
                return found.text
        self._being_made.add(place)
        at = time.monotonic()
        try:
            made = Made(self._made_now(reading, language, key), reading.now, at)
        except DatabaseError:
            if found is None:
                raise
            return found.text
        finally:
            self._being_made.discard(place)
        if found is not None and found.text == made.text:
            # The same object: whoever put it in knows without comparing that nothing changed.
            made = Made(found.text, made.since, made.at)
        if not reading.is_private:
            self._made[place] = made
            while len(self._made) > TEXTS:
                self._made.popitem(last=False)
        return made.text

    def _is_true(self, found, reading, place):
        if reading.is_private:
            return False
        if found.since < reading.now:
            if not reading.is_fresh(self.tags(*place[2:]), found.since):
                return False
            # Until something changes again nobody need look at its tags.
            self._made[place] = replace(found, since=reading.now)
        return True

    def age_of(self, made: Made) -> float:
        """Return how old `made` is, 1 being as old as it may become; 0 if time does not matter."""
        return 0.0 if self.seconds is None else (time.monotonic() - made.at) / self.seconds

    def _made_now(self, reading, language, key):
        # What the part shows is no matter of the page around it.
        token = gathering.set(None)
        try:
            with translation.override(language):
                return self._make(Furniture(language, lambda: reading), key)
        finally:
            gathering.reset(token)
