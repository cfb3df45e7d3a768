"""Rubrics, tags and importance of a story from its line in the list: a save like any other."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Refusal, Status, Superseded
from articles.permissions import QUICK, fields_for

from .form import ArticleForm
from .labels import LABELS, said
from .pages import is_quick, list_address
from .tagging import TagsField, create

FORM = "admin/articles/article/_quick.html"
ROWS = "admin/articles/article/_rows.html"
LONGEST_QUESTION = 2000


class QuickForm(forms.Form):
    """What the user may change of one story in its line.

    The inputs belong to the form by its id, because a line of the list stands in another form.
    """

    rubrics = ArticleForm.declared_fields["rubrics"]
    tags = TagsField(label=gettext_lazy("tags"))
    importance = forms.TypedChoiceField(
        label=gettext_lazy("importance"),
        choices=[(number, number) for number in range(1, 6)],
        coerce=int,
    )
    #: The number of the revision that this form was made from.
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data, *, story, user):
        super().__init__(data, auto_id="quick_%s")
        found, row = story.relations, story.row
        for name in QUICK - fields_for(user, row):
            del self.fields[name]
        self.initial = {
            "rubrics": found.rubrics,
            "tags": found.tags,
            "importance": story.importance,
            "seen": row.newest,
        }
        if "rubrics" in self.fields:
            self.fields["rubrics"].keep(found.rubrics)
        if "tags" in self.fields:
            self.fields["tags"].may_create = user.has_perm("articles.add_tag")
        for field in self.fields.values():
            field.widget.attrs["form"] = "quick-form"

    def changes(self):
        """Return those parts of a revision's content that were changed. New tags are saved."""
        chosen = {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}
        if "tags" in chosen:
            chosen["tags"] = create(chosen["tags"])
        return {
            name: value if name == "importance" else [_named(row) for row in value]
            for name, value in chosen.items()
        }


def view(request, object_id, *, admin):
    """Show the form or save it: as a part of the list for its script, as a page for all others."""
    row = admin.get_row(request, object_id)
    if not fields_for(request.user, row) & QUICK:
        raise PermissionDenied
    story = row.edited()
    is_part = request.headers.get("X-Part") == "line"
    sent = request.POST if request.method == "POST" else request.GET
    form = QuickForm(sent if request.method == "POST" else None, story=story, user=request.user)
    overtaken = ""
    if form.is_bound and form.is_valid():
        try:
            sentence = _save(form, story, request.user)
        except Superseded:
            row.refresh_from_db()
            overtaken = _what_stands_now(row)
            form.data = form.data.copy()
            form.data["seen"] = str(row.newest)
        except Refusal as refusal:
            overtaken = str(refusal)
        else:
            return _saved(request, admin, row, sentence, is_part)
    status = 409 if overtaken else 422 if form.is_bound and is_part else 200
    context = {
        "form": form,
        "row": row,
        "overtaken": overtaken,
        "becomes": _what_becomes_of_it(row),
        "back": sent.get("back", ""),
    }
    if is_part:
        return JsonResponse({"form": render_to_string(FORM, context, request)}, status=status)
    context |= admin.admin_site.each_context(request) | {
        "title": _("Quick edit"),
        "opts": admin.opts,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/articles/article/quick.html", context, status=status)


def _save(form, story, user):
    """Save the next revision and return the sentence that says what became of it."""
    row = story.row
    if row.newest and form.cleaned_data["seen"] != row.newest:
        raise Superseded(row, form.cleaned_data["seen"])
    with transaction.atomic():
        # As in the form: first the story, then its new tags. The other way round two who give
        # one story one new tag wait for each other.
        Article.objects.select_for_update(of=("self",)).get(pk=row.pk)
        changes = form.changes()
        if not changes:
            return _("Nothing was changed.")
        note = ", ".join(str(LABELS[name]).lower() for name in changes)
        row.revise(story.content | changes, by=user, seen=row.newest, note=note)
    if becomes := _what_becomes_of_it(row):
        return _("Saved.") + " " + becomes
    return _("Saved.")


def _what_becomes_of_it(row):
    """Say what the law of drafts means for a change of this story, "" for a plain draft."""
    if row.is_public:
        return _("The story is live: readers see the change once it is published.")
    if row.status == Status.SCHEDULED:
        return _("The story is planned: it appears as it was approved, without this change.")
    if row.published_on:
        return _("Readers see the change if the story is published again.")
    return ""


def _what_stands_now(row):
    """Say who saved what meanwhile."""
    newest = row.revisions.select_related("made_by").get(number=row.newest)
    parts = ", ".join(
        f"{str(LABELS[name]).lower()}: {said(name, newest.content[name]) or '—'}"
        for name in ("rubrics", "tags", "importance")
    )
    sentence = _(
        "%(who)s saved this story meanwhile (%(parts)s). Nothing was overwritten. "
        "Save once more if yours shall stand."
    )
    return sentence % {"who": newest.made_by or capfirst(_("Somebody")), "parts": parts}


def _saved(request, admin, row, sentence, is_part):
    if not is_part:
        messages.success(request, sentence)
        return redirect(list_address(request.POST))
    fresh = admin.get_queryset(request).for_desk().get(pk=row.pk)
    fresh.is_quick = is_quick(request.user, fresh)
    context = {
        "articles": [fresh],
        "action_form": bool(admin.get_actions(request)),
        "back": quote(request.POST.get("back", "")[:LONGEST_QUESTION]),
    }
    return JsonResponse({"row": render_to_string(ROWS, context, request), "said": sentence})


def _named(row):
    return {"id": row.pk, "name": str(row)}
