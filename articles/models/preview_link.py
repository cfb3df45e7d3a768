"""Links under which somebody without a login reads what is not published yet."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(hours=24)


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Return those that still lead somewhere `at` a moment, by default now."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def found_by(self, token):
        """Return the open link of this token, None if there is none."""
        return self.open().filter(key=_key(token)).select_related("article", "made_by").first()

    def hand_out(self, article, *, by, lasts=LONGEST):
        """Make a link and return (link, token). The token is known to nobody afterwards."""
        token = secrets.token_urlsafe(24)
        expires_at = timezone.now() + min(lasts, LONGEST)
        link = self.create(article=article, key=_key(token), made_by=by, expires_at=expires_at)
        return link, token


def _key(token):
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewLink(models.Model):
    """key: a hash of the token, so that whoever reads the database can open nothing."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    key = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.article}, {self.expires_at}"
