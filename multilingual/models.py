"""Rows whose texts are shown in every language of the paper.

The text in the paper's first language stands in an ordinary column, so that ordering, search and
constraints stay ordinary; the other languages stand beside it in one JSON column.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Local:
    """A row's texts in the language of the moment: `{{ rubric.local.description }}`.

    A text missing in that language falls back to the paper's first language.
    """

    def __init__(self, row, language=None):
        self._row = row
        self._language = language

    def __getattr__(self, field):
        if field.startswith("_"):
            raise AttributeError(field)
        return self._row.text(field, self._language)


class Translated(models.Model):
    """A row with texts in several languages.

    `translated_fields` names the text columns; `translations` holds
    `{language: {field: text}}` for every language but the first.
    """

    translations = models.JSONField(_("translations"), default=dict, blank=True, editable=False)
    translated_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __str__(self):
        return self.text(self.translated_fields[0])

    @property
    def local(self):
        return Local(self)

    def text(self, field, language=None):
        """Return `field` in `language` (default: the active one), else in the first language."""
        language = language or get_language() or settings.LANGUAGE_CODE
        return self.translations.get(language, {}).get(field) or getattr(self, field)
