from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CorrectionQuerySet(models.QuerySet):
    def of_public_stories(self, language):
        """Return the corrections of what readers of `language` can read now, with the story."""
        stories = self.model.article.field.related_model.objects
        public = stories.published().in_language(language).filter(pk=models.OuterRef("article"))
        # From the newest correction to its story: joined, SQLite began with a million stories.
        return self.filter(models.Exists(public)).select_related("article")

    def newest_first(self):
        return self.order_by("-made_at", "-pk")


class Correction(models.Model):
    """What the paper got wrong and put right, said in the open."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="corrections"
    )
    text = models.TextField(
        _("what was wrong and what is right"),
        max_length=2000,
    )
    made_at = models.DateTimeField(_("corrected at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["made_at", "pk"]
        indexes = [models.Index(name="corrections_newest_first", fields=["-made_at", "-id"])]

    def __str__(self):
        return self.text[:80]
