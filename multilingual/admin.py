"""Admins whose rows are written in every language, side by side."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.utils.text import format_lazy

from .forms import TranslatedForm, input_name, other_languages, translated_form


class TranslatedAdmin(admin.ModelAdmin):
    """An admin whose form shows each translated text in every language, in one row.

    `fields` or `fieldsets` name the text once. Stand it before other admins in the bases.
    """

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        # Whoever may only look sees the texts through these.
        for field in model.translated_fields:
            label = model._meta.get_field(field).verbose_name
            for language, name in other_languages():
                shown = partial(_text, field=field, language=language)
                shown.short_description = format_lazy("{} ({})", label, name)
                setattr(self, input_name(field, language), shown)

    def get_form(self, request, obj=None, change=False, **kwargs):
        base = TranslatedForm if self.form is admin.ModelAdmin.form else self.form
        kwargs.setdefault("form", translated_form(self.model, base))
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        beside = {
            input_name(field, language)
            for field in self.model.translated_fields
            for language, _name in other_languages()
        }
        return [field for field in super().get_fields(request, obj) if field not in beside]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (name, {**options, "fields": [self._row(field) for field in options["fields"]]})
            for name, options in fieldsets
        ]

    def _row(self, field):
        if field not in self.model.translated_fields:
            return field
        return (field, *(input_name(field, language) for language, _name in other_languages()))

    def get_readonly_fields(self, request, obj=None):
        readonly = list(super().get_readonly_fields(request, obj))
        fixed = [field for field in self.model.translated_fields if field in readonly]
        rows = [("", {"fields": [self._row(field) for field in fixed]})]
        return [*readonly, *(name for name in flatten_fieldsets(rows) if name not in readonly)]


def _text(row, *, field, language):
    return row.translations.get(language, {}).get(field, "")
