"""What the parts of a revision are called, and how each is said in words."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Role
from articles.permissions import visible_to

#: Name in the content → name for editors, in the order of the page.
LABELS = {
    "kicker": gettext_lazy("Kicker"),
    "headline": gettext_lazy("Headline"),
    "lead": gettext_lazy("Lead"),
    "body": gettext_lazy("Text"),
    "picture": gettext_lazy("Main picture"),
    "picture_caption": gettext_lazy("Caption"),
    "rubrics": gettext_lazy("Rubrics"),
    "bylines": gettext_lazy("By"),
    "tags": gettext_lazy("Tags"),
    "related": gettext_lazy("Beside it"),
    "importance": gettext_lazy("Importance"),
    "age_mark": gettext_lazy("Age mark"),
    "has_reactions": gettext_lazy("Readers may react"),
    "language": gettext_lazy("Language"),
    "translation_of": gettext_lazy("Translation of"),
    "slug": gettext_lazy("Address"),
    "seo_title": gettext_lazy("Title for search engines"),
    "seo_description": gettext_lazy("Description for search engines"),
    "canonical_url": gettext_lazy("Original elsewhere"),
}


def hidden_in(user, *contents):
    """Return the numbers of stories that `contents` name and `user` may not know of. One query."""
    named = {
        story["id"]
        for content in contents
        for story in [content["translation_of"], *content["related"]]
        if story
    }
    seen = visible_to(user).filter(pk__in=named).values_list("pk", flat=True) if named else ()
    return named - set(seen)


def said(name, value, hidden=frozenset()):
    """Return `value` of the part `name` as one line of words. hidden: stories not to be named."""
    if name in ("related", "translation_of"):
        stories = value if isinstance(value, list) else [value] if value else []
        nameless = _("a story you may not see")
        return ", ".join(nameless if one["id"] in hidden else one["name"] for one in stories)
    if name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    if name == "bylines":
        return ", ".join(f"{one['name']} ({_role(one['role'])})" for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(one["name"] for one in value)
    if isinstance(value, dict):
        return value["name"]
    return "" if value is None else str(value)


def _role(code):
    return str(dict(Role.choices).get(code, code))
