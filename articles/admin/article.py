"""The desk's list of stories, and the form in which a story is written, published, withdrawn."""

from django import forms
from django.contrib import admin, messages
from django.db import connection, transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.newsroom_admin import NewsroomAdmin
from accounts.uncounted import UncountedPaginator
from articles import permissions
from articles.editor import EditorAdminMixin
from articles.models import Article, NotReady, Refusal
from images.widgets import PicturePicker

from . import filters, moves
from .correction import CorrectionInline
from .form import COLUMNS, ArticleForm
from .pages import StoryList
from .searching import stories_about

HISTORY_SHOWN = 8


@admin.register(Article)
class ArticleAdmin(EditorAdminMixin, NewsroomAdmin):
    form = ArticleForm
    fieldsets = [(None, {"fields": COLUMNS})]
    inlines = [CorrectionInline]
    list_display = ["headline"]
    list_filter = [
        filters.WhoseFilter,
        filters.StatusFilter,
        filters.RubricFilter,
        filters.TimeFilter,
        filters.AuthorFilter,
        filters.LanguageFilter,
    ]
    list_per_page = 50
    search_fields = ["headline"]
    ordering = ["-saved_at", "-pk"]
    sortable_by = ()
    paginator = UncountedPaginator
    action_form = moves.MovesForm
    actions = [moves.publish, moves.withdraw]

    @property
    def media(self):
        # The scripts of Django's own lists and forms have nothing to do on these pages.
        return forms.Media()

    # --- rights -------------------------------------------------------------------------------

    def get_queryset(self, request):
        stories = permissions.visible_to(request.user, super().get_queryset(request))
        if request.method == "POST" and connection.in_atomic_block:
            # Of two who save one story at once the second waits, and is told.
            stories = stories.select_for_update(of=("self",))
        return stories

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

    # --- the list -----------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_actions(self, request):
        actions = super().get_actions(request)
        # A story is deleted from its own page, after a look at it.
        actions.pop("delete_selected", None)
        return actions

    def get_search_results(self, request, queryset, search_term):
        return stories_about(queryset, search_term), False

    def choice_facts(self, article):
        """Say beside a suggested story what tells it from others of that name."""
        day = article.published_on or timezone.localdate(article.saved_at)
        return {"sub": f"{day:%d.%m.%Y}"}

    # --- the form -----------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("ArticleForm", (form,), {"user": request.user, "move": _move_of(request, obj)})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            return db_field.formfield(widget=PicturePicker())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, article, form, change):
        form.tags_before = article.page_tags() if change else ()
        if not change:
            article.created_by = request.user
        elif article.is_public and form.changes_what_readers_read:
            article.updated_at = timezone.now()
        form.save_row(article)

    def save_formset(self, request, form, formset, change):
        for correction in formset.save(commit=False):
            correction.made_by = correction.made_by or request.user
            correction.save()
        for correction in formset.deleted_objects:
            correction.delete()

    def save_related(self, request, form, formsets, change):
        """Write the relations, then the move, then all that follows from both, once."""
        super().save_related(request, form, formsets, change)
        request.refusal = None
        if form.move:
            try:
                with transaction.atomic():
                    self._move(form, request.user)
            except Refusal as refusal:
                request.refusal = refusal
            else:
                return
        form.instance.settle(tags_before=form.tags_before)

    def _move(self, form, user):
        if form.move == "publish":
            form.instance.publish(by=user)
        else:
            form.instance.withdraw(by=user, note=form.cleaned_data["note"].strip())

    def response_add(self, request, article, post_url_continue=None):
        return self._answer(request, article)

    def response_change(self, request, article):
        return self._answer(request, article)

    def _answer(self, request, article):
        """Stay with the story: say what became of it, and what is missing."""
        move = _move_of(request, article)
        if isinstance(request.refusal, NotReady):
            return redirect(f"{self._address(article)}?missing=1#missing")
        if request.refusal:
            self.message_user(request, str(request.refusal), messages.ERROR)
        elif article.is_public and move:
            said = format_html(
                '{} <a href="{}">{}</a>',
                _("Published."),
                article.get_absolute_url(),
                _("Open on the site"),
            )
            self.message_user(request, said, messages.SUCCESS)
        elif move:
            self.message_user(request, _("Withdrawn from the site."), messages.SUCCESS)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return redirect(self._address(article))

    def _address(self, article):
        return reverse("admin:articles_article_change", args=[article.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        user, form = request.user, context["adminform"].form
        context |= {
            "writable": form.writable,
            "can_write": bool(form.writable),
            "can_publish": permissions.may_publish(user, obj),
            "can_withdraw": permissions.may_withdraw(user, obj),
            "can_delete": bool(obj) and permissions.may_delete(user, obj),
            "faults": _faults(form, context["inline_admin_formsets"]),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_facts(self, request, article):
        """Return the title, and of a saved story what the rail says of it."""
        if article is None:
            return {"title": _("New story")}
        missing = article.missing()
        root = article.translation_of_id or article.pk
        group = Article.objects.filter(Q(pk=root) | Q(translation_of=root)).exclude(pk=article.pk)
        return {
            "missing": missing,
            "asks_missing": "missing" in request.GET and missing,
            "moves": article.history.select_related("by")[:HISTORY_SHOWN],
            "translations": permissions.visible_to(request.user, group).only(
                "headline", "language", "status"
            ),
        }

    def history_view(self, request, object_id, extra_context=None):
        return super().history_view(request, object_id, {"subtitle": None} | (extra_context or {}))


def _move_of(request, article):
    """Return which move the pressed button asks for, as far as this user may ask for it."""
    if "_publish" in request.POST and permissions.may_publish(request.user, article):
        return "publish"
    if "_withdraw" in request.POST and permissions.may_withdraw(request.user, article):
        return "withdraw"
    return ""


def _faults(form, inlines):
    """Return `[(label, what is wrong, id of the field), …]` of everything the form refused."""
    faults = [
        (form[name].label, error, form[name].id_for_label or f"id_{name}")
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    faults += [("", error, "") for error in form.non_field_errors()]
    for inline in inlines:
        for row in inline.formset:
            faults += [
                (row[name].label, error, row[name].id_for_label)
                for name, errors in row.errors.items()
                if name in row.fields
                for error in errors
            ]
    return faults
