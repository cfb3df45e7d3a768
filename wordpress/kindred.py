"""What a newsroom of our kind wrote beside what WordPress knows (`export_site --wxr`). Pure."""

import datetime

from articles.models import Role
from articles.models.article import AgeMark

from .words import line

BEFORE = "_newsroom_"
REACTIONS = f"{BEFORE}reactions_"
LONGEST_KICKER, LONGEST_CAPTION, LONGEST_CORRECTION = 60, 600, 2000
LEAST, MOST = 1, 5


def columns(post):
    """Return those columns of a story that its post names, `{}` for a post of any other site."""
    found = {}
    if kicker := line(_said(post, "kicker"), LONGEST_KICKER):
        found["kicker"] = kicker
    if caption := line(_said(post, "picture_caption"), LONGEST_CAPTION):
        found["picture_caption"] = caption
    if (mark := _said(post, "age_mark")) in AgeMark.values:
        found["age_mark"] = mark
    if (said := _said(post, "importance")) in map(str, range(LEAST, MOST + 1)):
        found["importance"] = int(said)
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
        try:
            at = datetime.datetime.fromisoformat(hour)
        except ValueError:
            continue
        if at.tzinfo and text.strip():
            found.append((at, text.strip()[:LONGEST_CORRECTION]))
    return found


def _said(post, name):
    return post.meta.get(f"{BEFORE}{name}", [""])[0].strip()
