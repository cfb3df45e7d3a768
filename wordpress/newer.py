"""Texts that waited over public stories there: no reader saw them, and none does here."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from multilingual.troubles import is_of_the_database

from . import beside, keys, kindred
from .fates import Stage
from .models import Kind, Source
from .remarks import Remark, gettext_noop
from .report import BROKEN, GONE_HERE
from .standing import standing
from .updating import content_of
from .words import slug_of

PLANNED = gettext_noop("It was to appear at %(at)s there; plan it at the desk.")
ALONE = gettext_noop("The story over which it waited is not here.")
NOT_YET = gettext_noop("It comes once its story is public here.")


class NewerTexts:
    """writer: as for stories. step: a context manager round everything that is one transaction."""

    def __init__(self, *, ledger, origin, wishes, writer, pictures, report, step):
        self.ledger, self.origin, self.wishes = ledger, origin, wishes
        self.writer, self.pictures = writer, pictures
        self.report, self.step = report, step

    def bring(self):
        """Save each as the newest revision of its story, which readers go on reading as it is.

        One whose story was edited here since is left and listed. What came with an earlier run
        is saved once more only where this import itself has put something over it.
        """
        uppermost = self.ledger.last_of_parents(Stage.NEWER)
        for item in self.ledger.as_written(Stage.NEWER):
            try:
                self._bring(item, is_uppermost=item.n in uppermost)
            except Exception as error:
                if is_of_the_database(error):
                    raise
                self._skip(item, Remark(BROKEN, error=f"{type(error).__name__}: {error}"[:200]))

    def _bring(self, item, *, is_uppermost):
        parent = self._source(keys.item(item.post.parent or None, item.post.guid, ""))
        if parent is None and self.wishes.is_rehearsal:
            return self._rehearse(item)
        if parent is None or parent.kind != Kind.STORY:
            return self._skip(item, Remark(ALONE))
        article = Article.objects.filter(pk=parent.object_id).first()
        if article is None:
            return self._skip(item, Remark(GONE_HERE))
        if not article.published_on:
            return self._warn(item, Remark(NOT_YET))
        before = self._source(item.key)
        if before and not (is_uppermost and _is_due_again(before, article)):
            return self.report.count("newer", "same")
        if not _is_untouched(article, parent):
            if before:
                return self.report.count("newer", "same")
            self.report.count("newer", "conflict")
            return self.report.conflict(
                "revision", item.post.title, file=item.file, line=item.post.line
            )
        return self._save(item, article, parent, before)

    def _save(self, item, article, parent, before):
        # Pictures that its text names stay, whatever becomes of the text.
        story = self._turned(item)
        content = self._content(article, story, item)
        note = self._note(item)
        with self.step():
            revision = _revision(before)
            is_same = revision and revision.number == article.newest and revision.content == content
            if not is_same:
                revision = article.revise(content, by=None, seen=article.newest, note=note)
            ours = standing([article.pk])[article.pk].seal
            Source.objects.filter(pk=parent.pk).update(ours=ours or "")
            Source.objects.update_or_create(
                origin=self.origin, key=item.key,
                defaults={
                    "kind": Kind.NEWER, "object_id": revision.pk, "is_settled": not story.missing,
                },
            )  # fmt: skip
            Source.objects.bulk_create(self.pictures.new)
        self.pictures.new.clear()
        self.report.count("newer", "same" if is_same else "changed" if before else "new")

    def _turned(self, item):
        remarks: list = []
        story = self.writer.story(item, remarks)
        for remark in (*(remark for _name, remark in remarks), *item.post.faults):
            self._warn(item, remark)
        for address in story.missing:
            self.report.missing(address, file=item.file, line=item.post.line, is_loss=False)
        return story

    def _content(self, article, story, item):
        said = kindred.related(item.post)
        original = kindred.translation_of(item.post)
        there = beside.here(self.origin, {*said, *filter(None, [original])})
        content = content_of(article, story)
        content["related"] = [beside.named(there[number]) for number in said if number in there]
        if not original or original in there:
            content["translation_of"] = beside.named(there.get(original))
        if slug := slug_of(item.post.slug):
            content["slug"] = slug
        return content

    def _note(self, item):
        planned_for, note = kindred.revision(item.post)
        if planned_for:
            hour = timezone.localtime(planned_for).strftime("%d.%m.%Y %H:%M")
            self._warn(item, Remark(PLANNED, at=hour))
            note = note or _("Was to appear at %s.") % hour
        return note or "WordPress"

    def _rehearse(self, item):
        """Say what would become of it: in a rehearsal no story is here."""
        found = self.ledger.one(item.post.parent) if item.post.parent else None
        if not found or found[2].stage is not Stage.STORY:
            return self._skip(item, Remark(ALONE))
        fate = found[2]
        if not (self.wishes.publish and (fate.was_public or fate.is_withdrawn)):
            return self._warn(item, Remark(NOT_YET))
        return self.report.count("newer", "new")

    def _source(self, key):
        return Source.objects.filter(origin=self.origin, key=key).first()

    def _warn(self, item, remark):
        self.report.warn(item.post.title, remark, file=item.file, line=item.post.line)

    def _skip(self, item, remark):
        self.report.skip(
            "revision", item.post.title, remark, file=item.file, line=item.post.line
        )  # fmt: skip


def _revision(source):
    return source and Revision.objects.filter(pk=source.object_id).first()


def _is_due_again(source, article):
    """Tell whether something was saved over it since, or a picture of it may be here by now."""
    revision = _revision(source)
    if revision is None:
        # Somebody tidied it away.
        return False
    return revision.number < article.newest or not source.is_settled


def _is_untouched(article, source):
    """Tell whether nobody but this import wrote in a story; publishing it is no writing."""
    seal = standing([article.pk])[article.pk].seal
    return seal is not None and (seal == source.ours or article.newest <= 1)
