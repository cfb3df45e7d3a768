"""Standing matter: what pages show alike is set once and kept until something in it changes.

Masthead and imprint were half of the work of every page, and the same on each. What in them is
newer, the date of the newest story, is a part (`pagecache.parts`) put in its place.
"""

from itertools import chain
from types import SimpleNamespace

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from pagecache.remembered import Furniture, Remembered


class Standing:
    """A template printed from furniture alone, once for each way in which pages differ."""

    def __init__(self, template, furniture, language):
        self._template = template
        self._furniture = furniture
        self._language = language
        self._printed: dict[tuple, str] = {}

    def printed(self, **ways):
        """Return the HTML. ways: few values that the template reads, printed once for each."""
        place = tuple(ways.values())
        if place not in self._printed:
            self._printed[place] = self._print(ways)
        return self._printed[place]

    def _print(self, ways):
        context = {
            "furniture": self._furniture,
            "paper": getattr(self._furniture, "paper", None),
            "rubrics": getattr(self._furniture, "rubrics", None),
            "editions": settings.LANGUAGES,
            "edition": self._language,
        }
        with translation.override(self._language):
            return get_template(self._template).render(context | ways)


def keep_standing(name, template, *, reads):
    """Let `furniture.<name>` be `template` as a `Standing`; reads: the furniture it may show."""

    def load(language):
        kept = Furniture(language)
        found = SimpleNamespace(**{item: getattr(kept, item) for item in reads})
        return Standing(template, found, language)

    Remembered(
        name,
        tags=lambda language: {
            *chain.from_iterable(Remembered.every[item].tags(language) for item in reads)
        },
        load=load,
    )


keep_standing("head", "_head.html", reads=["rubrics"])
keep_standing("masthead", "_masthead.html", reads=["paper", "rubrics"])
keep_standing("footer", "_footer.html", reads=["paper", "pages"])
