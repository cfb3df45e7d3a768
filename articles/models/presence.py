"""Who has which story open at the desk."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

#: Whoever was not heard of for so long has gone: a browser says every ten seconds that it is there.
PRESENT_FOR = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet):
    def now(self):
        return self.filter(seen_at__gt=timezone.now() - PRESENT_FOR)

    def say(self, user, article, tab, *, is_dirty):
        """Write down that `user` has `article` open in the window `tab`. One statement or two."""
        self.update_or_create(
            user=user,
            article=article,
            tab=tab,
            defaults={"seen_at": timezone.now(), "is_dirty": is_dirty},
        )

    def leave(self, user, article, tab):
        self.filter(user=user, article=article, tab=tab).delete()


class Presence(models.Model):
    """tab: what tells one window of a person from another. is_dirty: something is not saved."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="presences"
    )
    tab = models.CharField(max_length=40)
    seen_at = models.DateTimeField(db_index=True)
    is_dirty = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_line_for_each_window", fields=["user", "article", "tab"]
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.article}"
