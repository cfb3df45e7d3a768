"""To which rubrics somebody's say is limited, on the page of that person."""

from django import forms
from django.contrib import admin

from accounts.admin import PersonAdmin
from articles.models import Rubric, Section

MOST = 20


class SectionInline(admin.StackedInline):
    """Given by whoever may change the rights of that person, and to nobody by themselves."""

    model = Section
    extra = 2
    max_num = MOST
    fields = ["rubric"]
    template = "admin/articles/_section_inline.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "rubric":
            return db_field.formfield(queryset=Rubric.objects.all(), widget=forms.Select())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        person = admin.site.get_model_admin(self.parent_model)
        return person.may_change_rights(request, obj)

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)


PersonAdmin.inlines = [*PersonAdmin.inlines, SectionInline]
