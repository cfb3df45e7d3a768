"""The section of story templates."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.newsroom_admin import NewsroomAdmin
from articles.admin.ordered import OrderedField
from articles.admin.tagging import TagsField, create
from articles.editor import EditorAdminMixin
from articles.models import Rubric

from .models import StoryTemplate


class StoryTemplateForm(forms.ModelForm):
    """`may_create_tags` is set on the class by the admin."""

    may_create_tags = False

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)
    headline = forms.CharField(
        label=_("headline"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("{date} becomes the day on which the story is begun, {tomorrow} the next."),
    )
    lead = forms.CharField(
        label=_("lead"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    rubrics = OrderedField(
        label=_("rubrics"),
        rows=Rubric.objects.all,
        source=("articles", "article", "rubrics"),
        offered=lambda: Rubric.objects.order_by("position", "name"),
        at_most=8,
        placeholder=_("Add a rubric"),
    )
    tags = TagsField(label=_("tags"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", settings.LANGUAGE_CODE)
        self.initial["rubrics"] = self.instance.rubrics
        self.initial["tags"] = self.instance.tags
        self.fields["rubrics"].keep(self.initial["rubrics"])
        self.fields["tags"].may_create = self.may_create_tags
        for field in self.fields.values():
            field.label = capfirst(field.label)


@admin.register(StoryTemplate)
class StoryTemplateAdmin(EditorAdminMixin, NewsroomAdmin):
    form = StoryTemplateForm
    fields = [
        "name", "language", "kicker", "headline", "lead", "body", "rubrics", "tags", "age_mark",
        "importance", "position",
    ]  # fmt: skip
    list_display = ["name", "language", "kicker", "headline", "position"]
    list_editable = ["position"]
    list_per_page = 100
    sortable_by = ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        may = request.user.has_perm("articles.add_tag")
        return type("StoryTemplateForm", (form,), {"may_create_tags": may})

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return initial | {"position": StoryTemplate.objects.next_place()}

    def get_actions(self, request):
        """Offer nothing for many at once: there are a dozen, and each has its page."""
        return {}

    def save_model(self, request, template, form, change):
        if "rubrics" in form.cleaned_data:
            template.rubric_ids = [rubric.pk for rubric in form.cleaned_data["rubrics"]]
            template.tag_ids = [tag.pk for tag in create(form.cleaned_data["tags"])]
        super().save_model(request, template, form, change)
