"""Many stories at once from the list: each as strictly as from its own form, all to be undone."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import NotYours, Refusal
from articles.permissions import may_publish, may_restore, may_trash, may_withdraw

from . import undoing
from .refusals import reason, say_refused


class MovesForm(ActionForm):
    note = forms.CharField(required=False, max_length=300)

    def clean_select_across(self):
        """Only what is on the page is moved: nobody has read the other nine thousand."""
        return False


@admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
def publish(modeladmin, request, stories):
    moved = _each("publish", request, stories, may_publish, lambda story, by: story.publish(by=by))
    if moved:
        said = ngettext("%(number)s story published.", "%(number)s stories published.", moved)
        messages.success(request, said % {"number": moved})


@admin.action(permissions=["publish"], description=gettext_lazy("Withdraw"))
def withdraw(modeladmin, request, stories):
    note = request.POST.get("note", "").replace("\0", "").strip()[:300]
    if not note:
        messages.error(request, _("Say why: readers who come to the address will see it."))
        return
    moved = _each(
        "withdraw",
        request,
        stories,
        may_withdraw,
        lambda story, by: story.withdraw(by=by, note=note),
    )
    if moved:
        said = ngettext("%(number)s story withdrawn.", "%(number)s stories withdrawn.", moved)
        messages.success(request, said % {"number": moved})


@admin.action(permissions=["delete"], description=gettext_lazy("Put into the trash"))
def trash(modeladmin, request, stories):
    moved = _each("trash", request, stories, may_trash, lambda story, by: story.trash(by=by))
    if moved:
        said = ngettext(
            "%(number)s story is in the trash.", "%(number)s stories are in the trash.", moved
        )
        messages.success(request, said % {"number": moved})


@admin.action(permissions=["delete"], description=gettext_lazy("Take out of the trash"))
def untrash(modeladmin, request, stories):
    moved = _each("untrash", request, stories, may_restore, lambda story, by: story.restore(by=by))
    if moved:
        said = ngettext(
            "%(number)s story taken out of the trash.",
            "%(number)s stories taken out of the trash.",
            moved,
        )
        messages.success(request, said % {"number": moved})


def _each(verb, request, stories, may, move):
    """Move one story after another, keep how to undo it, say what was refused; return how many."""
    done, refused = [], []
    for story in stories.order_by("saved_at", "pk"):
        before = undoing.state_of(story)
        try:
            if not may(request.user, story):
                raise NotYours(story)
            with transaction.atomic():
                move(story, request.user)
        except Refusal as refusal:
            refused.append((story, reason(refusal)))
        else:
            done.append(before | {"move": undoing.last_move(story)})
    undoing.keep(request, verb, done)
    say_refused(request, refused)
    return len(done)
