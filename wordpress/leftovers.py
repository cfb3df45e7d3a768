"""Addresses of attachments, once everything they may lead to is here."""

from . import keys, places
from .fates import Stage
from .models import Kind, Source
from .paths import path_of, plain_query, whole
from .pictures import is_picture


def keep_addresses(ledger, origin, *, step, report):
    """Write down where pages and files of attachments lead, yielding after each batch.

    An attachment's page leads to the story it was attached to, else to the picture, else to
    nothing, which is answered as gone.
    """
    for batch in ledger.batches(Stage.PICTURE):
        parents = {
            source.key: source
            for source in Source.objects.filter(
                origin=origin,
                key__in={keys.item(item.post.parent, "", "") for item in batch if item.post.parent},
            )
        }
        rows = []
        for item in batch:
            rows += _of(item, parents, origin.language)
        with step():
            report.addresses += places.keep(rows)
        yield len(batch)


def _of(item, parents, language):
    post = item.post
    picture = (Kind.PICTURE, item.object, language) if item.object else None
    parent = parents.get(keys.item(post.parent, "", "")) if post.parent else None
    story = (parent.kind, parent.object_id, language) if parent else None
    gone = (Kind.NOTHING, 0, language)
    for address in dict.fromkeys([post.attachment_url, post.guid]):
        if path := whole(path_of(address)):
            yield (path, *(picture or (gone if is_picture(post) else story or gone)))
    yield (path_of(post.link), *(story or picture or gone))
    if picture is None and post.id:
        yield (plain_query("p", post.id), *(story or gone))
