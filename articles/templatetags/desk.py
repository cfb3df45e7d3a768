"""What the desk's pages are drawn with: icons, status, rubrics' colours, hours.

A list says the same few things fifty times: what depends on nothing but its arguments and the
language is drawn once and remembered.
"""

import datetime
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Status

register = template.Library()

NAMES_SHOWN = 3
LETTERS_SHOWN = 120


@register.simple_tag
@cache
def icon(name):
    """Return the drawing `name` of `static/desk/icons.svg`, hidden from screen readers."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("desk/icons.svg"),
        name,
    )


@register.tag
def unchanging(parser, token):
    """Draw `{% unchanging %}…{% endunchanging %}` once for each language, and then remember it.

    For what depends on nothing but the language: inside, the page's variables are unknown.
    """
    inside = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return Unchanging(inside)


class Unchanging(template.Node):
    def __init__(self, nodelist):
        self.nodelist, self._drawn = nodelist, {}

    def render(self, context):
        language = get_language()
        if language not in self._drawn:
            self._drawn[language] = self.nodelist.render(context.new({}))
        return self._drawn[language]


@register.simple_tag
def status_of(code, pill=False):
    """Return a status as shape, word and colour."""
    return _status(code, bool(pill), get_language())


@cache
def _status(code, pill, _language):
    return format_html(
        '<span class="status status--{0}{1}">{2}{3}</span>',
        code,
        " status--pill" if pill else "",
        icon(code),
        Status(code).label.capitalize(),
    )


@register.simple_tag
def rubric_of(rubric):
    """Return a rubric's name after a dot of its hue.

    The colour stands in an attribute of the drawing, which no security policy forbids; its
    lightness keeps 3:1 on both themes.
    """
    return _rubric(rubric.hue, str(rubric))


@lru_cache(1000)
def _rubric(hue, name):
    return format_html('<span class="rubric">{}{}</span>', rubric_dot(hue), name)


@register.simple_tag(takes_context=True)
def rubrics_shown(context, article):
    """Return the rubrics of `article` in order. No query."""
    return context["rubrics"].of(article.rubric_ids)


@register.simple_tag(takes_context=True)
def rubrics_drawn(context, article):
    """Return the rubrics of `article` in order, each as `rubric_of`. No query."""
    return mark_safe("".join(map(rubric_of, context["rubrics"].of(article.rubric_ids))))


@register.filter
def names_over(article):
    """Return up to three names over `article`, each once. No query after `for_desk()`."""
    names = list(dict.fromkeys(str(byline.author) for byline in article.signed))
    return ", ".join(names[:NAMES_SHOWN]) + ("…" if len(names) > NAMES_SHOWN else "")


@register.simple_tag
def rubric_dot(hue):
    return format_html(
        '<svg class="dot" viewBox="0 0 9 9" aria-hidden="true">'
        '<rect width="9" height="9" rx="2" fill="oklch(0.62 0.14 {})"/></svg>',
        hue,
    )


@register.filter
def initials(user):
    """Return two letters for a person: of the names, else of the login."""
    words = str(user).split()
    return "".join(word[0] for word in words[:2]).upper()


@register.filter
def day_of(moment):
    """Return the day of `moment` in the paper's zone: “today”, “yesterday”, “5 September”."""
    return _day(timezone.localdate(moment), timezone.localdate(), get_language())


@lru_cache(1000)
def _day(day, today, _language):
    if day == today:
        return _("today")
    if (today - day).days == 1:
        return _("yesterday")
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "SHORT_DATE_FORMAT")


@register.simple_tag
def when(moment):
    """Return the hour of `moment` with its day below it, in the paper's zone."""
    zone = timezone.get_current_timezone()
    return _when(moment, zone, timezone.localdate(), get_language())


@lru_cache(5000)
def _when(moment, zone, today, language):
    at = timezone.localtime(moment, zone)
    return format_html(
        '<time class="when" datetime="{}">{}<small>{}</small></time>',
        at.isoformat(timespec="seconds"),
        _hour(at.hour, at.minute, language),
        _day(at.date(), today, language),
    )


@lru_cache(2000)
def _hour(hour, minute, _language):
    return date_format(datetime.time(hour, minute), "TIME_FORMAT")


@register.filter
def opening(text):
    """Return the beginning of `text`, as much as a line of a list has room for."""
    return text if len(text) <= LETTERS_SHOWN else text[: LETTERS_SHOWN - 1].rstrip() + "…"
