"""Plain pages that editors write: about the paper, contacts, rules."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles import html
from images.models import Image
from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted

#: First parts of addresses under which the site itself stands, or a web server before it.
RESERVED = {
    "admin",
    "articles",
    "author",
    "feed",
    "files",
    "health",
    "media",
    "rubric",
    "static",
    "tag",
}


class PageQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)


class Page(models.Model):
    """A page at `/<slug>/` of one edition."""

    slug = models.SlugField(_("address"), max_length=80)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_in_footer = models.BooleanField(_("in the footer of every page"), default=True)
    is_public = models.BooleanField(
        _("readers see it"), default=True, db_default=True,
        help_text=_("Switched off, its address answers as if there were nothing."),
    )  # fmt: skip
    # Derived from the body, so that showing the page asks for nothing else.
    compiled_body = models.TextField(editable=False, blank=True, default="")

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(name="one_page_per_address", fields=["slug", "language"]),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        with translation.override(self.language):
            return reverse("pages:page", args=[self.slug])

    def clean(self):
        super().clean()
        if self.slug and is_taken(self.slug):
            raise ValidationError({"slug": _("This address belongs to the site itself.")})

    def save(self, *args, **kwargs):
        self.body = html.clean(self.body)
        with translation.override(self.language):
            pictures = Image.objects.in_bulk(html.image_ids(self.body))
            self.compiled_body = html.render(self.body, pictures)
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.images.all().delete()
            ImageOnPage.objects.bulk_create(
                ImageOnPage(page=self, image=picture) for picture in pictures.values()
            )
            changed("pages")


changed_when_deleted(Page, "pages")


class ImageOnPage(models.Model):
    """Derived: a picture that stands in the text of a page."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture on a page")
        verbose_name_plural = _("pictures on pages")
        constraints = [
            models.UniqueConstraint(name="image_on_page_once", fields=["page", "image"]),
        ]

    def __str__(self):
        return f"{self.image}: {self.page}"


def is_taken(slug):
    """Tell whether `/<slug>/` is an address of the site itself, which a page may not hide."""
    editions = {code for code, _name in settings.LANGUAGES}
    if slug.lower() in RESERVED | editions:
        return True
    try:
        with translation.override(settings.LANGUAGE_CODE):
            return resolve(f"/{slug}/").app_name != "pages"
    except Resolver404:
        return False


Remembered(
    "pages",
    tags=lambda language: ["pages"],
    load=lambda language: tuple(
        Page.objects.public()
        .filter(language=language, is_in_footer=True)
        .exclude(slug="imprint")
        .defer("body", "compiled_body")
    ),
)
