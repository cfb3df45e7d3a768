"""What follows from a story's text and relations, kept with it so that pages need not ask."""

from django.db import transaction
from django.utils import translation

from articles import html
from articles.finding import index
from articles.signals import article_changed
from images.models import Image
from pagecache.tags import ADDRESSES, changed

from .listing import Kind, Listing, list_tag, newest_of
from .output import PAPER, Output
from .rubric import Rubrics
from .usage import ImageUse

EXCERPT_WORDS = 15


class Settling:
    """The derived columns and rows of `Article`."""

    @transaction.atomic
    def settle(self, *, tags_before=()):
        """Bring all that is derived from the story up to date, and tell everybody.

        To be called once after a story and its relations were saved, in the same transaction.
        tags_before: `page_tags()` as they were, so that lists the story left are renewed, too.
        """
        self.derive()
        type(self).objects.filter(pk=self.pk).update(
            compiled_body=self.compiled_body,
            excerpt=self.excerpt,
            words=self.words,
            rubric_ids=self.rubric_ids,
        )
        self.image_uses.all().delete()
        used = {*html.image_ids(self.body), self.picture_id} - {None}
        ImageUse.objects.bulk_create(
            ImageUse(article=self, image_id=pk)
            for pk in Image.objects.filter(pk__in=used).values_list("pk", flat=True)
        )
        moved = Listing.objects.rebuild(type(self).objects.filter(pk=self.pk))
        if self.published_on:
            # What was never public is on no page.
            changed(*{*tags_before, *self.page_tags()})
        if self.published_at:
            moved.append((*PAPER, self.language, self.published_at))
        Output.objects.recount(moved)
        index.enter([self])
        article_changed.send(sender=type(self), article=self)

    def page_tags(self):
        """Return the tags of everything that shows this story. Five queries.

        The pages of stories that link to it, and of its other versions, are among them.
        """
        root = self.translation_of_id or self.pk
        versions = type(self).objects.filter(translation_of=root).order_by().values_list("pk")
        beside = versions.union(self.related_to.order_by().values_list("article"))
        lists = [f"article:{root}", *(f"article:{pk}" for (pk,) in beside)]
        shelves = {
            Kind.RUBRIC: Rubrics.load().with_ancestors(self.rubric_ids),
            Kind.AUTHOR: self.bylines.values_list("author", flat=True),
            Kind.TAG: self.tag_uses.values_list("tag", flat=True),
        }
        lists += [list_tag(kind, pk, self.language) for kind, pks in shelves.items() for pk in pks]
        return [self.page_tag(), newest_of(self.language), ADDRESSES, *lists]

    def derive(self, pictures=None, rubric_ids=None):
        """Set the derived columns from the body and the placements, without saving.

        pictures: `{id: Image}`, rubric_ids: in order, when the caller has them already.
        """
        if pictures is None:
            pictures = Image.objects.in_bulk(html.image_ids(self.body))
        words = html.text_of(self.body).split()
        self.words = len(words)
        self.excerpt = excerpt_of(words)
        with translation.override(self.language):
            self.compiled_body = html.render(self.body, pictures)
        if rubric_ids is None:
            rubric_ids = list(self.placements.values_list("rubric", flat=True))
        self.rubric_ids = rubric_ids


def excerpt_of(words):
    """Return the first 15 of `words`, ending in “…” when there are more."""
    text = " ".join(words[:EXCERPT_WORDS])
    if len(words) > EXCERPT_WORDS:
        text = text.rstrip(".,:;!?–—-…") + "…"
    return text[:300]
