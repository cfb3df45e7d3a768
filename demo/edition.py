"""The whole demo newspaper, room by room; what is there already stays as it is."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Article, Author, Rubric
from images.models import Image
from pages.models import Page
from paper.models import Paper
from progress import Progress

from . import library, masthead, newsdesk, people

EDITIONS = ("ru", "sah", "en")


class NotOurs(Exception):
    """The database holds another newspaper. `str()` says what to do."""


@dataclass(frozen=True)
class Added:
    """How much of everything was missing and is there now."""

    logins: int
    rubrics: int
    pictures: int
    authors: int
    stories: int
    pages: int

    def __bool__(self):
        return any(vars(self).values())


def make(*, stream, now=None):
    """Add what is missing of the demo newspaper; return what was `Added`.

    stream: where progress is shown. now: aware, the moment that “today” is relative to.
    Raises `NotOurs`, before anything is written, when the database holds another newspaper.
    """
    refuse_another_paper()
    languages = [code for code, _name in settings.LANGUAGES if code in EDITIONS]
    masthead.found_paper()
    logins, rubrics = people.hire(), masthead.open_rubrics()
    masthead.measure_crossings()
    masthead.keep_templates()
    drawings = library.missing()
    with Progress(_("Pictures"), len(drawings), stream) as progress:
        for _name in library.take_in(drawings):
            progress.advance()
    pictures = library.pictures()
    authors = people.sign(pictures)
    told = newsdesk.missing(languages)
    with Progress(_("Stories"), len(told), stream) as progress:
        newsdesk.bring_out(told, pictures=pictures, now=now, said=progress.advance)
    pages = masthead.write_pages(languages)
    return Added(logins, rubrics, len(drawings), authors, len(told), pages)


def refuse_another_paper():
    """Raise `NotOurs` unless this is the demo, or nothing at all."""
    if masthead.is_demo():
        return
    rooms = (Paper, Article, Rubric, Author, Image, Page)
    if found := next((room for room in rooms if room.objects.exists()), None):
        raise NotOurs(
            _(
                "This database belongs to another newspaper: it has %(what)s. The demo is only "
                "printed into an empty one; give it its own DATABASE_URL."
            )
            % {"what": found._meta.verbose_name_plural}
        )
