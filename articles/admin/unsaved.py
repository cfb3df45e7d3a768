"""While somebody writes: who else is here, is there a newer text, and where the typed words are."""

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.numbers import number_in
from articles import previewing
from articles.models import Autosave, Lock, Presence, PreviewLink
from articles.models.revision import content_of
from articles.permissions import (
    may_change,
    may_look,
    may_see_revisions,
    sees_unpublished,
)

from . import conflict, slots
from .locking import told

LONGEST_TAB = 40
#: Of one form; a longer text is kept by the browser alone.
MOST_BYTES = 2_000_000
NEW = "new"


def story_of(request, object_id, admin):
    """Return the row, None for a story that has none yet; 404 if it is not this user's to write."""
    if object_id == NEW:
        if not admin.has_add_permission(request):
            raise Http404
        return None
    row = admin.get_row(request, object_id)
    if not may_change(request.user, row):
        raise Http404
    return row


@require_POST
def autosave(request, object_id, *, admin):
    """Put what is typed into the window's own slot, beside the history. Changes no story.

    Whoever has switched that off is kept for only when asked: `asked=1`.
    """
    row = story_of(request, object_id, admin)
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return JsonResponse({"kept": False}, status=413)
    if not request.user.autosaves and not request.POST.get("asked"):
        return JsonResponse({"kept": False})
    slot = slots.keep(request, row)
    return JsonResponse({"kept": True, "at": _hour(slot.saved_at), "tab": slot.tab})


@require_POST
def forget(request, object_id, *, admin):
    """Throw away what was typed in one window and not saved."""
    row = story_of(request, object_id, admin)
    slot = Autosave.objects.of(request.user, row, slots.tab_of(request))
    if slot:
        slot.delete()
    return redirect(_back(row))


@require_POST
def ping(request, object_id, *, admin):
    """Say that the user has the story open in a window; answer who else has, and what is newest."""
    row = story_of(request, object_id, admin)
    answer = {"csrf": get_token(request)}
    if row is None:
        return JsonResponse(answer)
    tab = request.POST.get("tab", "").replace("\0", "")[:LONGEST_TAB]
    if request.POST.get("leave"):
        Presence.objects.leave(request.user, row, tab)
        if not Presence.objects.now().filter(user=request.user, article=row).exists():
            Lock.objects.linger(request.user, row)
        return HttpResponse(status=204)
    Presence.objects.say(request.user, row, tab, is_dirty=request.POST.get("dirty") == "1")
    if request.POST.get("holds") == "1":
        Lock.objects.keep(request.user, row)
    answer["lock"] = told(Lock.objects.of(row), request.user)
    here = Presence.objects.now().filter(article=row).select_related("user").order_by("pk")
    people = {}
    for presence in here:
        if presence.user_id != request.user.pk:
            known = people.setdefault(
                presence.user_id, {"name": str(presence.user), "dirty": False}
            )
            known["dirty"] |= presence.is_dirty
    answer |= {"others": list(people.values()), "newest": row.newest, "status": row.status}
    if request.POST.get("seen") not in ("", None, str(row.newest)):
        newest = row.revisions.select_related("made_by").filter(number=row.newest).first()
        if newest:
            answer["newer"] = {
                "number": newest.number, "by": str(newest.made_by or capfirst(_("Somebody"))),
                "at": _hour(newest.made_at),
            }  # fmt: skip
    return JsonResponse(answer)


@require_safe
@xframe_options_sameorigin
def preview(request, object_id, *, admin):
    """Show the public page: `?revision=11`, by default the newest, or `?unsaved=1` as typed."""
    if object_id == NEW:
        raise Http404
    row = admin.get_row(request, object_id)
    if not may_look(request.user, row):
        raise Http404
    content = None
    if "revision" in request.GET:
        number = number_in(request.GET["revision"])
        revision = row.revisions.filter(number=number).first()
        if revision is None or not may_see_revisions(request.user, row):
            raise Http404
        content = revision.content
    elif not sees_unpublished(request.user, row):
        content = content_of(row)
    elif request.GET.get("unsaved") and may_change(request.user, row):
        content = typed_content(request, row, admin)
    return previewing.page(request, row, content)


def typed_content(request, row, admin):
    """Return the content of what the user has typed and not saved, None if there is nothing."""
    slot = slots.asked_for(request, row)
    if slot is None:
        return None
    return conflict.content_typed(admin, request, row.edited(), slot)


@require_POST
def hand_out(request, object_id, *, admin):
    """Make a link for somebody without a login."""
    row = _shareable(request, object_id, admin)
    kept = conflict.keeps_news(admin, request, row)
    _link, token = PreviewLink.objects.hand_out(row, by=request.user)
    request.session["preview_link"] = [
        row.pk, request.build_absolute_uri(reverse("preview", args=[token])),
    ]  # fmt: skip
    return redirect(_back(row, kept) + "#g-preview")


@require_POST
def revoke(request, object_id, *, admin):
    """Close every link of the story."""
    row = _shareable(request, object_id, admin)
    kept = conflict.keeps_news(admin, request, row)
    row.preview_links.open().update(revoked_at=timezone.now())
    request.session.pop("preview_link", None)
    return redirect(_back(row, kept) + "#g-preview")


def _shareable(request, object_id, admin):
    row = admin.get_row(request, object_id)
    # Whoever has a link to what lies in the trash is shown nothing.
    if row.trashed_at:
        raise Http404
    if not may_see_revisions(request.user, row) and not may_change(request.user, row):
        raise Http404
    return row


def _back(row, kept=""):
    """Return the address of the form; kept: the window whose unsaved words it shall show."""
    if row is None:
        return reverse("admin:articles_article_add")
    address = reverse("admin:articles_article_change", args=[row.pk])
    return f"{address}?unsaved={kept}" if kept else address


def _hour(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")
