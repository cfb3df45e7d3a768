"""What the paper says about itself: one row, one form."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.newsroom_admin import NewsroomAdmin
from multilingual.admin import TranslatedAdmin
from pagecache.remembered import furniture

from .models import Paper, Point


class Checklist(forms.MultipleChoiceField):
    """Points in their own order, whatever order they were ticked in."""

    def clean(self, value):
        chosen = super().clean(value)
        return [point for point in Point.values if point in chosen]


@admin.register(Paper)
class PaperAdmin(TranslatedAdmin, NewsroomAdmin):
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "age_mark", "founded_on"]}),
        (_("Nameplate"), {"fields": ["logo_svg", "rule_px"]}),
        (_("Publishing"), {"fields": ["checklist"]}),
        (_("Writing together"), {"fields": ["stories_can_be_locked"]}),
        (
            _("Imprint"),
            {
                "fields": [
                    "founder",
                    "editor_in_chief",
                    "email",
                    "phone",
                    "address",
                    "registered_by",
                    "registration_number",
                    "registered_on",
                    "imprint_note",
                ]
            },
        ),
        (_("Logging in"), {"fields": ["staff_need_second_factor"]}),
        (_("Backups"), {"fields": ["backup_days"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "checklist":
            return Checklist(
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                choices=Point.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request):
        # As every page remembers it: the navigation asks this on each.
        is_there = not furniture(request).paper._state.adding
        return super().has_add_permission(request) and not is_there

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one paper: its form is the list."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        if Paper.objects.exists():
            return redirect("admin:paper_paper_change", 1)
        return redirect("admin:paper_paper_add")

    def page_facts(self, request, obj):
        return {"title": _("The paper"), "missing_imprint": (obj or Paper()).missing_imprint()}
