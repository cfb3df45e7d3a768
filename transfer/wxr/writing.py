"""A WXR file, written row by row: authors, rubrics, tags, pictures, pages, stories."""

from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from articles import html
from articles.models import (
    Action,
    Article,
    Author,
    Byline,
    Placement,
    Rubric,
    Schedule,
    Status,
    Tag,
    TaggedArticle,
)
from images.models import Image
from pages.models import Page
from paper.models import Paper
from progress import Progress
from reactions.models import Tally
from wordpress.files import numbers_in
from wordpress.models import KeptFile

from .. import files
from ..folder import Refused, beside
from ..sheets import in_chunks
from ..snapshot import snapshot
from . import document
from .document import element, part, words
from .items import Items

CHUNK = 200


def write(path, *, uploads=None, stream):
    """Write the paper to the new file `path` as WordPress would have exported it.

    uploads: a folder that gets the originals, as `wp-content/uploads` of the new site; without it
    attachments name the public addresses of our pictures, as long as this site answers. Returns
    the names of originals that are lost. Raises `Refused`.
    """
    if not settings.SITE_URL:
        raise Refused(_("Set SITE_URL first: every address begins with it."))
    items = Items(settings.SITE_URL, bool(uploads))
    with beside(Path(path)) as draft, draft.open("w", encoding="utf-8") as file, snapshot():
        for piece in chain(_head(), _items(items, stream), [document.CLOSING]):
            file.write(piece)
    return _hand_over(items, Path(uploads), stream) if uploads else []


def _head():
    paper = Paper.current()
    yield document.OPENING
    yield element("title", paper.name)
    yield element("link", settings.SITE_URL)
    yield element("description", paper.description or paper.tagline)
    yield element("language", settings.LANGUAGE_CODE)
    yield element("wp:wxr_version", "1.2")
    yield element("wp:base_site_url", settings.SITE_URL)
    yield element("wp:base_blog_url", settings.SITE_URL)
    for author in Author.objects.order_by("pk").iterator():
        yield part(
            "wp:author",
            element("wp:author_id", author.pk),
            words("wp:author_login", author.slug),
            words("wp:author_email", ""),
            words("wp:author_display_name", author.name),
            words("wp:author_first_name", ""),
            words("wp:author_last_name", ""),
        )
    for rubric in Rubric.objects.with_tree_fields().select_related("parent"):
        yield part(
            "wp:category",
            element("wp:term_id", 2 * rubric.pk),
            words("wp:category_nicename", rubric.slug),
            words("wp:category_parent", rubric.parent.slug if rubric.parent else ""),
            words("wp:cat_name", rubric.name),
            words("wp:category_description", rubric.description),
        )
    for tag in Tag.objects.order_by("pk").iterator():
        yield part(
            "wp:tag",
            element("wp:term_id", 2 * tag.pk + 1),
            words("wp:tag_slug", tag.slug),
            words("wp:tag_name", tag.name),
        )


def _items(items, stream):
    pictures = _pictures(items)
    stories = Article.objects.order_by("pk").prefetch_related(
        Prefetch("placements", Placement.objects.select_related("rubric")),
        Prefetch("bylines", Byline.objects.select_related("author")),
        Prefetch("tag_uses", TaggedArticle.objects.select_related("tag").order_by("pk")),
        Prefetch("tallies", Tally.objects.select_related("emoji").order_by("emoji")),
        Prefetch("schedules", Schedule.objects.select_related("revision")),
        "related_stories",
        "corrections",
    )
    documents = _documents(items)
    total = pictures.count() + documents.count() + Page.objects.count() + stories.count()
    with Progress("WXR", total, stream) as progress:
        for image in pictures.iterator(chunk_size=CHUNK):
            yield items.picture(image)
            progress.advance()
        for kept in documents.iterator(chunk_size=CHUNK):
            yield items.file(kept)
            progress.advance()
        for chunk in in_chunks(Page.objects.order_by("pk").iterator(chunk_size=CHUNK), CHUNK):
            named = _named(items, documents, chunk)
            for page in chunk:
                yield items.page(page, *named)
            progress.advance(len(chunk))
        rows = stories.defer("compiled_body").iterator(chunk_size=CHUNK)
        for chunk in in_chunks(rows, CHUNK):
            waiting = {story.pk: list(_waiting(story)) for story in chunk}
            texts = [text for some in waiting.values() for text, _revision, _at in some]
            named = _named(items, documents, [*chunk, *texts])
            for story in chunk:
                yield items.story(story, *named)
                for text, revision, planned_for in waiting[story.pk]:
                    yield items.revision(text, revision, planned_for, *named)
            progress.advance(len(chunk))


def _named(items, documents, rows):
    """Return (`{id: Shot}`, `{id: address}`): the pictures and documents in texts of `rows`."""
    pictures = Image.objects.in_bulk({pk for row in rows for pk in html.image_ids(row.body)})
    led_to = documents.filter(pk__in={number for row in rows for number in numbers_in(row.body)})
    return (
        {pk: items.shot(image) for pk, image in pictures.items()},
        {kept.pk: items.address_of_file(kept) for kept in led_to},
    )


def _waiting(story):
    """Yield (the story as it would be, its revision, when it shall appear) of what waits there.

    That is what was saved over a story that readers know: what is planned and what is newest.
    """
    if not story.has_newer_draft:
        return
    plans = [plan for plan in story.schedules.all() if plan.action == Action.UPDATE]
    hours = {plan.revision.number: plan.at for plan in plans}
    revisions = {plan.revision.number: plan.revision for plan in plans}
    revisions.setdefault(story.newest, None)
    for number in sorted(revisions):
        revision = revisions[number] or story.newest_revision()
        yield story.edited(revision), revision, hours.get(number)


def _pictures(items):
    rows = Image.objects.order_by("pk")
    # Nobody could fetch what readers do not see.
    return rows if items.has_uploads else rows.with_audience().filter(is_shown=True)


def _documents(items):
    rows = KeptFile.objects.order_by("pk")
    if items.has_uploads:
        return rows
    public = Q(uses__article__status=Status.PUBLISHED) | Q(uses__page__is_public=True)
    return rows.filter(pk__in=rows.filter(public).values("pk"))


def _hand_over(items, folder, stream):
    """Copy the originals to where the file says they are; one that is there already stays."""
    lost = []
    pictures, documents = Image.objects.order_by("pk"), KeptFile.objects.order_by("pk")
    wanted = chain(
        ((image, image.original, items.upload_of(image)) for image in pictures.iterator(CHUNK)),
        ((kept, kept.stored, items.upload_of_file(kept)) for kept in documents.iterator(CHUNK)),
    )
    with Progress(_("Files"), pictures.count() + documents.count(), stream) as progress:
        for row, original, upload in wanted:
            path = folder / upload
            if not (path.exists() and path.stat().st_size == row.size_bytes):
                try:
                    files.take(original.storage, original.name, path)
                except FileNotFoundError:
                    path.unlink(missing_ok=True)
                    lost.append(original.name)
            progress.advance()
    return lost
