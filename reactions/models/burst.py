"""Bursts: presses of one network that are kept apart until the chief has judged them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from .reaction import Emoji


class Verdict(models.TextChoices):
    WAITING = "", _("waits")
    COUNTED = "counted", _("counted")
    THROWN_AWAY = "thrown", _("thrown away")


class BurstQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(verdict=Verdict.WAITING)

    def number_for(self, user):
        """Return how many wait for the verdict of `user`. One query, for the chief alone."""
        return self.waiting().count() if user.has_perm("reactions.judge_burst") else 0

    def of(self, article_id, network):
        """Return what the chief knows of this network under this story, the newest first."""
        return self.filter(article_id=article_id, network=network).order_by("-pk")


class Burst(models.Model):
    """Many presses under one story that came from one network, and from few others.

    They are stored as `Held`, and no number shows them. network: a hash by which the presses of
    one day are told to be of one place; which place it is nobody can read from it.
    """

    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("story")
    )
    network = models.CharField(_("network"), max_length=32)
    began_at = models.DateTimeField(_("began at"))
    # As whoever noticed it counted them, the moment it was noticed.
    seen = models.PositiveIntegerField(_("presses from there when it began"))
    others = models.PositiveIntegerField(_("presses from elsewhere meanwhile"))

    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices, blank=True)
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged = models.PositiveIntegerField(_("how many were judged"), default=0)

    objects = BurstQuerySet.as_manager()

    class Meta:
        verbose_name = _("burst of reactions")
        verbose_name_plural = _("bursts of reactions")
        default_permissions = ("view",)
        permissions = [("judge_burst", "Can count a burst of reactions or throw it away")]
        constraints = [
            models.UniqueConstraint(
                name="one_burst_of_a_network_waits_under_a_story",
                fields=["article", "network"],
                condition=models.Q(verdict=""),
            ),
            models.CheckConstraint(
                name="judged_bursts_have_an_hour",
                condition=models.Q(verdict="") | models.Q(judged_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.article_id} {self.began_at:%Y-%m-%d %H:%M}"


class HeldQuerySet(models.QuerySet):
    def by(self, visitor, article):
        """Return the keys of the emoji that `visitor` pressed under `article` and that wait."""
        mine = self.filter(article_id=article.pk, visitor=visitor.pk)
        return set(mine.values_list("emoji_id", flat=True))


class Held(models.Model):
    """A press that waits with its burst. Judged, it becomes a reaction and its step, or goes.

    `at` is kept for as long: the chief looks at how the presses came.
    """

    pk = models.CompositePrimaryKey("article", "emoji", "visitor")
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_index=False, related_name="+"
    )
    emoji = models.ForeignKey(Emoji, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    visitor = models.UUIDField()
    burst = models.ForeignKey(Burst, on_delete=models.CASCADE, related_name="held")
    at = models.DateTimeField()

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("held reaction")
        verbose_name_plural = _("held reactions")
        default_permissions = ()

    def __str__(self):
        return f"{self.emoji_id} under {self.article_id}"
