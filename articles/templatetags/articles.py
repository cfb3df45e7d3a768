"""What every page for readers says about stories: when, in which rubrics, in which language."""

import re
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles import cards
from articles.absolute import in_edition
from articles.stylesheet import BLOCKS

register = template.Library()


@register.simple_tag(takes_context=True)
def rubrics_of(context, article):
    """Return the rubrics of `article` in their order. No query."""
    return context["furniture"].rubrics.of(article.rubric_ids)


@register.simple_tag(takes_context=True)
def rubric_links(context, article):
    """Print the rubrics of `article` as links, each in its own hue; of none, nothing."""
    return cards.rubric_links(context["furniture"].rubrics, article.rubric_ids)


@register.simple_tag(takes_context=True)
def card(context, article, **ways):
    """Print the card of `article`; the ways are those of `articles.cards.card_html`."""
    return cards.card_html(article, context["furniture"].rubrics, **ways)


@register.simple_tag(takes_context=True)
def row(context, article, **ways):
    """Print the row of `article` in a list; the ways are those of `articles.cards.row_html`."""
    return cards.row_html(article, context["furniture"].rubrics, **ways)


@register.simple_tag(takes_context=True)
def rows(context, leaf, when=""):
    """Print the rows of a page of a list, the first of all larger; `when` is their hour's form."""
    rubrics = context["furniture"].rubrics
    ways = {"when": when} if when else {}
    return mark_safe(
        "".join(
            cards.row_html(article, rubrics, is_lead=leaf.is_first and not place, **ways)
            for place, article in enumerate(leaf)
        )
    )


@register.simple_tag(takes_context=True)
def sheet(context, kind, body=""):
    """Print the <link> of the stylesheet of a kind of page; body: the HTML of the story on it."""
    if kind == "story" and any(mark in body for mark in BLOCKS):
        kind = "long"
    sheets = context["furniture"].stylesheets
    return format_html('<link rel="stylesheet" href="{}">', sheets[kind].address)


register.simple_tag(cards.time_html, name="time_of")
register.simple_tag(cards.column_html, name="column")
register.simple_tag(cards.hours_html, name="hours")


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
    last = len(cells) - 1
    return mark_safe(
        "".join(
            f'<rect x="{2 + 20 * place}" y="{74 - 7 * cell.share}" width="14"'
            f' height="{4 + 7 * cell.share}"{"" if place == last else PALE}/>'
            for place, cell in enumerate(cells)
        )
    )


PALE = ' opacity=".45"'


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
