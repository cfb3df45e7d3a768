"""Into the trash and out of it again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Refusal
from articles.permissions import may_restore, may_trash


@require_POST
def trash(request, object_id, *, admin):
    row = admin.get_row(request, object_id)
    if not may_trash(request.user, row):
        raise Http404
    try:
        row.trash(by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:articles_article_change", row.pk)
    said = format_html(_("“{}” is in the trash."), row)
    messages.success(request, said)
    return redirect("admin:articles_article_changelist")


@require_POST
def untrash(request, object_id, *, admin):
    row = admin.get_row(request, object_id)
    if not may_restore(request.user, row):
        raise Http404
    row.restore(by=request.user)
    messages.success(request, _("Taken out of the trash."))
    return redirect("admin:articles_article_change", row.pk)
