"""Parts of pages that show numbers: about a second old, whatever page they stand in."""

from django.template import loader
from django.utils.translation import get_language

from articles.models import newest_of
from pagecache.parts import Part

from .live import counts_lately, row
from .most import most_reacted

#: Presses stamp nothing, or all pages would queue behind them; their numbers are asked for again.
ROW_SECONDS = 0.25
MOST_SECONDS = 60


def buttons(furniture, key):
    """Return the buttons of the story `key` with their numbers. At most one query."""
    shown = row(int(key), counts_lately(int(key)), furniture.emoji)
    return loader.get_template("reactions/_row.html").render(shown)


def most(furniture, key):
    """Return the stories of an edition that readers react to most, nothing of fewer than three."""
    stories = most_reacted(get_language(), int(key))
    return loader.get_template("reactions/_most.html").render({"stories": stories})


Part("reactions", lambda language, key: ["emoji"], buttons, seconds=ROW_SECONDS)
Part("most_reacted", lambda language, key: [newest_of(language)], most, seconds=MOST_SECONDS)
