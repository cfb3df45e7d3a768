from django.contrib import admin

from .forms import input_name, other_languages, translated_form


class TranslatedAdmin(admin.ModelAdmin):
    """An admin whose form shows each translated text in every language, side by side."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs.setdefault("form", translated_form(self.model, self._base_form()))
        return super().get_form(request, obj, change=change, **kwargs)

    def _base_form(self):
        return translated_form.__defaults__[0] if self.form is admin.ModelAdmin.form else self.form

    def get_fields(self, request, obj=None):
        fields = []
        for field in self.fields or super().get_fields(request, obj):
            if field in fields:
                continue
            fields.append(field)
            if field in self.model.translated_fields:
                fields += [input_name(field, language) for language, _name in other_languages()]
        return fields
