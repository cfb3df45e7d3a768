"""Pictures: an original with its focal point, and the renditions made from it."""

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def originals():
    return storages["originals"]


def public():
    return storages["default"]


class Licence(models.TextChoices):
    OWN = "own", _("made by the paper")
    AGENCY = "agency", _("agency, by contract")
    PERMISSION = "permission", _("with the author's permission")
    CC_BY = "cc-by", _("Creative Commons BY")
    CC_BY_SA = "cc-by-sa", _("Creative Commons BY-SA")
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    PRESS = "press", _("press service")
    UNKNOWN = "unknown", _("not known yet")


class Image(models.Model):
    """A picture of the library. Readers see renditions of it, never the original."""

    title = models.CharField(_("title in the library"), max_length=200, blank=True)
    original = models.FileField(_("original"), storage=originals, max_length=200)
    # SHA-256 of the original's bytes: the same photograph is recognised whatever its name.
    content_hash = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size_bytes = models.PositiveBigIntegerField(_("size"), editable=False)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    alt = models.CharField(_("description for those who cannot see it"), max_length=400, blank=True)
    is_decorative = models.BooleanField(_("decorative, needs no description"), default=False)
    caption = models.CharField(_("caption"), max_length=600, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, default=Licence.OWN
    )
    source_url = models.URLField(_("source"), blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("download_original", _("Can download originals with their EXIF"))]
        constraints = [
            models.CheckConstraint(
                name="focal_point_lies_on_the_picture",
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
            ),
        ]

    def __str__(self):
        return self.title or self.alt or self.caption or f"№ {self.pk}"


class Rendition(models.Model):
    """One file made from an original: a named spec, a width, a format, a focal point."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")
    spec = models.CharField(max_length=20)
    width = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=5)
    focal_x = models.PositiveSmallIntegerField()
    focal_y = models.PositiveSmallIntegerField()
    file = models.FileField(storage=public, max_length=200)
    size_bytes = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                name="one_rendition_of_a_kind",
                fields=["image", "spec", "width", "format", "focal_x", "focal_y"],
            ),
        ]

    def __str__(self):
        return f"{self.spec} {self.width}×{self.height} {self.format}"
