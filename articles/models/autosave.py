"""What somebody has typed and not saved: one slot for each person and story, beside the history."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AutosaveQuerySet(models.QuerySet):
    def of(self, user, article):
        """Return the slot of `user` for `article`, None: for a story that has no row yet."""
        return self.filter(user=user, article=article).first()

    def keep(self, user, article, *, typed, seen):
        """Put `typed` into the slot. One statement, whatever is there."""
        values = {"typed": typed, "seen": seen}
        return self.update_or_create(user=user, article=article, defaults=values)[0]


class Autosave(models.Model):
    """typed: the fields of the form as they were sent, `{name: [values]}`. seen: the number of
    the revision they were typed over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", null=True, on_delete=models.CASCADE, related_name="autosaves"
    )
    typed = models.JSONField()
    seen = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                name="one_slot_for_each_story_and_person",
                fields=["user", "article"],
            ),
            models.UniqueConstraint(
                name="one_slot_for_a_new_story",
                fields=["user"],
                condition=models.Q(article=None),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.saved_at}"
