"""The field of tags: words that a comma parts, each an old tag or a new one."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.folding import Fold, fold
from articles.models import Tag

MOST_TAGS = 20
LONGEST_TAG = Tag._meta.get_field("name").max_length


class TagsInput(forms.TextInput):
    """A line of words; `static/desk/tag-chips.js` makes chips of it and suggests old tags."""

    class Media:
        js = [
            Script("desk/suggestions.js", defer=True),
            Script("desk/tag-chips.js", defer=True),
        ]

    def render(self, name, value, attrs=None, renderer=None):
        question = {"app_label": "articles", "model_name": "taggedarticle", "field_name": "tag"}
        return mark_safe(
            render_to_string(
                "admin/widgets/tags_input.html",
                {
                    "name": name,
                    "value": value or "",
                    "attrs": self.build_attrs(self.attrs, attrs),
                    "suggestions": f"{reverse('admin:autocomplete')}?{urlencode(question)}",
                },
            )
        )


class TagsField(forms.CharField):
    """Cleans to tags in the order typed. “лёд” is the tag “Лёд” when there is one.

    New tags come unsaved: `create()` saves them once the story itself is saved.
    """

    widget = TagsInput

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(max_length=MOST_TAGS * (LONGEST_TAG + 2), **kwargs)
        self.may_create = False

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(tag.name for tag in value or [])

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        return _words(self.prepare_value(initial)) != _words(data or "")

    def clean(self, value):
        if isinstance(value, list):
            return value  # the initial tags of a field that this user may not change
        words = _words(super().clean(value or ""))
        if len(words) > MOST_TAGS:
            raise ValidationError(_("No more than %(number)s tags.") % {"number": MOST_TAGS})
        if any(len(word) > LONGEST_TAG for word in words.values()):
            raise ValidationError(
                _("A tag has no more than %(number)s letters.") % {"number": LONGEST_TAG}
            )
        known = known_tags(words)
        new = [word for folded, word in words.items() if folded not in known]
        if new and not self.may_create:
            raise ValidationError(
                _("There is no tag “%(tag)s”, and you may not make new ones.") % {"tag": new[0]}
            )
        return [known.get(folded) or Tag(name=word) for folded, word in words.items()]


def known_tags(folded):
    """Return `{folded name: tag}` of the tags called so, however they are written. One query."""
    if not folded:
        return {}
    found = Tag.objects.alias(folded=Fold("name")).filter(folded__in=list(folded))
    return {fold(tag.name): tag for tag in found.order_by("-pk")}


def create(tags):
    """Return `tags`, those that are new saved. Of two people making one at once both get it.

    They are made in one order, whoever makes them: so nobody waits for somebody who waits.
    """
    new = sorted(tag.name for tag in tags if not tag.pk)
    made = {name: Tag.objects.get_or_create(name=name)[0] for name in new}
    return [tag if tag.pk else made[tag.name] for tag in tags]


def _words(text):
    """Return `{folded: as typed}` of the words of `text`, each once, in order."""
    words = (" ".join(word.split()) for word in (text or "").replace(";", ",").split(","))
    found = {}
    for word in words:
        if word:
            found.setdefault(fold(word), word)
    return found
