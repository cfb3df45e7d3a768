"""Forms with one input per language for every translated text."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy


def other_languages():
    """Return `[(code, name), …]` of every language but the first."""
    return settings.LANGUAGES[1:]


def input_name(field, language):
    """Return the form field's name of `field` in `language`: `name_sah`."""
    return f"{field}_{language}"


class TranslatedForm(forms.ModelForm):
    """Reads and writes `translations` through the inputs that `translated_form` declares."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field, language in self._pairs():
            text = self.instance.translations.get(language, {}).get(field, "")
            self.initial.setdefault(input_name(field, language), text)

    def _pairs(self):
        for field in self._meta.model.translated_fields:
            for language, _name in other_languages():
                if input_name(field, language) in self.fields:
                    yield field, language

    def _post_clean(self):
        translations = {code: dict(texts) for code, texts in self.instance.translations.items()}
        for field, language in self._pairs():
            text = self.cleaned_data.get(input_name(field, language), "")
            texts = translations.setdefault(language, {})
            if text:
                texts[field] = text
            else:
                texts.pop(field, None)
        self.instance.translations = {code: texts for code, texts in translations.items() if texts}
        super()._post_clean()


def translated_form(model, base=TranslatedForm):
    """Return a form class for `model` with an optional input per text and further language."""
    inputs = {}
    for field in model.translated_fields:
        column = model._meta.get_field(field)
        for language, name in other_languages():
            item = column.formfield(required=False)
            item.label = format_lazy("{} ({})", _capitalised(column.verbose_name), name)
            item.help_text = ""
            item.widget.attrs["lang"] = language
            inputs[input_name(field, language)] = item
    return type(f"{model.__name__}Form", (base,), inputs)


# The names are translated when they are shown, not when the form is made.
_capitalised = lazy(capfirst, str)
