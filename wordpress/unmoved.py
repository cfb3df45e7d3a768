"""Stories that stand where they stood, asked for in a form that only the old site had."""

import datetime
import re

from articles.models import Article

from .paths import forms_of

_STORY = re.compile(r"/(?:[a-z]{2,3}/)?(\d{4})/(\d{2})/(\d{2})/([^/]+)/", re.ASCII)


def story_beneath(path):
    """Return the story beneath whose address `path` lies (/amp/, /feed/, /2/), None if none.

    Such a story needs no old address of its own. Asks only where a date stands in the path.
    """
    for form in forms_of(path):
        match = _STORY.fullmatch(form.path) if form.path != path else None
        if match and (day := _day(*match.groups()[:3])):
            story = Article.objects.filter(published_on=day, slug=match[4]).first()
            if story:
                return story
    return None


def _day(*numbers):
    try:
        return datetime.date(*map(int, numbers))
    except ValueError:
        return None
