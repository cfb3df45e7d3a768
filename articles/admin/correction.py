from django import forms
from django.contrib import admin

from articles.models import Correction
from articles.permissions import may_correct


class CorrectionInline(admin.StackedInline):
    """What the paper says it got wrong, in the story's own form."""

    model = Correction
    extra = 1
    max_num = 50
    fields = ["text"]
    template = "admin/articles/article/_corrections.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None):
        return may_correct(request.user, obj)

    def has_add_permission(self, request, obj=None):
        # There is nothing to correct before readers saw it.
        return may_correct(request.user, obj) and bool(obj and obj.published_on)

    def has_change_permission(self, request, obj=None):
        return may_correct(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("articles.delete_correction")
