"""A form field in which a story is written."""

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media, static_lazy

from articles import html

#: Modules of `static/editor/`, in no order: each imports what it needs by the name given here,
#: so that browsers get every file by its hashed name.
MODULES = (
    "access",
    "blocks",
    "dialog",
    "embed",
    "facts",
    "find",
    "full",
    "hints",
    "keys",
    "lines",
    "link",
    "lists",
    "notes",
    "panel",
    "paste",
    "pastedlists",
    "pictures",
    "quote",
    "table",
    "toolbar",
    "typography",
    "words",
)


class BodyWidget(ProseEditorWidget):
    """A `<textarea>` that `static/editor/` turns into a column of the paper."""

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "body-text", "rows": 20, **(attrs or {})})
        self.preset = "configurable"

    @property
    def media(self):
        return Media(
            importmap=ImportMap(
                {
                    "django-prose-editor/editor": static_lazy("django_prose_editor/editor.js"),
                    **{f"editor/{name}": static_lazy(f"editor/{name}.js") for name in MODULES},
                }
            ),
            css={"all": ["editor/editor.css"]},
            js=[
                # The catalogue comes first: every module asks it for its words.
                reverse("writing:words"),
                Script("django_prose_editor/configurable.js", type="module"),
            ],
        )

    def get_config(self):
        return {
            "extensions": extensions(),
            "js_modules": [f"editor/{name}" for name in MODULES],
        }


def extensions():
    """Return what can be written; `articles.html` keeps the same and no more."""
    return {
        "Document": True,
        "Paragraph": True,
        "Text": True,
        "History": True,
        "Dropcursor": True,
        "Gapcursor": True,
        # Not prose-editor's menu: ours has names in the editor's language and a place for the keys.
        "Toolbar": {"icons": static("editor/icons.svg")},
        "Bold": True,
        "Italic": True,
        "HardBreak": True,
        "Heading": {"levels": [2, 3, 4]},
        "HorizontalRule": True,
        "BulletList": True,
        "OrderedList": {"enableListAttributes": False},
        "Item": True,
        "StoryLink": {"stories": reverse("writing:stories")},
        "CaptionedTable": True,
        "TableRow": True,
        "Cell": True,
        "HeaderCell": True,
        "Lines": True,
        "Quote": True,
        "PullQuote": True,
        "Source": True,
        "Facts": True,
        "FactsTitle": True,
        "Picture": _library(),
        "Gallery": _library(),
        "Embed": {"check": reverse("writing:embed")},
        "Typography": {
            "address": reverse("writing:typography"),
            "fields": ["kicker", "headline", "lead", "title"],
        },
        "Find": True,
        "Access": {"pictures": reverse("admin:images_image_json")},
        "FullScreen": True,
        "Keys": True,
        "Hints": True,
        "Paste": True,
        "SpecialCharacters": True,
        "TrailingNode": True,
    }


def _library():
    return {
        "picker": reverse("admin:images_image_picker"),
        "pictures": reverse("admin:images_image_json"),
    }


class BodyField(ProseEditorFormField):
    """Gives the cleaned HTML of what was written; "" if that is nothing."""

    widget = BodyWidget

    def __init__(self, *, widget=None, **kwargs):
        kwargs.setdefault("required", False)
        is_ours = isinstance(widget, BodyWidget)
        # `strip` would also cut no-break spaces; the cleaning knows which of them matter.
        forms.CharField.__init__(
            self, widget=widget if is_ours else BodyWidget(), strip=False, **kwargs
        )

    def clean(self, value):
        body = html.clean(value or "")
        # An embed or a picture alone is a text, an empty paragraph is none.
        return forms.CharField.clean(self, body)

    def has_changed(self, initial, data):
        return not self.disabled and html.clean(initial or "") != html.clean(data or "")
