"""Who sits at the desk in these tests, and the form they fill in."""

from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import make_user

ROLES = ("reporter", "editor", "chief", "photo_desk", "admin")


def make_person(role, **fields):
    person = make_user(is_staff=True, **fields)
    person.groups.set([Group.objects.get(name=role)])
    return person


def address_of(article=None, page="change"):
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def filled_in(article=None, **changes):
    """Return what the form of `article` sends, with `changes`."""
    corrections = list(article.corrections.all()) if article else []
    sent = {
        "language": "ru",
        "importance": 3,
        "corrections-TOTAL_FORMS": len(corrections),
        "corrections-INITIAL_FORMS": len(corrections),
    }
    for place, correction in enumerate(corrections):
        sent[f"corrections-{place}-id"] = correction.pk
        sent[f"corrections-{place}-article"] = article.pk
        sent[f"corrections-{place}-text"] = correction.text
    if article:
        names = (
            "language", "kicker", "headline", "lead", "body", "picture_caption", "importance",
            "age_mark", "slug", "seo_title", "seo_description", "canonical_url",
        )  # fmt: skip
        sent |= {name: getattr(article, name) for name in names}
        sent |= {
            "seen": article.newest,
            "picture": article.picture_id or "",
            "rubrics": list(article.placements.values_list("rubric", flat=True)),
            "bylines": [f"{line.author_id}:{line.role}" for line in article.bylines.all()],
            "related": list(article.related_stories.values_list("related", flat=True)),
            "tags": ", ".join(article.tags.names()),
        }
        if article.has_reactions:
            sent["has_reactions"] = "on"
        if article.translation_of_id:
            sent["translation_of"] = article.translation_of_id
    return sent | {"_save": ""} | changes
