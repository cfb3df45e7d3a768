"""Addresses of attachments, once everything they may lead to is here."""

from . import keys, places
from .fates import Stage
from .models import Kind, Source
from .paths import place_of, plain_query
from .pictures import is_picture


def keep_addresses(ledger, origin, *, step, report):
    """Write down what leads nowhere, and where pages and files of attachments lead.

    Yields after each batch.

    An attachment's page leads to the story it was attached to, else to the picture, else to
    nothing, which is answered as gone.
    """
    for stage in (Stage.GUEST, Stage.BLOCK, Stage.MENU, Stage.NOTHING):
        for batch in ledger.batches(stage):
            with step():
                report.addresses += places.keep(_gone(batch, origin.language))
            yield len(batch)
    for batch in ledger.batches(Stage.PICTURE):
        parents = {
            source.key: source
            for source in Source.objects.filter(
                origin=origin,
                key__in={
                    key
                    for item in batch
                    for key in (item.key, keys.item(item.post.parent or item.post.id, "", ""))
                },
            )
        }
        rows = []
        for item in batch:
            rows += _of(item, parents, origin.language)
        with step():
            report.addresses += places.keep(rows)
        yield len(batch)


def _gone(batch, language):
    """Yield the addresses of what nobody could read there, and of what was not taken along."""
    for item in batch:
        paths, queries = places.of_post(item.post)
        number = [plain_query("p", item.post.id)] if item.post.id else []
        for path in (*paths, *queries, *number):
            yield path, Kind.NOTHING, 0, language


def _of(item, parents, language):
    post = item.post
    own = parents.get(item.key)
    picture = (own.kind, own.object_id, language) if own else None
    parent = parents.get(keys.item(post.parent, "", "")) if post.parent else None
    story = (parent.kind, parent.object_id, language) if parent else None
    gone = (Kind.NOTHING, 0, language)
    for address in dict.fromkeys([post.attachment_url, post.guid]):
        if path := place_of(address):
            yield (path, *(picture or (gone if is_picture(post) else story or gone)))
    yield (place_of(post.link), *(story or picture or gone))
    if picture is None and post.id:
        yield (plain_query("p", post.id), *(story or gone))
