"""What the desk says about a story among itself: notes beside the text, and whom they address."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pagecache.prepared import Prepared, Several

#: A letter that was being sent is tried again only after this.
AGAIN_AFTER = timedelta(minutes=2)


class NoteQuerySet(models.QuerySet):
    def threads_of(self, article):
        """Return the first notes of the threads beside `article`, all they show with them.

        One query, three if there are any. Open threads first, the oldest of each first.
        """
        threads = _threads(article=article.pk)
        if not threads:
            return []
        answers = Note.objects.select_related("by").order_by("at", "pk")
        named = models.Prefetch("mentions", Mention.objects.select_related("user"))
        models.prefetch_related_objects(
            threads, models.Prefetch("replies", answers.prefetch_related(named)), named
        )
        return threads

    def counts(self, articles, user):
        """Return `{story: (open threads, unread by `user`)}` where there are any. One query."""
        if not articles:
            return {}
        found = {}
        # A page of a list has few notes: reading them costs no more than counting them.
        shown = _open_or_unread(articles=[article.pk for article in articles], user=user.pk)
        for story, answers, settled_at, is_unread in shown:
            threads, unread = found.get(story, (0, 0))
            is_thread = answers is None and settled_at is None
            found[story] = threads + is_thread, unread + is_unread
        return found


class Note(models.Model):
    """answers: the first note of the thread, None for that itself. Never seen by readers."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("note"), max_length=4000)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class MentionQuerySet(models.QuerySet):
    def unread_by(self, user):
        return self.filter(user=user, read_at=None)

    def unsent(self):
        """Return those whose letter has not left, though there is somewhere to send it."""
        return self.filter(sent_at=None, read_at=None, user__is_active=True).exclude(user__email="")

    def claim(self, pk):
        """Take one to be sent, or return None: somebody else is sending it, or has."""
        now = timezone.now()
        free = models.Q(tried_at=None) | models.Q(tried_at__lt=now - AGAIN_AFTER)
        if not self.filter(free, pk=pk, sent_at=None).update(tried_at=now):
            return None
        return self.select_related("user", "note__by", "note__article").get(pk=pk)


class Mention(models.Model):
    """Somebody whom a note addresses. failure: why no letter has left, for whoever wrote."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("addressed person")
        verbose_name_plural = _("addressed persons")
        constraints = [
            models.UniqueConstraint(name="a_note_names_a_person_once", fields=["note", "user"]),
        ]
        indexes = [
            models.Index(name="unread_notes", fields=["user"], condition=models.Q(read_at=None)),
            models.Index(name="unsent_letters", fields=["id"], condition=models.Q(sent_at=None)),
        ]

    def __str__(self):
        return f"{self.user}: {self.note}"


_threads = Prepared(
    lambda article: (
        Note.objects.filter(article=article, answers=None)
        .select_related("by", "settled_by")
        .order_by(models.F("settled_at").asc(nulls_first=True), "at", "pk")
    ),
    article=models.BigIntegerField(),
)
_open_or_unread = Prepared(
    lambda articles, user: (
        # A foreign key would have its numbers now.
        Note.objects.filter(models.lookups.In(models.F("article_id"), articles))
        .annotate(
            is_unread=models.Exists(
                Mention.objects.unread_by(user).filter(note=models.OuterRef("pk"))
            )
        )
        .filter(models.Q(answers=None, settled_at=None) | models.Q(is_unread=True))
        .values_list("article", "answers", "settled_at", "is_unread")
    ),
    articles=Several(models.BigIntegerField()),
    user=models.BigIntegerField(),
)
