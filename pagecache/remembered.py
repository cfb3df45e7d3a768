"""Values that every page needs, kept per process for as long as they are true."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import get_language

from . import bulletin
from .tags import shows


class Remembered:
    """A value that depends on tags: loaded once per process and language, again after a change.

    tags, load: called with the language; what `load` returns must not depend on the visitor, is
    shared between threads and must not be changed by whoever reads it.
    """

    every: dict[str, "Remembered"] = {}

    def __init__(self, name: str, tags: Callable[[str], Iterable[str]], load: Callable[[str], Any]):
        self.name = name
        self.tags = tags
        self._load = load
        self._values: dict[Any, tuple[int, Any]] = {}
        Remembered.every[name] = self

    def forget(self):
        self._values.clear()

    def value(self, reading: bulletin.Reading, language: str):
        """Return the value as of `reading`, which was taken before anything else on this page."""
        tags = self.tags(language)
        shows(tags)
        place = (reading.bulletin.alias, reading.era, language)
        found = self._values.get(place)
        if found is None or not reading.is_fresh(tags, found[0]):
            # The clock was read first: a change that commits in between leaves a value that is
            # newer than its clock, which costs one more load and never shows anything old.
            found = (reading.now, self._load(language))
            if not reading.is_private:
                self._values[place] = found
        return found[1]


class Furniture:
    """Everything remembered, by name, as of one moment: `furniture.rubrics`, `furniture.paper`.

    One query when the first value is asked for; a value that changed since this process last
    read it costs the queries of its own load.
    """

    def __init__(self, language, take=bulletin.look):
        self._language = language
        self._take = take
        self._taken = None

    def __getattr__(self, name):
        if name not in Remembered.every:
            raise AttributeError(name)
        value = Remembered.every[name].value(self.reading, self._language)
        setattr(self, name, value)
        return value

    @property
    def reading(self):
        """The moment of which all of this is."""
        if self._taken is None:
            self._taken = self._take()
        return self._taken

    @property
    def is_alarm_ringing(self):
        """Whether the hour of `pagecache.alarm` has come. Costs nothing more."""
        return self.reading.is_ringing


def furniture(request) -> Furniture:
    """Return this request's `Furniture` in the active language."""
    kept = vars(request).setdefault("_furniture", {})
    language = get_language()
    if language not in kept:
        kept[language] = Furniture(language, lambda: reading_of(request))
    return kept[language]


def reading_of(request) -> bulletin.Reading:
    """Return the moment of which everything on this page is. One query, once a request."""
    if "_reading" not in vars(request):
        request._reading = bulletin.look()
    return request._reading


def forget_furniture(request):
    """Let this request read everything anew: it has changed something itself."""
    vars(request).pop("_furniture", None)
    vars(request).pop("_reading", None)
