"""Of many stories: which stayed as they were, and why."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

from articles.models import NotReady

SHOWN = 10


def reason(refusal):
    """Return why, in one line."""
    if isinstance(refusal, NotReady):
        return " ".join(map(str, refusal.missing.values()))
    return str(refusal)


def say_refused(request, refused):
    """List the stories that stayed as they were: `[(story, why not), …]`."""
    if not refused:
        return
    head = ngettext(
        "%(number)s story stayed as it was:",
        "%(number)s stories stayed as they were:",
        len(refused),
    ) % {"number": len(refused)}
    lines = format_html_join(
        "",
        '<li><a href="{}">{}</a> {}</li>',
        (
            (reverse("admin:articles_article_change", args=[story.pk]), story, why)
            for story, why in refused[:SHOWN]
        ),
    )
    messages.warning(request, format_html("{}<ul>{}</ul>", head, lines))
