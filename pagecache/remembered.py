"""Values that every page needs, kept per process for as long as they are true."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from .tags import ALARM, stamps


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
        self._values: dict[Any, tuple[dict[str, int], Any]] = {}
        Remembered.every[name] = self

    def forget(self):
        self._values.clear()

    def value(self, known: dict[str, int], language: str):
        """Return the value, given `known`, the stamps read before anything else on this page."""
        mine = {tag: known.get(tag, 0) for tag in self.tags(language)}
        place = (connection.settings_dict["NAME"], language)
        found = self._values.get(place)
        # The stamps were read first: a change that commits in between leaves a value that is
        # newer than its stamp, which costs one more load and never shows anything old.
        if found is None or found[0] != mine:
            found = self._values[place] = (mine, self._load(language))
        return found[1]


class Furniture:
    """Everything remembered, by name, as of one moment: `furniture.rubrics`, `furniture.paper`.

    One query when the first value is asked for; a value that changed since this process last
    read it costs the queries of its own load.
    """

    def __init__(self, language):
        self._language = language
        self._known = None

    def __getattr__(self, name):
        if name not in Remembered.every:
            raise AttributeError(name)
        value = Remembered.every[name].value(self._stamps(), self._language)
        setattr(self, name, value)
        return value

    @property
    def is_alarm_ringing(self):
        """Whether the hour of `pagecache.alarm` has come. Costs nothing more."""
        return ALARM in self._stamps()

    def _stamps(self):
        if self._known is None:
            tags = {tag for item in Remembered.every.values() for tag in item.tags(self._language)}
            self._known = stamps(tags)
        return self._known


def furniture(request) -> Furniture:
    """Return this request's `Furniture` in the active language."""
    kept = vars(request).setdefault("_furniture", {})
    language = get_language()
    if language not in kept:
        kept[language] = Furniture(language)
    return kept[language]


def forget_furniture(request):
    """Let this request read everything anew: it has changed something itself."""
    vars(request).pop("_furniture", None)
