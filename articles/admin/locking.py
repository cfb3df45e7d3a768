"""A story closed for others by whoever writes it: closed, opened, and taken over."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.numbers import number_in
from articles.models import Lock, Refusal
from articles.permissions import may_lock
from pagecache.remembered import furniture

from . import conflict, slots


@require_POST
def lock(request, object_id, *, admin):
    """Close the story for everybody else; what was typed and not saved is kept on the way."""
    row = _writable(request, object_id, admin)
    if not furniture(request).paper.stories_can_be_locked:
        raise Http404
    return _answer(request, row, admin, lambda: row.close_to_others(by=request.user))


@require_POST
def unlock(request, object_id, *, admin):
    """Open the story for everybody again."""
    row = admin.get_row(request, object_id)
    return _answer(request, row, admin, lambda: row.open_to_all(by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request, object_id, *, admin):
    """Ask whether to take the story from whoever has closed it; do so when that is confirmed."""
    row = _writable(request, object_id, admin)
    held = Lock.objects.against(request.user, row)
    back = reverse("admin:articles_article_change", args=[row.pk])
    if request.method == "POST":
        try:
            row.take_over(by=request.user, holder_id=number_in(request.POST.get("holder")))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The story is yours, and closed for others."))
        return redirect(back)
    if held is None:
        return redirect(back)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Take the story over"),
        "opts": admin.opts,
        "row": row,
        "lock": held,
        "is_dirty": row.presences.now().filter(user=held.by, is_dirty=True).exists(),
        "back": back,
    }
    return TemplateResponse(request, "admin/articles/article/take_over.html", context)


def refuse(admin, request, object_id, refusal=None):
    """Answer a save of a story that somebody else has closed: keep the words, say who it is.

    refusal: the `Locked` that the save met; None: ask. Returns None if nobody has closed it.
    """
    row = admin.get_row(request, object_id)
    held = refusal.lock if refusal else Lock.objects.against(request.user, row)
    if held is None:
        return None
    slots.keep_page(request, row)
    said = _("%(name)s has closed this story for others since %(hour)s.")
    words = _("Nothing was saved over it; what you typed is kept.")
    sentence = said % {"name": held.by, "hour": held.hour}
    messages.error(request, f"{sentence} {words}")
    return redirect("admin:articles_article_change", row.pk)


def told(held, user):
    """Return what the page of `user` is told of the lock `held`, None if there is none."""
    if held is None:
        return None
    return {"name": str(held.by), "hour": held.hour, "mine": held.by_id == user.pk}


def _writable(request, object_id, admin):
    row = admin.get_row(request, object_id)
    if not may_lock(request.user, row):
        raise Http404
    return row


def _answer(request, row, admin, do):
    refusal = None
    try:
        do()
    except Refusal as refused:
        refusal = refused
    if request.headers.get("Accept") == "application/json":
        held = told(Lock.objects.of(row), request.user)
        return JsonResponse({"lock": held}, status=409 if refusal else 200)
    if refusal:
        messages.error(request, str(refusal))
    back = reverse("admin:articles_article_change", args=[row.pk])
    kept = conflict.keeps_news(admin, request, row)
    return redirect(f"{back}?unsaved={kept}" if kept else back)
