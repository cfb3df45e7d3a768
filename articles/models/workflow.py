"""What may follow what in the life of a story, and who did it when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: The one table of moves. A story that was public never becomes a draft again: it is withdrawn.
MOVES = {
    Status.DRAFT: {Status.PUBLISHED},
    Status.PUBLISHED: {Status.WITHDRAWN},
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


class NotReady(Refusal):
    """Something readers need is missing. `missing` is `{field name: sentence}`, all at once."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(" ".join(str(sentence) for sentence in missing.values()))


class StatusChange(models.Model):
    """One move of one story: from, to, who, when, why. Never edited."""

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

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.status_before} → {self.status_after}"
