"""Where a part of a page goes."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pagecache.parts import Part
from pagecache.remembered import reading_of
from pagecache.tags import gathering

register = template.Library()


@register.simple_tag(takes_context=True)
def part(context, name, key=""):
    """Print the part `name`; in a page that may be kept, the hole where it will be put."""
    page = gathering.get()
    if page is not None:
        return mark_safe(page.hole(name, get_language(), str(key)))
    reading = reading_of(context["request"])
    return mark_safe(Part.every[name].text(reading, get_language(), str(key)))
