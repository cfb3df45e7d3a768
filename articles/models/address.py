from django.db import models
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """An address at which a story once stood: no link dies."""

    path = models.CharField(_("path"), max_length=500, unique=True)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="old_addresses"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.path
