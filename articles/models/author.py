from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from images.models import Image
from multilingual.editions import edition, spelled
from multilingual.models import Translated
from pagecache.tags import ADDRESSES, changed


class Author(Translated):
    """A name in print, not a login: most authors of a paper's archive never had one."""

    translated_fields = ("name", "position", "bio")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    position = models.CharField(_("position"), max_length=160, blank=True)
    bio = models.TextField(_("about the author"), blank=True)
    photo = models.ForeignKey(
        Image,
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("public e-mail"), blank=True)
    links = models.TextField(_("links"), blank=True, help_text=_("One address a line: https://…"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text=_("Only if this author writes in the desk. An author without a login is normal."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed(self.page_tag(), self.name_tag(), ADDRESSES)

    def get_absolute_url(self):
        return f"{edition()}/author/{spelled(self.slug)}/"

    def page_tag(self):
        """Stands for what the author's page says of the author."""
        return f"author:{self.pk}"

    def name_tag(self):
        """Stands for the author alone, as a byline shows the name."""
        return f"author-name:{self.pk}"


class Role(models.TextChoices):
    TEXT = "text", _("text")
    PHOTO = "photo", _("photo")
    VIDEO = "video", _("video")
    TRANSLATION = "translation", _("translation")


class Byline(models.Model):
    """One name over one story: what that author did, and in which order names stand."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="bylines"
    )
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.TEXT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_byline_per_author_and_role", fields=["article", "author", "role"]
            ),
        ]

    def __str__(self):
        return f"{self.author} ({self.get_role_display()})"
