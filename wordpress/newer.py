"""Texts that waited over public stories there: no reader saw them, and none does here."""

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Refusal, Revision
from multilingual.troubles import is_of_the_database

from . import beside, keys, kindred
from .fates import Stage
from .models import Kind, Source
from .remarks import Remark, gettext_noop
from .report import GONE_HERE
from .standing import standing
from .updating import content_of
from .words import slug_of

PLANNED = gettext_noop("It was to appear at %(at)s there; plan it at the desk.")
ALONE = gettext_noop("The story over which it waited is not here.")
NOT_YET = gettext_noop("It comes once its story is public here (--publish).")
BROKEN = gettext_noop("It could not be brought in: %(error)s")


class NewerTexts:
    """writer: as for stories. step: a context manager round everything that is one transaction."""

    def __init__(self, *, ledger, origin, writer, pictures, report, step):
        self.ledger, self.origin, self.writer = ledger, origin, writer
        self.pictures, self.report, self.step = pictures, report, step

    def bring(self):
        """Save each as the newest revision of its story, which readers go on reading as it is.

        One that was edited here since is left and listed.
        """
        for item in self.ledger.as_written(Stage.NEWER):
            try:
                with self.step():
                    self._bring(item)
            except (DatabaseError, ValueError, Refusal) as error:
                if is_of_the_database(error):
                    raise
                self.pictures.new.clear()
                self._skip(item, Remark(BROKEN, error=f"{type(error).__name__}: {error}"[:200]))

    def _bring(self, item):
        parent = self._source(keys.item(item.post.parent or None, item.post.guid, ""))
        if parent is None or parent.kind != Kind.STORY:
            return self._skip(item, Remark(ALONE))
        if self._source(item.key):
            return self.report.count("newer", "same")
        article = Article.objects.filter(pk=parent.object_id).first()
        if article is None:
            return self._skip(item, Remark(GONE_HERE))
        if not article.published_on:
            return self._warn(item, Remark(NOT_YET))
        if standing([article.pk])[article.pk].seal != parent.ours:
            self.report.count("newer", "conflict")
            return self.report.conflict(
                "revision", item.post.title, file=item.file, line=item.post.line
            )
        revision = self._revise(article, item)
        ours = standing([article.pk])[article.pk].seal
        Source.objects.filter(pk=parent.pk).update(ours=ours or "")
        Source.objects.create(
            origin=self.origin, key=item.key, kind=Kind.NEWER, object_id=revision.pk
        )
        return self.report.count("newer", "new")

    def _revise(self, article, item):
        remarks: list = []
        story = self.writer.story(item, remarks)
        Source.objects.bulk_create(self.pictures.new)
        self.pictures.new.clear()
        for _name, remark in remarks:
            self._warn(item, remark)
        for address in story.missing:
            self.report.missing(address, file=item.file, line=item.post.line, is_loss=False)
        content = content_of(article, story)
        if others := beside.here(self.origin, kindred.related(item.post)):
            content["related"] = [
                {"id": other.pk, "name": str(other)}
                for number in kindred.related(item.post) if (other := others.get(number))
            ]  # fmt: skip
        if slug := slug_of(item.post.slug):
            content["slug"] = slug
        planned_for, note = kindred.revision(item.post)
        if planned_for:
            hour = timezone.localtime(planned_for).strftime("%d.%m.%Y %H:%M")
            self._warn(item, Remark(PLANNED, at=hour))
            note = note or _("Was to appear at %s.") % hour
        revision = article.revise(content, by=None, seen=article.newest, note=note or "WordPress")
        if item.moment:
            Revision.objects.filter(pk=revision.pk).update(made_at=item.moment)
            Article.objects.filter(pk=article.pk).update(saved_at=item.moment)
        return revision

    def _source(self, key):
        return Source.objects.filter(origin=self.origin, key=key).first()

    def _warn(self, item, remark):
        self.report.warn(item.post.title, remark, file=item.file, line=item.post.line)

    def _skip(self, item, remark):
        self.report.skip("revision", item.post.title, remark, file=item.file, line=item.post.line)
