"""Publishing and withdrawing from the list: each story as strictly as from its own form."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import NotReady, Refusal
from articles.permissions import may_publish, may_withdraw

REFUSALS_SHOWN = 10


class MovesForm(ActionForm):
    note = forms.CharField(required=False, max_length=300)

    def clean_select_across(self):
        """Only what is on the page is moved: nobody has read the other nine thousand."""
        return False


@admin.action(permissions=["publish"], description=gettext_lazy("Publish"))
def publish(modeladmin, request, stories):
    moved, refused = _each(
        stories, request, may_publish, lambda story: story.publish(by=request.user)
    )
    if moved:
        said = ngettext("%(number)s story published.", "%(number)s stories published.", moved)
        modeladmin.message_user(request, said % {"number": moved}, messages.SUCCESS)
    _say_refused(modeladmin, request, refused)


@admin.action(permissions=["publish"], description=gettext_lazy("Withdraw"))
def withdraw(modeladmin, request, stories):
    note = request.POST.get("note", "").replace("\0", "").strip()[:300]
    if not note:
        modeladmin.message_user(
            request, _("Say why: readers who come to the address will see it."), messages.ERROR
        )
        return
    moved, refused = _each(
        stories, request, may_withdraw, lambda story: story.withdraw(by=request.user, note=note)
    )
    if moved:
        said = ngettext("%(number)s story withdrawn.", "%(number)s stories withdrawn.", moved)
        modeladmin.message_user(request, said % {"number": moved}, messages.SUCCESS)
    _say_refused(modeladmin, request, refused)


def _each(stories, request, may, move):
    """Move one story after another; return how many moved and `[(story, why not), …]`."""
    moved, refused = 0, []
    for story in stories.order_by("saved_at", "pk"):
        if not may(request.user, story):
            refused.append((story, _("You may not do this with it.")))
            continue
        try:
            with transaction.atomic():
                move(story)
        except NotReady as refusal:
            refused.append((story, " ".join(map(str, refusal.missing.values()))))
        except Refusal as refusal:
            refused.append((story, str(refusal)))
        else:
            moved += 1
    return moved, refused


def _say_refused(modeladmin, request, refused):
    if not refused:
        return
    head = ngettext(
        "%(number)s story stayed as it was:",
        "%(number)s stories stayed as they were:",
        len(refused),
    ) % {"number": len(refused)}
    lines = format_html_join(
        "",
        '<li><a href="{}/change/">{}</a> {}</li>',
        ((story.pk, story, why) for story, why in refused[:REFUSALS_SHOWN]),
    )
    modeladmin.message_user(request, format_html("{}<ul>{}</ul>", head, lines), messages.WARNING)
