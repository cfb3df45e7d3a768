"""Pictures: an original with its focal point, and the renditions made from it."""

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.folding import holding

from . import usage
from .audience import is_shown
from .signals import image_changed
from .validators import plain_text

#: What is searched in the library.
WORDS = ("title", "alt", "caption", "credit")
MOST_WORDS = 10


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


class ImageQuerySet(models.QuerySet):
    def with_key(self, key):
        """Return the picture whose hash begins with `key`, by the hash's index."""
        return self.filter(content_hash__gte=key, content_hash__lt=key + "g")

    def that_had(self, key):
        """Return the picture whose file had a hash that begins with `key` and was replaced."""
        return self.filter(former_files=key)

    def with_audience(self):
        """Load `image.is_shown`: whether it stands somewhere public."""
        return self.annotate(
            is_shown=Case(When(is_shown(), then=Value(True)), default=Value(False))
        )

    def matching(self, text):
        """Return the pictures in whose words each word of `text` occurs, whatever its capitals."""
        words = plain_text(text, 200).split()[:MOST_WORDS]
        return holding(self, WORDS, " ".join(words))

    def credited(self, text):
        """Return the pictures of exactly that credit; of one nobody has, those that hold it."""
        exact = self.filter(credit=text)
        return exact if exact.exists() else holding(self, ["credit"], text)

    def used(self, used=True):
        """Return the pictures that stand somewhere, published or not; or the others."""
        return self.filter(usage.is_used() if used else ~usage.is_used())

    def with_use_counts(self):
        """Load `image.use_count`: in how many places it stands, published or not.

        More than `usage.MOST_COUNTED` are said to be more, and no more.
        """
        return self.annotate(use_count=usage.use_count())


class Image(models.Model):
    """A picture of the library. Readers see renditions of it, never the original."""

    #: What pages show of a picture. When one of these changes, `image_changed` is sent.
    SHOWN = ("alt", "is_decorative", "caption", "credit", "focal_x", "focal_y")

    #: What is known of the file. `library.replace_file` alone writes these again.
    FILE = ("original", "content_hash", "width", "height", "size_bytes")

    @property
    def is_everywhere(self):
        """Whether it stands in more places than are counted. After `with_use_counts()`."""
        return self.use_count > usage.MOST_COUNTED

    #: Set by `library.add_image` when these bytes had been in the library before.
    was_known = False

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

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [
            ("download_original", _("Can download originals with their EXIF")),
            ("change_any_image", _("Can change and delete pictures of others")),
        ]
        constraints = [
            models.CheckConstraint(
                name="focal_point_lies_on_the_picture",
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
            ),
        ]
        # The library is read newest first, whole or by one of these: no page sorts a million rows.
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="newest_pictures"),
            models.Index(
                fields=["credit", "-uploaded_at", "-id"], name="newest_pictures_of_credit"
            ),
            models.Index(
                fields=["licence", "-uploaded_at", "-id"], name="newest_pictures_of_licence"
            ),
        ]

    def __str__(self):
        return self.title or self.alt or self.caption or f"№ {self.pk}"

    @classmethod
    def from_db(cls, db, field_names, values):
        image = super().from_db(db, field_names, values)
        image._shown_read = image._shown()
        return image

    def _shown(self):
        # Of columns that were not loaded nothing is known, and nothing changed.
        return {name: vars(self)[name] for name in self.SHOWN if name in vars(self)}

    def save(self, *args, **kwargs):
        """Save the row; if readers see something else now, `image_changed` is sent with it."""
        if not self._state.adding:
            # Of a form read before the file was replaced and saved after it, the words count.
            kwargs.setdefault("update_fields", self._beside_the_file())
        with transaction.atomic():
            super().save(*args, **kwargs)
            if getattr(self, "_shown_read", None) not in (None, self._shown()):
                image_changed.send(sender=type(self), image=self)
            self._shown_read = self._shown()

    def _beside_the_file(self):
        return [
            field.name
            for field in self._meta.concrete_fields
            if not field.primary_key and field.name not in self.FILE and field.attname in vars(self)
        ]


class FormerFile(models.Model):
    """The key of a file that a picture had before: its addresses lead on to the file of today."""

    key = models.CharField(max_length=16, primary_key=True)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="former_files")

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")

    def __str__(self):
        return self.key


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
