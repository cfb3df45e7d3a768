"""Stories that an editor put beside another there, once all of them are here."""

import json

from articles.models import Article
from pagecache.tags import changed

from . import keys
from .models import Kind, Source

AT_ONCE = 200
NAMES = ("headline", "language", "translation_of", "newest", "status")


def link(ledger, origin, step):
    """Put beside each story what stood beside it there; one that was edited here is left."""
    rows = ledger.db.execute("SELECT id, others FROM beside ORDER BY id")
    for some in iter(lambda: rows.fetchmany(AT_ONCE), []):
        with step():
            _link(origin, {id: json.loads(others) for id, others in some})


def here(origin, numbers):
    """Return `{number there: story}` of those that are here. Two queries."""
    wanted = {keys.item(number, "", ""): number for number in numbers}
    sources = Source.objects.filter(origin=origin, kind=Kind.STORY, key__in=wanted)
    pks = {wanted[key]: pk for key, pk in sources.values_list("key", "object_id")}
    stories = Article.objects.only(*NAMES).in_bulk(pks.values())
    return {number: stories[pk] for number, pk in pks.items() if pk in stories}


def _link(origin, groups):
    stories = here(origin, {id for one, others in groups.items() for id in (one, *others)})
    fresh = Article.objects.filter(newest=0, related_stories=None)
    pks = [stories[id].pk for id in groups if id in stories]
    untouched = set(fresh.filter(pk__in=pks).values_list("pk", flat=True))
    for id, others in groups.items():
        story = stories.get(id)
        if story and story.pk in untouched:
            story.set_related([stories[other] for other in others if other in stories])
            changed(f"article:{story.pk}")
