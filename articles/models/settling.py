"""What follows from a story's text and relations, kept with it so that pages need not ask."""

from django.db import transaction
from django.db.models import BigIntegerField
from django.utils import translation

from articles import html
from articles.finding import index
from articles.signals import article_changed
from images.models import Image
from pagecache.prepared import Prepared
from pagecache.tags import ADDRESSES, changed

from .author import Byline
from .listing import Listing, list_tag, newest_of, shelves_of
from .output import PAPER, Output
from .rubric import Placement, Rubrics
from .tag import TaggedArticle
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
        self._note_pictures()
        shelves = self._shelves()
        moved = Listing.objects.place(self, shelves)
        if self.published_on:
            # What was never public is on no page.
            changed(*{*tags_before, *self.page_tags(shelves)})
        if self.published_at:
            moved.append((*PAPER, self.language, self.published_at))
        Output.objects.recount(moved)
        index.enter([self])
        article_changed.send(sender=type(self), article=self)

    def _note_pictures(self):
        used = {*html.image_ids(self.body), self.picture_id} - {None}
        if used == set(_pictures(pk=self.pk)):
            return
        self.image_uses.all().delete()
        ImageUse.objects.bulk_create(
            ImageUse(article=self, image_id=pk)
            for pk in Image.objects.filter(pk__in=used).values_list("pk", flat=True)
        )

    def _shelves(self):
        # Not `rubric_ids`: whoever held the row until now may have moved the story.
        keys = (ask(pk=self.pk) for ask in (_rubrics, _authors, _tags))
        return shelves_of(Rubrics.load(), *keys)

    def page_tags(self, shelves=None):
        """Return the tags of everything that shows this story. Five queries.

        The pages of stories that link to it, and of its other versions, are among them. shelves:
        `_shelves()` when the caller has them already; then one query.
        """
        root = self.translation_of_id or self.pk
        versions = type(self).objects.filter(translation_of=root).order_by().values_list("pk")
        beside = versions.union(self.related_to.order_by().values_list("article"))
        lists = [f"article:{root}", *(f"article:{pk}" for (pk,) in beside)]
        shelves = self._shelves() if shelves is None else shelves
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
            rubric_ids = _rubrics(pk=self.pk)
        self.rubric_ids = rubric_ids


def excerpt_of(words):
    """Return the first 15 of `words`, ending in “…” when there are more."""
    text = " ".join(words[:EXCERPT_WORDS])
    if len(words) > EXCERPT_WORDS:
        text = text.rstrip(".,:;!?–—-…") + "…"
    return text[:300]


def _about(column, of, story="article"):
    """Return a question for one column of the rows of a story: asked whenever one is saved."""
    return Prepared(
        lambda pk: of.objects.filter(**{story: pk}).values_list(column, flat=True),
        pk=BigIntegerField(),
    )


_rubrics = _about("rubric", Placement)
_authors = _about("author", Byline)
_tags = _about("tag", TaggedArticle, story="content_object")
_pictures = _about("image", ImageUse)
