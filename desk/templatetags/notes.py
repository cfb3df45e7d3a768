"""The desk's own words beside a story, for its form and for lists."""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.permissions import sees_unpublished
from desk.addressing import by_login, pieces
from desk.models import Mention, Note
from desk.notes import DRAFT, may_read, may_write, unread_by

register = template.Library()


@register.inclusion_tag("desk/_notes.html", takes_context=True)
def notes_of(context, row):
    """Show the threads beside a story; what was written to this user is read by that."""
    return _shown(context, row)


@register.inclusion_tag("desk/_threads.html", takes_context=True)
def threads_of(context, row):
    return _shown(context, row)


def _shown(context, row):
    request, user = context["request"], context["request"].user
    threads = Note.objects.threads_of(row) if may_read(user, row) else []
    mine = {
        mention.pk: mention
        for thread in threads
        for note in (thread, *thread.replies.all())
        for mention in note.mentions.all()
        if mention.user_id == user.pk and mention.read_at is None
    }
    if mine:
        Mention.objects.filter(pk__in=mine).update(read_at=timezone.now())
    draft = context.get("draft")
    kept = request.session.get(DRAFT)
    if draft is None and kept and kept["article"] == row.pk:
        draft = request.session.pop(DRAFT)["typed"]
    draft = draft or {}
    for thread in threads:
        thread.draft = draft.get(f"answer-{thread.pk}", "")
    return {
        "row": row,
        "threads": threads,
        "open": sum(thread.settled_at is None for thread in threads),
        "unread": {mention.note_id for mention in mine.values()},
        "draft": draft.get("new-note", ""),
        "fault": context.get("fault", ""),
        "may_write": may_write(user, row),
    }


@register.filter
def said(note):
    """Return the words of a note, those whom it addresses by their names."""
    named = by_login(mention.user for mention in note.mentions.all())
    parts = (
        format_html('<b class="named" title="{}">@{}</b>', words, person) if person else words
        for words, person in pieces(note.text, named)
    )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def note_counts(context, articles):
    """Return `{story: (open threads, unread)}` of a page of a list. One query.

    Of a story of which this user sees no more than readers do: nothing.
    """
    user = context["request"].user
    seen = [article for article in articles if sees_unpublished(user, article)]
    return Note.objects.counts(seen, user)


@register.filter
def of_story(counts, article):
    return counts.get(article.pk) if counts else None


@register.simple_tag(takes_context=True)
def written_to_me(context):
    return unread_by(context["request"].user)
