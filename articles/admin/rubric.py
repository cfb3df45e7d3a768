from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import Script
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.newsroom_admin import NewsroomAdmin
from articles.models import Article, Rubric
from articles.permissions import sections_of
from articles.templatetags.desk import rubric_dot
from multilingual.admin import TranslatedAdmin
from multilingual.forms import TranslatedForm

from .addressed import AddressedForm


class HueInput(forms.NumberInput):
    """A number, a slider for it, and the colour itself in both themes."""

    class Media:
        js = [Script("desk/hue-input.js", defer=True)]

    def render(self, name, value, attrs=None, renderer=None):
        hue = value if isinstance(value, int) else 220
        number = super().render(name, value, {"min": 0, "max": 359, **(attrs or {})}, renderer)
        return mark_safe(
            render_to_string("admin/widgets/hue_input.html", {"number": number, "hue": hue})
        )


class RubricForm(AddressedForm, TranslatedForm):
    class Meta:
        widgets = {"hue": HueInput}

    def clean_parent(self):
        """Refuse a rubric above itself: a circle has no top."""
        parent = self.cleaned_data["parent"]
        above, steps = parent, 0
        while above is not None and steps < 50:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A rubric cannot stand below itself."))
            above, steps = above.parent, steps + 1
        return parent


@admin.register(Rubric)
class RubricAdmin(TranslatedAdmin, NewsroomAdmin):
    form = RubricForm
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (_("Where it stands"), {"fields": ["parent", "position", "is_in_menu", "front_layout"]}),
        (_("Colour"), {"fields": ["hue"]}),
    ]
    list_display = ["indented", "slug", "position", "is_in_menu", "front_layout"]
    list_editable = ["position", "is_in_menu"]
    list_display_links = ["indented"]
    list_per_page = 200
    search_fields = ["name", "slug"]
    actions = None
    sortable_by = ()

    def get_queryset(self, request):
        return Rubric.objects.with_tree_fields()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            return db_field.formfield()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_ordering(self, request):
        # The tree's own order: children below their parent.
        return ["tree_ordering"]

    @admin.display(description=_("rubric"))
    def indented(self, rubric):
        return format_html(
            '<span class="rubric depth-{}">{}{}</span>',
            min(getattr(rubric, "tree_depth", 0), 5),
            rubric_dot(rubric.hue),
            rubric,
        )

    def choice_facts(self, rubric):
        return {"hue": rubric.hue}

    def has_change_permission(self, request, obj=None):
        """Whoever is limited to rubrics moves no other below them: their say would grow."""
        may = super().has_change_permission(request, obj)
        if obj is None or not may:
            return may
        sections = sections_of(request.user)
        return sections is None or obj.pk in sections

    def has_delete_permission(self, request, obj=None):
        """A rubric that holds stories stays: its addresses are printed somewhere."""
        may = super().has_delete_permission(request, obj)
        return may and not (obj and _holds_something(obj))


def _holds_something(rubric):
    """Stories, rubrics below it, or the say of somebody that ends there."""
    return (
        Article.objects.filter(placements__rubric=rubric).exists()
        or rubric.children.exists()
        or rubric.sections.exists()
    )
