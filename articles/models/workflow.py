"""What may follow what in the life of a story, and who did it when."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("waiting for review")
    RETURNED = "returned", _("returned")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: What readers never saw; its addresses answer 404.
UNPUBLISHED = (Status.DRAFT, Status.REVIEW, Status.RETURNED, Status.SCHEDULED)
#: What whoever wrote it may still change.
WITH_ITS_WRITER = (Status.DRAFT, Status.RETURNED)

#: The one table of moves. A story that was public never becomes a draft again: it is withdrawn.
#: From published to published: a newer revision appears.
MOVES = {
    Status.DRAFT: {Status.REVIEW, Status.SCHEDULED, Status.PUBLISHED},
    Status.REVIEW: {Status.DRAFT, Status.RETURNED, Status.SCHEDULED, Status.PUBLISHED},
    Status.RETURNED: {Status.REVIEW, Status.SCHEDULED, Status.PUBLISHED},
    Status.SCHEDULED: {Status.REVIEW, Status.SCHEDULED, Status.PUBLISHED},
    Status.PUBLISHED: {Status.PUBLISHED, Status.WITHDRAWN},
    Status.WITHDRAWN: {Status.PUBLISHED},
}


class Refusal(Exception):
    """A move that did not happen. `str()` is a sentence for whoever asked for it."""


class NotAllowed(Refusal):
    """The table of moves has no such move."""

    def __init__(self, before, after):
        super().__init__(
            _("A story that is “%(before)s” cannot become “%(after)s”.")
            % {"before": Status(before).label, "after": Status(after).label}
        )


class Overtaken(Refusal):
    """Somebody else moved the story since it was read."""

    def __init__(self, article):
        super().__init__(
            _("“%(article)s” was changed by somebody else a moment ago. Look at it again.")
            % {"article": article}
        )


class Superseded(Refusal):
    """Somebody else saved the story since it was opened. `seen`: the revision it was opened at."""

    def __init__(self, article, seen):
        self.article, self.seen = article, seen
        super().__init__(
            _("Somebody else saved “%(article)s” after you opened it.") % {"article": article}
        )


class NotYours(Refusal):
    """The user may not do this with the story as it is now."""

    def __init__(self, article):
        self.article = article
        super().__init__(_("You may not do this with it."))


class NotReady(Refusal):
    """Something readers need is missing. `missing` is `{field name: sentence}`, all at once."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(" ".join(str(sentence) for sentence in missing.values()))


class Held(Refusal):
    """The story is held back: nobody publishes it, whoever presses."""

    def __init__(self, article):
        if article.held_until:
            until = date_format(localtime(article.held_until), "SHORT_DATETIME_FORMAT")
            sentence = _("“%(article)s” is held until %(until)s. Lift the hold first.")
        else:
            until, sentence = "", _("“%(article)s” is held. Lift the hold first.")
        super().__init__(sentence % {"article": article, "until": until})


class BadHour(Refusal):
    """A schedule that cannot be kept."""


class StatusChange(models.Model):
    """One move of one story: from, to, who, when, why. Never edited.

    revision: the number of the revision it was about, 0 if there was none. planned_for: when a
    schedule wanted it; `at` says when it happened. is_move: False for what
    only stands here, such as a hold, or a lock that was taken over: the status stayed.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="history"
    )
    status_before = models.CharField(max_length=20, choices=Status.choices)
    status_after = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0, db_default=0)
    planned_for = models.DateTimeField(null=True, blank=True)
    is_move = models.BooleanField(default=True, db_default=True)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(name="moves_newest_first", fields=["-at", "-id"]),
            models.Index(name="moves_of_a_person", fields=["by", "-at", "-id"]),
        ]

    def __str__(self):
        return f"{self.status_before} → {self.status_after}"
