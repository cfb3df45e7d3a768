"""Addresses of rubrics, tags and authors: left empty they are made from the name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.slugs import free_slug, slugify

#: Room for the number that tells namesakes apart: “-9999”.
ROOM_FOR_A_NUMBER = 5


class AddressedForm(forms.ModelForm):
    """A form of a row with `name` and `slug`, of which only the name must be typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever may only look has no field to fill in.
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("Latin letters, digits and hyphens. Empty: made from the name.")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "" and cleaned.get("name"):
            cleaned["slug"] = self._made_from(cleaned["name"])
        return cleaned

    def _made_from(self, name):
        """Return an address like `name` that no other row of its kind has."""
        rows = self._meta.model._base_manager.exclude(pk=self.instance.pk)
        longest = self._meta.model._meta.get_field("slug").max_length - ROOM_FOR_A_NUMBER
        # A name of emoji alone still needs an address.
        wanted = slugify(name, longest) or self._meta.model._meta.model_name
        return free_slug(
            wanted, set(rows.filter(slug__startswith=wanted).values_list("slug", flat=True))
        )
