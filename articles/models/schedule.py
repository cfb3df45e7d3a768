"""Schedules: what shall happen to a story by itself, and when."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pagecache.alarm import ring_at

from .revision import Revision


class Action(models.TextChoices):
    PUBLISH = "publish", _("publish")
    UPDATE = "update", _("publish the changes")
    WITHDRAW = "withdraw", _("withdraw")


class ScheduleQuerySet(models.QuerySet):
    def pending(self):
        """Return those that shall still happen: not those that were refused at their hour."""
        return self.filter(refused_at=None)

    def due(self):
        """Return pending ones whose hour has come, by the clock of the database."""
        return self.pending().filter(at__lte=Now())

    def late(self, than):
        """Return those whose hour was before `than`, refused ones included."""
        return self.filter(at__lt=than)

    def between(self, start, end):
        """Return those from `start` to before `end` (aware datetimes)."""
        return self.filter(at__gte=start, at__lt=end)

    def in_order(self):
        return self.order_by("at", "pk")


class Schedule(models.Model):
    """One thing that shall happen to one story. Gone once it has happened.

    revision: the one that was approved; it is what appears, whatever is typed afterwards. None
    for a withdrawal. refusal: why it did not happen at its hour, for the editors.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="schedules"
    )
    action = models.CharField(_("what"), max_length=20, choices=Action.choices)
    at = models.DateTimeField(_("when"))
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="schedules"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True, editable=False)
    refusal = models.TextField(blank=True, editable=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_schedule_of_a_kind", fields=["article", "action"]),
            models.CheckConstraint(
                name="a_publication_has_its_revision",
                condition=models.Q(action=Action.WITHDRAW) | models.Q(revision__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="schedules_pending", fields=["at", "id"], condition=models.Q(refused_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()}: {self.article}"


def set_alarm():
    """Let the next request past the next pending hour know. Last thing of its transaction."""
    ring_at(lambda: Schedule.objects.pending().aggregate(first=models.Min("at"))["first"])
