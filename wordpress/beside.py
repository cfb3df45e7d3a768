"""Stories that an editor put beside another there, once all of them are here."""

import json

from articles.models import Article
from pagecache.tags import changed

from . import keys
from .models import Kind, Source
from .standing import standing

AT_ONCE = 100
#: A database takes so many values in one question.
MOST = 400
NAMES = ("headline", "language", "translation_of", "newest", "status")


def link(ledger, origin, step):
    """Put beside each story what stood beside it there; one that was edited here is left."""
    rows = ledger.db.execute("SELECT id, others FROM beside ORDER BY id")
    for some in iter(lambda: rows.fetchmany(AT_ONCE), []):
        with step():
            _link(origin, {id: json.loads(others) for id, others in some})


def here(origin, numbers):
    """Return `{number there: story}` of those that are here. Two queries for every 400."""
    found, wanted = {}, {keys.item(number, "", ""): number for number in numbers}
    for start in range(0, len(wanted), MOST):
        sources = Source.objects.filter(
            origin=origin, kind=Kind.STORY, key__in=list(wanted)[start : start + MOST]
        )
        pks = {wanted[key]: pk for key, pk in sources.values_list("key", "object_id")}
        stories = Article.objects.only(*NAMES).in_bulk(pks.values())
        found |= {number: stories[pk] for number, pk in pks.items() if pk in stories}
    return found


def named(story):
    """Return how the content of a revision names a story, None for none."""
    return story and {"id": story.pk, "name": str(story)}


def _link(origin, groups):
    stories = here(origin, {id for one, others in groups.items() for id in (one, *others)})
    fresh = _unedited(origin, [stories[id].pk for id in groups if id in stories])
    for id, others in groups.items():
        story = stories.get(id)
        if story and story.pk in fresh:
            wanted = [stories[other] for other in others if other in stories]
            if [other.pk for other in wanted] != fresh[story.pk]:
                story.set_related(wanted)
                changed(f"article:{story.pk}")


def _unedited(origin, pks):
    """Return `{story: numbers of what stands beside it}` of those that nobody saved here."""
    sources = Source.objects.filter(origin=origin, kind=Kind.STORY, object_id__in=pks)
    ours = dict(sources.values_list("object_id", "ours"))
    stands = standing(pks)
    unrevised = Article.objects.filter(pk__in=pks, newest=0).prefetch_related("related_stories")
    return {
        story.pk: [one.related_id for one in story.related_stories.all()]
        for story in unrevised.only("newest")
        if story.pk in stands and stands[story.pk].seal == ours.get(story.pk)
    }
