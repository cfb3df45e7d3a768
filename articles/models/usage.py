from django.db import models
from django.utils.translation import gettext_lazy as _

from images.models import Image


class DraftImageUse(models.Model):
    """Derived: a picture that only a text needs which readers of a public story do not see yet."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="draft_image_uses"
    )
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="draft_uses")

    class Meta:
        verbose_name = _("use of a picture in a draft")
        verbose_name_plural = _("uses of pictures in drafts")
        constraints = [
            models.UniqueConstraint(name="draft_image_use_once", fields=["article", "image"]),
        ]

    def __str__(self):
        return f"{self.image} in {self.article}"


class ImageUse(models.Model):
    """Derived: a picture that stands somewhere in a story (main picture, figure, gallery)."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="image_uses"
    )
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints = [
            models.UniqueConstraint(name="image_use_once", fields=["article", "image"]),
        ]

    def __str__(self):
        return f"{self.image} in {self.article}"
