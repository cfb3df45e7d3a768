"""What every page for readers says about stories: when, in which rubrics, in which language."""

import re
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.absolute import in_edition

register = template.Library()

#: What a text must hold to need more than `text.css`.
BLOCKS = ("<hr", "<table", 'class="pull', 'class="facts', 'class="embed', 'class="gallery')


@register.simple_tag(takes_context=True)
def rubrics_of(context, article):
    """Return the rubrics of `article` in their order. No query."""
    return context["furniture"].rubrics.of(article.rubric_ids)


@register.simple_tag(takes_context=True)
def rubric_links(context, article):
    """Print the rubrics of `article` as links, each in its own hue; of none, nothing."""
    links = format_html_join(
        " ",
        '<a href="{}" data-rubric="{}">{}</a>',
        (
            (rubric.get_absolute_url(), rubric.slug, rubric)
            for rubric in context["furniture"].rubrics.of(article.rubric_ids)
        ),
    )
    return format_html('<p class="rubrics">{}</p>', links) if links else ""


@register.simple_tag
def text_styles(body):
    """Print the <link>s of the stylesheets that the HTML `body` needs; of no text, none."""
    names = ["text"] * bool(body) + ["blocks"] * any(mark in body for mark in BLOCKS)
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/{name}.css"),) for name in names),
    )


@register.simple_tag
def time_of(at, form="DATE_FORMAT", css=""):
    """Print `at` (a moment or a date) as <time>, in the paper's zone and the page's language.

    form: the name of a format; "l, DATE" is the day of the week and the date, "MONTH_DAY, TIME"
    a day of this year with its hour, "DAY" day and month in figures. A moment shown with its hour
    keeps its offset for machines.
    """
    if at is None:
        return ""
    if hasattr(at, "hour"):
        at = timezone.localtime(at)
        has_hour = "TIME" in form
        machine = at.isoformat(timespec="minutes") if has_hour else at.date().isoformat()
    else:
        machine = at.isoformat()
    css = format_html(' class="{}"', css) if css else ""
    return format_html('<time datetime="{}"{}>{}</time>', machine, css, said(at, form))


def said(at, form):
    if form == "l, DATE":
        text = f"{date_format(at, 'l')}, {date_format(at, 'DATE_FORMAT')}"
        return text[:1].upper() + text[1:]
    if form == "DAY":
        return date_format(at, "d.m")
    if form == "MONTH_DAY, TIME":
        return f"{date_format(at, 'MONTH_DAY_FORMAT')}, {date_format(at, 'TIME_FORMAT')}"
    return date_format(at, get_format(form))


@register.filter
def editions(versions, edition):
    """Return `[(code, name, short, address), …]` of every edition, for the masthead's switch.

    versions: `{code: address}` of this very page in other languages. Where there is none the
    reader gets to that edition's front page.
    """
    return [
        (code, name, short(name), (versions or {}).get(code) or in_edition("/", code))
        for code, name in settings.LANGUAGES
    ]


def short(name):
    word = name.split()[0]
    return word if len(word) <= 4 else word[:3]


@register.filter
def archive_of(at):
    """Return the address of the archive of the year of `at`."""
    return reverse("articles:year", args=[f"{timezone.localtime(at).year:04}"])


@register.simple_tag
def names_of(names, article):
    """Return the authors of `article` from `{article number: authors}`."""
    return names.get(article.pk, [])


@register.filter
def local(at):
    """Return `at` in the paper's zone."""
    return timezone.localtime(at)


@register.simple_tag
def month_said(date):
    """Return the month of `date` with its year, as a heading."""
    text = date_format(date, "YEAR_MONTH_FORMAT")
    return text[:1].upper() + text[1:]


@register.simple_tag
def bars(cells):
    """Print one bar for each of `cells`, the last one dark."""
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="14" height="{}"{}/>',
        (
            (
                2 + 20 * place,
                74 - 7 * cell.share,
                4 + 7 * cell.share,
                "" if cell is cells[-1] else mark_safe(' opacity=".45"'),
            )
            for place, cell in enumerate(cells)
        ),
    )


@register.filter
def fewest(cells):
    return min(cell.stories for cell in cells)


@register.filter
def most(cells):
    return max(cell.stories for cell in cells)


@register.simple_tag
def month_url(date):
    return reverse("articles:month", args=[f"{date.year:04}", f"{date.month:02}"])


@register.simple_tag
def day_url(date):
    return reverse("articles:day", args=[f"{date.year:04}", f"{date.month:02}", f"{date.day:02}"])


@register.filter
def host(url):
    """Return the name of the site `url` leads to, as a reader would say it."""
    return urlsplit(url).netloc.removeprefix("www.")


@register.filter
def dialled(phone):
    """Return `phone` as a telephone takes it: digits, and a plus in front."""
    return re.sub(r"(?!^\+)\D", "", phone)


@register.filter
def sentence(text):
    """Return `text` with a full stop, unless it ends in one (“Ivanov I. I.”)."""
    return text if text.endswith(".") else f"{text}."


@register.filter
def written_in(code):
    """Return the name of the language `code`, in that language."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def is_foreign(article):
    """Tell whether `article` is in another language than the page."""
    return article.language != translation.get_language()
