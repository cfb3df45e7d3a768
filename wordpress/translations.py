"""Versions of a story in other languages, once all of them are here."""

import json

from django.conf import settings

from articles.models import Article
from pagecache.tags import changed

from . import beside, kindred

AT_ONCE = 200
#: As Polylang names the term that all versions of a post have in common.
GROUPS = "post_translations"


def group_of(post):
    """Return (what the versions of `post` have in common, its language), None for nothing.

    “#7”: they are versions of number 7.
    """
    if original := kindred.translation_of(post):
        return f"#{original}", ""
    slugs = {label.taxonomy: label.slug for label in post.labels}
    return (slugs[GROUPS], slugs.get("language", "")) if GROUPS in slugs else None


def link(ledger, origin, step):
    """Let each version name the story that it is one of; one that was edited here is left."""
    rows = ledger.db.execute(
        "SELECT kin, json_group_array(json_array(id, language)) FROM version GROUP BY kin"
    )
    for some in iter(lambda: rows.fetchmany(AT_ONCE), []):
        with step():
            _link(origin, [_in_order(group, json.loads(members)) for group, members in some])


def _in_order(group, members):
    """Return (number of the original, numbers of the others), as they were there."""
    if group.startswith("#"):
        return int(group[1:]), [id for id, _language in members]
    ordered = sorted(members, key=lambda one: (one[1] != settings.LANGUAGE_CODE, one[0]))
    return ordered[0][0], [id for id, _language in ordered[1:]]


def _link(origin, groups):
    stories = beside.here(origin, {id for root, others in groups for id in (root, *others)})
    for id, others in groups:
        root = stories.get(id)
        if root is None or root.translation_of_id:
            continue
        for story in filter(None, map(stories.get, others)):
            is_ours = story.newest == 0 and story.translation_of_id is None
            if is_ours and story.language != root.language:
                Article.objects.filter(pk=story.pk).update(translation_of=root)
                changed(f"article:{story.pk}", f"article:{root.pk}")
