"""A post's content, as WordPress stored it → a story's text, as we store it. No database."""

from .body import Body, OldSite, Wanted
from .texts import Text

__all__ = ["Body", "OldSite", "Wanted", "convert"]


def convert(content: str, old: OldSite, footnotes: str = "") -> Body:
    """Return what becomes of `content`, blocks or the HTML of before them.

    old: asked for pictures, files and where links lead now. footnotes: the custom field of that
    name. What comes out is what `articles.html.clean` leaves as it is; no string whatever raises.
    """
    return Text(old, footnotes).body(content)
