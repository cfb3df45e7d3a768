"""What stands on every page: `{% masthead %}`, `{% standing "footer" %}`."""

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from articles.absolute import in_edition
from pagecache.templatetags.parts import part

register = template.Library()

#: What is put into standing matter page by page.
PARTS = ("issue_date", "archive_link")


@register.simple_tag(takes_context=True)
def standing(context, name):
    """Print a piece of standing matter that is the same on all pages of an edition."""
    return filled(context, getattr(context["furniture"], name).printed())


@register.simple_tag(takes_context=True)
def masthead(context):
    """Print the masthead, with the addresses of this very page in the other editions.

    Uses of the context: `is_front`, `rubric`, and `versions`, `{language: address}`. Where a page
    has no version the reader gets to that edition's front page.
    """
    kept, rubric = context["furniture"], context.get("rubric")
    page = kept.masthead.printed(
        is_front=bool(context.get("is_front")),
        rubric=rubric if rubric in kept.rubrics.menu else None,
    )
    versions = context.get("versions") or {}
    for code, _name in settings.LANGUAGES:
        address = versions.get(code) or in_edition("/", code)
        page = page.replace(place_of(code), conditional_escape(address), 1)
    return filled(context, page)


def filled(context, printed):
    """Return standing matter with its parts put in, or the holes that are left for them."""
    for name in PARTS:
        if (place := place_of(name)) in printed:
            printed = printed.replace(place, part(context, name), 1)
    return mark_safe(printed)


@register.filter
def place_of(name):
    """Return what is printed in the place of a part, or of the address in another edition."""
    return f"#{name}#"
