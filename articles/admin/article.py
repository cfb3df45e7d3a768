"""A story at the desk: the form in which it is written, published, withdrawn."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import BigIntegerField, DateTimeField
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from articles import permissions, previewing
from articles.editor import EditorAdminMixin
from articles.models import (
    Article,
    Locked,
    NotReady,
    Overtaken,
    Refusal,
    Superseded,
)
from articles.models.revision import content_of
from images.widgets import PicturePicker
from pagecache.prepared import Prepared

from . import (
    conflict,
    corrected,
    facts,
    history,
    locking,
    quick,
    slots,
    throwing,
    undoing,
    unsaved,
    verbs,
)
from .beginnings import beginning
from .correction import CorrectionInline
from .faults import faults_of
from .form import COLUMNS, ArticleForm
from .listing import ListOfStories

_row = Prepared(
    lambda pk, now: Article.objects.for_form(now).filter(pk=pk),
    pk=BigIntegerField(),
    now=DateTimeField(),
)


@admin.register(Article)
class ArticleAdmin(EditorAdminMixin, ListOfStories):
    form = ArticleForm
    fieldsets = [(None, {"fields": COLUMNS})]
    inlines = [CorrectionInline]

    @property
    def media(self):
        # The scripts of Django's own lists and forms have nothing to do on these pages.
        return forms.Media()

    # --- rights -------------------------------------------------------------------------------

    def get_queryset(self, request):
        permissions.bring_sections(request)
        stories = permissions.visible_to(request.user, super().get_queryset(request))
        if request.method == "POST" and connection.in_atomic_block:
            # Of two who save one story at once the second waits, and is told.
            stories = stories.select_for_update(of=("self",))
        is_one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return stories.for_form() if is_one else stories

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return request.user.has_perm("articles.view_article")
        return permissions.may_look(request.user, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            rights = ("articles.change_article", "articles.change_picture_of_article")
            return any(request.user.has_perm(right) for right in rights)
        return permissions.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return request.user.has_perm("articles.delete_article")
        return permissions.may_delete(request.user, obj)

    def has_publish_permission(self, request):
        return permissions.may_publish(request.user)

    # --- addresses ----------------------------------------------------------------------------

    def get_urls(self):
        pages = {
            "merge": conflict.view, "restore": history.restore,
            "trash": throwing.trash, "untrash": throwing.untrash,
            "autosave": unsaved.autosave, "forget": unsaved.forget, "ping": unsaved.ping,
            "lock": locking.lock, "unlock": locking.unlock, "take_over": locking.take_over,
            "quick": quick.view, "preview": unsaved.preview,
            "share": unsaved.hand_out, "unshare": unsaved.revoke,
        }  # fmt: skip
        named = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(partial(view, admin=self)),
                name=f"articles_article_{name}",
            )
            for name, view in pages.items()
        ]
        undo = self.admin_site.admin_view(partial(undoing.view, admin=self))
        return [path("undo/", undo, name="articles_article_undo"), *named, *super().get_urls()]

    # --- the form -----------------------------------------------------------------------------

    def get_row(self, request, object_id):
        """Return the row of a story that this user may know of; answer 404 otherwise.

        Only who writes asks again for what is to be locked: of one story Python says as well who
        may know of it, and the question is worded once.
        """
        if request.method == "POST":
            return super().get_object(request, object_id)
        permissions.bring_sections(request)
        found = _row(pk=number_in(object_id) or 0, now=timezone.now())
        if not found or not permissions.may_look(request.user, found[0]):
            raise Http404
        return found[0]

    def get_object(self, request, object_id, from_field=None):
        """Return the story as its newest revision has it: that is what is edited.

        Who may not know of a change before readers do sees what readers see.
        """
        row = self.get_row(request, object_id)
        if permissions.sees_unpublished(request.user, row):
            return row.edited()
        return row.edited(content=content_of(row))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        move = verbs.asked_for(request, obj and obj.row)
        facts = {"user": request.user, "move": move}
        if obj is None:
            facts["begins"] = beginning(request)
        if request.method == "GET" and "unsaved" in request.GET:
            slot = slots.asked_for(request, obj and obj.row)
            facts["typed"] = slot.typed if slot else None
        return type("ArticleForm", (form,), facts)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            return db_field.formfield(widget=PicturePicker())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return slots.received(request, self._form(request, object_id, form_url, extra_context))

    def _form(self, request, object_id, form_url, extra_context):
        is_save = request.method == "POST" and object_id
        if is_save and (refused := locking.refuse(self, request, object_id)):
            return refused
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Locked as refusal:
            return locking.refuse(self, request, object_id, refusal)
        except Superseded as refusal:
            return conflict.answer(self, request, refusal)
        except PermissionDenied:
            slots.keep_of_reader(self, request, object_id)
            raise

    def save_model(self, request, article, form, change):
        """Save a revision; of a story that nobody has seen the row follows it."""
        if not change:
            article.created_by = request.user
            article.is_new = True
            article.save()
            article.row = article
        row = article.row
        row.must_be_open_to(request.user)
        seen = form.cleaned_data["seen"] or 0
        # Before the first revision there is nothing that anybody could have saved meanwhile.
        if change and row.newest and seen != row.newest:
            raise Superseded(row, seen)
        if form.says_something_new:
            note = form.cleaned_data["revision_note"].strip()
            row.revise(form.content(), by=request.user, seen=row.newest, note=note)
        if "assigned_to" in form.changed_data:
            row.assign(form.cleaned_data["assigned_to"])
        slots.saved(request, row if change else None)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Show the corrections that were typed and not saved with the text they belong to."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | corrected.carried(request, obj)

    def save_formset(self, request, form, formset, change):
        for correction in formset.save(commit=False):
            correction.made_by = correction.made_by or request.user
            correction.save()
        for correction in formset.deleted_objects:
            correction.delete()

    def save_related(self, request, form, formsets, change):
        """Write the corrections, then do what was asked for, then all that follows, once."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)
        request.refusal = None
        request.move = form.move
        row = form.instance.row
        if any(formset.has_changed() for formset in formsets):
            # Before the verb: corrections stay whatever becomes of it.
            row.settle()
        if form.move:
            try:
                verbs.do(form.move, row, request.user, form.cleaned_data)
            except Refusal as refusal:
                request.refusal = refusal

    def response_add(self, request, article, post_url_continue=None):
        return self._answer(request, article.row)

    def response_change(self, request, article):
        return self._answer(request, article.row)

    def _answer(self, request, row):
        """Stay with the story: say what became of it, and what is missing."""
        move = request.move
        wanted = any(f"_{name}" in request.POST for name in verbs.VERBS)
        if wanted and not move:
            request.refusal = Overtaken(row)
        if isinstance(request.refusal, NotReady):
            return redirect(f"{self._address(row)}?missing=1#missing")
        if request.refusal:
            self.message_user(request, str(request.refusal), messages.ERROR)
        elif move == "publish" and row.is_public:
            parts = verbs.VERBS[move].said, row.get_absolute_url(), _("Open on the site")
            said = format_html('{} <a href="{}">{}</a>', *parts)
            self.message_user(request, said, messages.SUCCESS)
        elif move:
            self.message_user(request, verbs.VERBS[move].said, messages.SUCCESS)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return redirect(self._address(row))

    def _address(self, article):
        return reverse("admin:articles_article_change", args=[article.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        user, form = request.user, context["adminform"].form
        row = obj.row if obj else None
        lock = row.lock_in_force if row else None
        # What somebody else has closed is shown to be read.
        writable = form.writable if lock is None or lock.by == user else frozenset()
        context |= {
            "row": row,
            "lock": lock,
            "reads": "headline" in writable or row is None or previewing.text_of(obj),
            "writable": writable,
            "can_write": bool(writable),
            "can": verbs.offered(user, row, is_closed=writable != form.writable),
            **slots.shown(request, row),
            "autosaves": request.method == "GET",
            "faults": faults_of(form, context["inline_admin_formsets"]),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_facts(self, request, article):
        return facts.of(request, article)

    # --- the log ------------------------------------------------------------------------------

    def log_addition(self, request, obj, message):
        """Write nothing down: the first revision says it."""

    def log_change(self, request, obj, message):
        """Write down what no revision says: the corrections."""
        said = [part for part in message if any("name" in told for told in part.values())]
        if said:
            super().log_change(request, obj, said)

    def history_view(self, request, object_id, extra_context=None):
        return history.view(request, object_id, admin=self)
