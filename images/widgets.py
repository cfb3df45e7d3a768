"""A form field's picture: seen, chosen in the library, taken away."""

from django import forms
from django.forms import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from accounts.numbers import number_in

from .markup import facts_of
from .models import Image


class PicturePicker(forms.Widget):
    """The widget of a foreign key to `Image`. The value is the picture's number.

    In an admin, return `db_field.formfield(widget=PicturePicker())` from `formfield_for_dbfield`,
    before Django wraps it in links of its own. Without scripts the number can be typed.
    """

    class Media:
        css = {"all": ["css/picture-desk.css"]}
        js = [Script("js/picture-picker.js", defer=True)]

    def render(self, name, value, attrs=None, renderer=None):
        image = self._picture(value)
        return mark_safe(
            render_to_string(
                "images/_picture_picker.html",
                {
                    "name": name,
                    "value": "" if value is None else value,
                    "attrs": self.build_attrs(self.attrs, attrs),
                    "image": image,
                    "facts": facts_of(image) if image else {},
                    "picker": reverse("admin:images_image_picker"),
                },
            )
        )

    def _picture(self, value):
        if isinstance(value, Image):
            return value
        number = number_in(value)
        return Image.objects.filter(pk=number).first() if number else None
