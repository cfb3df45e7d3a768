"""The small parts of the search page that stand there many times."""

from datetime import date
from functools import lru_cache
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def options(choices, chosen):
    """Print `[(value, label), …]` as <option>s."""
    return mark_safe(
        "".join(
            f'<option value="{escape(value)}"{CHOSEN if value == chosen else ""}>'
            f"{escape(str(label))}</option>"
            for value, label in choices
        )
    )


CHOSEN = " selected"


@register.simple_tag
def rubric_options(rubrics, chosen):
    """Print the rubrics as <option>s; chosen: one of them, or None."""
    return options([(rubric.slug, rubric) for rubric in rubrics], chosen and chosen.slug)


@register.simple_tag
def year_drawing(months):
    """Print `[stories]` of twelve months as a drawing of 240 × 80 units that says its numbers."""
    most = max(months)
    names = month_names(get_language())
    said = ", ".join(f"{name}: {number}" for name, number in zip(names, months, strict=True))
    bars = []
    for place, number in enumerate(months):
        height = max(1, round(76 * number / most))
        quiet = "" if number == most else ' opacity="0.45"'
        bars.append(
            f'<rect x="{2 + 20 * place}" y="{78 - height}" width="14" height="{height}"{quiet}/>'
        )
    return mark_safe(
        f'<svg viewBox="0 0 240 80" width="240" height="80" role="img" aria-label="{escape(said)}">'
        f"{''.join(bars)}</svg>"
    )


@register.filter
def busiest(months):
    """Return the names of the months with most of `[stories]`."""
    names = month_names(get_language())
    return " ".join(names[place] for place in range(12) if months[place] == max(months))


@lru_cache(maxsize=16)
def month_names(language):
    """Return the names of the twelve months in `language`, which is the active one."""
    return [date_format(date(2000, month, 1), "F") for month in range(1, 13)]
