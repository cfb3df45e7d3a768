"""The story: the one row that readers see."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.slugs import slugify
from images.models import Image
from multilingual.editions import edition, spelled
from pagecache.remembered import Remembered
from paper.models import AgeMark

from .address import Address
from .arranging import Arranging
from .holding import Holding
from .listing import newest_of
from .lock import Locking
from .moving import Moving
from .planning import Planning
from .publishing import Publishing
from .queries import ArticleQuerySet
from .revising import Revising
from .settling import Settling
from .workflow import Status

WORDS_PER_MINUTE = 180
RECENT_POSTS = 6


class Article(
    Publishing, Planning, Holding, Moving, Locking, Revising, Arranging, Settling, models.Model
):
    """A story. Readers see this row while `status` is published, and nothing else of it."""

    language = models.CharField(_("language"), max_length=10)
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="translations",
    )
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = models.TextField(_("text"), blank=True)
    picture = models.ForeignKey(
        Image,
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    picture_caption = models.CharField(
        _("caption for this story"),
        max_length=600,
        blank=True,
        help_text=_("Empty: the caption from the library."),
    )
    importance = models.PositiveSmallIntegerField(
        _("importance"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("1–5. It decides the size on the front page."),
    )
    has_reactions = models.BooleanField(_("readers may react"), default=True)
    age_mark = models.CharField(
        _("age mark"),
        max_length=3,
        choices=AgeMark.choices,
        blank=True,
        help_text=_("Empty: the paper's own."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=90,
        blank=True,
        help_text=_("Empty: made from the headline. The old address keeps working."),
    )
    seo_title = models.CharField(_("title for search engines"), max_length=120, blank=True)
    seo_description = models.CharField(
        _("description for search engines"), max_length=300, blank=True
    )
    canonical_url = models.URLField(
        _("original of this text elsewhere"), blank=True, help_text=_("Only for reprints.")
    )

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    # The local date of the first publication: it stands in the address and never changes.
    published_on = models.DateField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), null=True, blank=True, editable=False)
    withdrawal_note = models.CharField(
        _("why it was withdrawn"), max_length=300, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles",
    )

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose turn it is"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="assigned_articles",
    )
    # Derived by `settle()`, so that cards and pages need no further queries.
    compiled_body = models.TextField(editable=False, blank=True, default="")
    excerpt = models.CharField(max_length=300, editable=False, blank=True, default="")
    words = models.PositiveIntegerField(editable=False, default=0)
    rubric_ids = models.JSONField(editable=False, default=list, blank=True)

    rubrics = models.ManyToManyField(
        "articles.Rubric", through="articles.Placement", related_name="articles"
    )
    authors = models.ManyToManyField(
        "articles.Author", through="articles.Byline", related_name="articles"
    )
    tags = TaggableManager(through="articles.TaggedArticle", blank=True, verbose_name=_("tags"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("publish_article", _("Can publish and withdraw stories")),
            ("hold_article", _("Can hold stories back")),
            ("lift_hold", _("Can lift holds and see every held story")),
            ("see_trash", _("Can see the trash and take stories out of it")),
            ("erase_article", _("Can delete stories for good")),
            ("change_any_article", _("Can change stories of others")),
            ("change_byline", _("Can choose whose names stand over a story")),
            ("change_picture_of_article", _("Can change the pictures of all stories")),
            ("delete_any_article", _("Can delete stories that readers saw")),
        ]
        constraints = [
            models.CheckConstraint(
                name="published_articles_have_an_hour",
                condition=~Q(status=Status.PUBLISHED)
                | Q(published_at__isnull=False, published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="published_articles_have_an_address",
                condition=~Q(status=Status.PUBLISHED) | ~Q(slug=""),
            ),
            models.CheckConstraint(
                name="importance_is_1_to_5",
                condition=Q(importance__gte=1, importance__lte=5),
            ),
            models.UniqueConstraint(
                name="one_story_per_day_and_slug",
                fields=["published_on", "slug"],
                condition=Q(published_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="public_newest_first",
                fields=["language", "-published_at", "-id"],
                condition=Q(status=Status.PUBLISHED),
            ),
            models.Index(name="desk_by_status", fields=["status", "-saved_at"]),
            models.Index(name="desk_last_saved_first", fields=["-saved_at", "-id"]),
            models.Index(
                name="desk_newer_text",
                fields=["-saved_at", "-id"],
                condition=Q(newest__gt=models.F("live")),
            ),
            models.Index(
                name="desk_trash", fields=["-trashed_at"], condition=Q(trashed_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.headline or str(_("Untitled"))

    # --- where it stands ----------------------------------------------------------------------

    def get_absolute_url(self):
        """Return the address readers use; of a story never published, its place in the desk."""
        if not self.published_on:
            return reverse("admin:articles_article_change", args=[self.pk])
        on = self.published_on
        day = f"{on.year:04}/{on.month:02}/{on.day:02}"
        return f"{edition(self.language)}/{day}/{spelled(self.slug)}/"

    def page_tag(self):
        return f"article:{self.pk}"

    # --- what it says -------------------------------------------------------------------------

    @property
    def is_public(self):
        return self.status == Status.PUBLISHED

    @property
    def minutes(self):
        """Reading time, at least a minute."""
        return max(1, round(self.words / WORDS_PER_MINUTE))

    @property
    def was_updated(self):
        """A public change later than the minute of publication, which is all readers see."""
        return bool(
            self.updated_at
            and self.published_at
            and self.updated_at - self.published_at > datetime.timedelta(minutes=1)
        )

    def edition(self):
        """Return the public stories of this story's translation group, itself left out."""
        root = self.translation_of_id or self.pk
        return (
            type(self)
            .objects.published()
            .filter(Q(pk=root) | Q(translation_of=root))
            .exclude(pk=self.pk)
        )

    # --- writing ------------------------------------------------------------------------------

    @classmethod
    def from_db(cls, db, field_names, values):
        article = super().from_db(db, field_names, values)
        article._slug_read = vars(article).get("slug")
        return article

    def clean(self):
        super().clean()
        if self.published_on and self.slug and self.free_slug(self.published_on) != self.slug:
            raise ValidationError(
                {"slug": _("Another story of that day has this address already.")}
            )

    def save(self, *args, **kwargs):
        """Save the row; an empty address is made from the headline.

        A changed address of a story that was public keeps its old one alive.
        """
        if not self.slug:
            self.slug = slugify(self.headline)
            if self.published_on:
                self.slug = self.free_slug(self.published_on)
        with transaction.atomic():
            slug_before = getattr(self, "_slug_read", None)
            if self.published_on and slug_before and slug_before != self.slug:
                slug, self.slug = self.slug, slug_before
                Address.objects.update_or_create(
                    path=self.get_absolute_url(), defaults={"article": self}
                )
                self.slug = slug
            super().save(*args, **kwargs)
            self._slug_read = self.slug


Remembered(
    "recent",
    tags=lambda language: [newest_of(language)],
    load=lambda language: tuple(
        Article.objects.published().in_language(language).newest_first().for_cards()[:RECENT_POSTS]
    ),
)
