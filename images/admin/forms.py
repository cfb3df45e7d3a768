"""What an editor says about a picture."""

from django import forms
from django.utils.translation import gettext_lazy as _

from images.models import Image
from images.validators import plain_text


class ImageForm(forms.ModelForm):
    source_url = Image._meta.get_field("source_url").formfield(
        assume_scheme="https", widget=forms.URLInput(attrs={"class": "vTextField"})
    )

    class Meta:
        model = Image
        fields = (
            "title",
            "alt",
            "is_decorative",
            "caption",
            "credit",
            "licence",
            "source_url",
            "focal_x",
            "focal_y",
        )
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "credit": forms.TextInput(attrs={"class": "vTextField"}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 100}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 100}),
        }
        help_texts = {
            "alt": _(
                "Say what is to be seen and why it matters here, in a sentence. "
                "Screen readers say “picture” themselves."
            ),
            "is_decorative": _(
                "Only for pictures that say nothing the text does not say: they are passed over."
            ),
            "caption": _("Stands under the picture: who, where, when."),
            "credit": _("Whose picture it is, as it is to be printed."),
        }

    def clean(self):
        cleaned = super().clean()
        for name in ("title", "alt", "caption", "credit"):
            if name in cleaned:
                cleaned[name] = plain_text(cleaned[name], Image._meta.get_field(name).max_length)
        return cleaned


class PickedForm(ImageForm):
    """The few words that are asked for while a story is being written."""

    source_url = None

    class Meta(ImageForm.Meta):
        fields = (  # type: ignore[assignment]  # fewer of them
            "alt",
            "is_decorative",
            "caption",
            "credit",
            "licence",
            "focal_x",
            "focal_y",
        )


class SharedWordsForm(forms.ModelForm):
    """What all files of one upload have in common."""

    class Meta:
        model = Image
        fields = ("credit", "licence")
        widgets = {"credit": forms.TextInput(attrs={"class": "vTextField"})}
        help_texts = {"credit": _("For all files. Empty: taken from the file, if it says.")}
