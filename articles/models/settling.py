"""What follows from a story's text and relations, kept with it so that pages need not ask."""

from django.db import transaction
from django.utils import translation

from articles import html
from articles.signals import article_changed
from images.models import Image
from pagecache.tags import changed

from .listing import Listing
from .output import PAPER, Output
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
        changed(*{*tags_before, *self.page_tags()})
        if self.published_at:
            moved.append((*PAPER, self.language, self.published_at))
        Output.objects.recount(moved)
        article_changed.send(sender=type(self), article=self)

    def derive(self, pictures=None):
        """Set the derived columns from the body and the placements, without saving.

        pictures: `{id: Image}` when the caller has them already.
        """
        if pictures is None:
            pictures = Image.objects.in_bulk(html.image_ids(self.body))
        words = html.text_of(self.body).split()
        self.words = len(words)
        self.excerpt = excerpt_of(words)
        with translation.override(self.language):
            self.compiled_body = html.render(self.body, pictures)
        self.rubric_ids = list(self.placements.values_list("rubric", flat=True))


def excerpt_of(words):
    """Return the first 15 of `words`, ending in “…” when there are more."""
    text = " ".join(words[:EXCERPT_WORDS])
    if len(words) > EXCERPT_WORDS:
        text = text.rstrip(".,:;!?–—-…") + "…"
    return text[:300]
