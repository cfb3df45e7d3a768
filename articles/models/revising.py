"""Saving a story: each time a revision; the row that readers see follows only when it may."""

import copy

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from articles import html
from images.models import Image

from .revision import PLAIN, READ, Relations, content_of
from .workflow import Superseded


class Revising(models.Model):
    """How an `Article` is saved at the desk.

    `newest` is the number of its newest revision, 0 for a story that was never edited here;
    `live` is the number of the one that readers see, 0 where that is simply the row.
    """

    newest = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    live = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    def revise(self, content, *, by, seen, note=""):
        """Save `content` as the next revision and return it.

        seen: the number of the revision it was made from; if there is a newer one by now, nothing
        is saved and `Superseded` says which; nor while somebody else has closed the story
        (`Locked`). The row of a story that was never public follows, so
        that lists and search know it; of one that was, readers go on seeing what they saw.
        """
        with transaction.atomic():
            if seen == 0 and self.newest == 0 and self.was_begun:
                self._keep_as_it_is()
                seen = 1
            number = seen + 1
            now = timezone.now()
            unrevised = type(self).objects.filter(pk=self.pk, newest=seen)
            if not unrevised.update(newest=number, saved_at=now):
                raise Superseded(self, seen)
            self.must_be_open_to(by)
            revision = self.revisions.create(
                number=number,
                content=content,
                words=len(html.text_of(content["body"]).split()),
                made_at=now,
                made_by=by,
                note=note[:200],
            )
            self.newest, self.saved_at = number, now
            # The row is locked by now: it may have become public since it was read.
            self.refresh_from_db(fields=["published_on", "status"])
            if not self.published_on:
                self.apply(content)
                self.settle()
            self.note_draft_pictures()
        return revision

    @property
    def was_begun(self):
        """Whether there is more of this story than the empty row that its first save needs."""
        return not getattr(self, "is_new", False)

    def _keep_as_it_is(self):
        """Make the first revision of a story that was written elsewhere."""
        if not type(self).objects.filter(pk=self.pk, newest=0).update(newest=1):
            raise Superseded(self, 0)
        row = type(self).objects.get(pk=self.pk)
        content = content_of(row)
        self.revisions.create(
            number=1,
            content=content,
            words=row.words,
            made_at=row.saved_at,
            made_by=row.created_by,
            was_public=bool(row.published_on),
        )
        self.newest = 1
        if row.published_on:
            type(self).objects.filter(pk=self.pk).update(live=1)
            self.live = 1
            self.history.filter(revision=0).update(revision=1)

    def apply(self, content):
        """Make the row and its relations say what `content` says; `settle()` must follow."""
        found = Relations.named_in(content, type(self).objects)
        self._lay(content, found)
        self.save(update_fields=[*PLAIN, "picture", "translation_of", "saved_at", "slug"])
        self.set_rubrics(found.rubrics)
        self.set_bylines(found.bylines)
        self.set_related(found.related)
        self.tags.set(found.tags, clear=True)

    def edited(self, revision=None, *, content=None):
        """Return a copy as `revision` (or a content) has it, by default the newest.

        The copy is for showing and for forms, never to be saved; it knows its `row`, its `content`
        and its `relations`. At most seven queries.
        """
        copied = copy.copy(self)
        copied._state = copy.copy(self._state)
        copied._state.fields_cache = self._state.fields_cache.copy()
        copied.row = self
        if content is None and not self.newest:
            copied.relations = Relations.of_row(self)
            copied.content = copied.relations.content_of(self)
        else:
            copied.content = content or self.content_to_publish(revision)
            copied.relations = Relations.named_in(copied.content, type(self).objects)
        copied._lay(copied.content, copied.relations)
        return copied

    def note_draft_pictures(self):
        """Write down which pictures the newest and the planned revisions need, beyond the row's."""
        waiting = self.revisions.filter(Q(number=self.newest) | Q(schedules__article=self))
        wanted = {pk for revision in waiting for pk in _images_of(revision.content)}
        self.draft_image_uses.all().delete()
        wanted -= {*html.image_ids(self.body), self.picture_id}
        self.draft_image_uses.bulk_create(
            self.draft_image_uses.model(article=self, image_id=pk)
            for pk in Image.objects.filter(pk__in=wanted).values_list("pk", flat=True)
        )

    def newest_revision(self):
        return self.revisions.get(number=self.newest)

    def content_to_publish(self, revision=None):
        """Return what readers would see next: of `revision`, by default of the newest."""
        if not self.newest:
            return content_of(self)
        return (revision or self.newest_revision()).content

    @property
    def has_newer_draft(self):
        """Whether readers see less than was written."""
        return bool(self.published_on and self.newest > self.live)

    @property
    def main_rubrics(self):
        """The ids of the rubrics that answer for this story, None standing for no rubric.

        That is the main one of the row, and of a text that readers do not see yet its own, too.
        """
        found = {self.rubric_ids[0] if self.rubric_ids else None}
        if self.has_newer_draft:
            if vars(self).get("_main_known_of") != self.newest:
                rubrics = self.newest_revision().content["rubrics"]
                self.remember_main(rubrics[0]["id"] if rubrics else None)
            found.add(self._main)
        return found

    def remember_main(self, rubric_id):
        """Know the main rubric of the newest revision, so that nobody need ask for it."""
        self._main_known_of, self._main = self.newest, rubric_id

    def _lay(self, content, found):
        for name in PLAIN:
            setattr(self, name, content[name])
        self.picture = found.picture
        self.translation_of = found.translation_of


def _images_of(content):
    main = content["picture"]
    return [*html.image_ids(content["body"]), *([main["id"]] if main else [])]


def changes_what_readers_read(before, after):
    """Tell whether two contents differ in what readers read, not only in where it stands."""
    return any(before[name] != after[name] for name in READ)
