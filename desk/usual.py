"""The four templates that a new paper may begin with."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles import html

from .models import StoryTemplate


def add_usual(language=None):
    """Add news in brief, an interview, the weather and an obituary, as far as none is called so.

    language: of the texts, by default the paper's first. Returns them. Three queries.
    """
    language = language or settings.LANGUAGE_CODE
    with translation.override(language):
        told = [brief(), interview(), weather(), obituary()]
    StoryTemplate.objects.add(
        [
            StoryTemplate(language=language, position=place, **template)
            for place, template in enumerate(told, 1)
        ]
    )
    names = [template["name"] for template in told]
    return list(StoryTemplate.objects.filter(language=language, name__in=names))


def brief():
    return {
        "name": _("News in brief"),
        "lead": _("What happened, where and when, in one sentence."),
        "body": _paragraphs(
            _("Who says so, and how they know."), _("What comes next, and when we shall know more.")
        ),
        "importance": 2,
    }


def interview():
    answer = _("The answer.")
    questions = (_("The first question?"), _("The second question?"), _("The last question?"))
    talk = "".join(f"<p><strong>{asked}</strong></p><p>{answer}</p>" for asked in questions)
    return {
        "name": _("Interview"),
        "kicker": _("Interview"),
        "headline": _("“The words that stay with you”"),
        "lead": _("Who this is, and why we talk with them now."),
        "body": html.clean(talk),
    }


def weather():
    rows = (_("Night"), _("Morning"), _("Day"), _("Evening"))
    heads = (_("Time of day"), _("Temperature"), _("Wind"), _("Sky"))
    head = "".join(f"<th>{name}</th>" for name in heads)
    lines = "".join(f"<tr><th>{name}</th><td></td><td></td><td></td></tr>" for name in rows)
    return {
        "name": _("Weather"),
        "kicker": _("Weather"),
        "headline": _("The weather on {tomorrow}"),
        "lead": _("What to expect, in one sentence: the frost, the wind, the roads."),
        "body": html.clean(
            f"<table><tbody><tr>{head}</tr>{lines}</tbody></table>"
            + _paragraphs(_("What the forecasters warn of."))
        ),
        "importance": 2,
    }


def obituary():
    return {
        "name": _("Obituary"),
        "kicker": _("In memory"),
        "headline": _("First name and surname"),
        "lead": _("Who died, and when. Who this was for all of us."),
        "body": _paragraphs(
            _("Childhood, school, the first work."),
            _("What remains: deeds, books, pupils, a house."),
            _("Words of those who knew them."),
            _("Where and when the farewell takes place."),
        ),
    }


def _paragraphs(*told):
    return html.clean("".join(f"<p>{text}</p>" for text in told))
