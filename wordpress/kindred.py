"""What a newsroom of our kind wrote beside what WordPress knows (`export_site --wxr`). Pure."""

import datetime

from articles.models import Role
from articles.models.article import AgeMark

from .words import line, number_of

BEFORE = "_newsroom_"
REACTIONS = f"{BEFORE}reactions_"
LONGEST_KICKER, LONGEST_CAPTION, LONGEST_CORRECTION = 60, 600, 2000
LONGEST_NOTE = 300
LONGEST_NOTE_OF_A_REVISION = 200
MOST_RELATED = 50
LEAST, MOST = 1, 5
#: What databases and clocks can still turn into another zone.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def columns(post):
    """Return those columns of a story that its post names, `{}` for a post of any other site."""
    found: dict = {}
    if not any(name.startswith(BEFORE) for name in post.meta):
        return found
    if kicker := line(_said(post, "kicker"), LONGEST_KICKER):
        found["kicker"] = kicker
    if caption := line(_said(post, "picture_caption"), LONGEST_CAPTION):
        found["picture_caption"] = caption
    if (mark := _said(post, "age_mark")) in AgeMark.values:
        found["age_mark"] = mark
    if (said := _said(post, "importance")) in map(str, range(LEAST, MOST + 1)):
        found["importance"] = int(said)
    if _said(post, "without_reactions"):
        found["has_reactions"] = False
    return found


def signed(post):
    """Return `[(role, slug of the author)]` in order, [] where nobody said so."""
    lines = [said.partition(" ") for said in post.meta.get(f"{BEFORE}byline", ())]
    return [(role, slug) for role, _gap, slug in lines if role in Role.values and slug]


def corrections(post):
    """Return `[(aware datetime, text)]` of what was put right there in the open."""
    found = []
    for said in post.meta.get(f"{BEFORE}correction", ()):
        hour, _gap, text = said.partition(" ")
        at = _moment(hour)
        if at and text.strip():
            found.append((at, text.strip()[:LONGEST_CORRECTION]))
    return found


def withdrawal(post):
    """Return what readers were told when a story was withdrawn there, None if it was not."""
    said = post.meta.get(f"{BEFORE}withdrawal_note")
    return said[0].strip()[:LONGEST_NOTE] if said else None


def hold(post):
    """Return (aware datetime or None, why) of what was held back there, None if it was not."""
    said = _said(post, "hold")
    hour, _gap, why = said.partition(" ")
    return (_moment(hour), why.strip()[:LONGEST_NOTE]) if said else None


def withdraw_at(post):
    """Return the aware hour at which a story was to be withdrawn there, or None."""
    return _moment(_said(post, "withdraw_at"))


def translation_of(post):
    """Return the number there of the story that this is a version of, or None."""
    return number_of(_said(post, "translation_of"))


def related(post):
    """Return the numbers there of the stories that an editor put beside this one, in order."""
    found = map(number_of, post.meta.get(f"{BEFORE}related", ()))
    numbers = [number for number in dict.fromkeys(found) if number and number != post.id]
    return numbers[:MOST_RELATED]


def revision(post):
    """Return (aware hour at which it was to appear or None, what was noted) of a text that waited
    over a public story there; None if it is none.
    """
    if post.type != "revision" or not (said := post.meta.get(f"{BEFORE}revision")):
        return None
    hour, _gap, why = said[0].partition(" ")
    return _moment(hour), why.strip()[:LONGEST_NOTE_OF_A_REVISION]


def _moment(said):
    try:
        at = datetime.datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo and FIRST_YEAR <= at.year < LAST_YEAR else None


def _said(post, name):
    return post.meta.get(f"{BEFORE}{name}", [""])[0].strip()
