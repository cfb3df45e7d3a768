"""The story: the one row that readers see."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import html
from articles.signals import article_changed
from articles.slugs import free_slug, slugify
from images.models import Image
from pagecache.remembered import Remembered
from pagecache.tags import changed
from paper.models import AgeMark

from .address import Address
from .author import Byline
from .listing import Kind, Listing
from .rubric import Rubrics
from .usage import ImageUse
from .workflow import MOVES, NotAllowed, NotReady, Overtaken, Status

EXCERPT_WORDS = 15
WORDS_PER_MINUTE = 180
RECENT_POSTS = 6


class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def in_language(self, language):
        return self.filter(language=language)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def listed_under(self, kind, key, language):
        """Return the public stories of a list in `language`, newest first by the list's index."""
        return self.filter(
            listings__kind=kind, listings__key=key, listings__language=language
        ).order_by("-listings__published_at", "-listings__article")

    def in_rubric(self, rubric, language):
        """Return the public stories of `rubric` and of the rubrics below it, newest first."""
        return self.listed_under(Kind.RUBRIC, rubric.pk, language)

    def by_author(self, author, language):
        return self.listed_under(Kind.AUTHOR, author.pk, language)

    def tagged(self, tag, language):
        return self.listed_under(Kind.TAG, tag.pk, language)

    def first_published_between(self, start, end):
        """Return stories published from `start` to before `end` (aware datetimes)."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def for_cards(self):
        """Load what a card shows, its picture included, and no bodies. No further queries."""
        return self.select_related("picture").defer(
            "body", "compiled_body", "seo_title", "seo_description", "canonical_url"
        )

    def for_feeds(self):
        """Load what a feed says of each story: as a card, and the names over it. One query more."""
        return self.for_cards().prefetch_related(
            models.Prefetch("bylines", Byline.objects.select_related("author"))
        )

    def for_page(self):
        """Load what the article page shows of the row and of its main picture."""
        return self.select_related("picture", "translation_of")


class Article(models.Model):
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
            ("change_any_article", _("Can change stories of others")),
            ("change_byline", _("Can choose whose names stand over a story")),
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
        ]  # fmt: skip

    def __str__(self):
        return self.headline or str(_("Untitled"))

    # --- where it stands ----------------------------------------------------------------------

    def get_absolute_url(self):
        """Return the address readers use; of a story never published, its place in the desk."""
        if not self.published_on:
            return reverse("admin:articles_article_change", args=[self.pk])
        with translation.override(self.language):
            return reverse(
                "articles:article",
                args=[
                    self.published_on.year,
                    f"{self.published_on.month:02}",
                    f"{self.published_on.day:02}",
                    self.slug,
                ],
            )

    def page_tag(self):
        return f"article:{self.pk}"

    def page_tags(self):
        """Return the tags of everything that shows this story."""
        lists = [f"rubric:{pk}" for pk in Rubrics.load().with_ancestors(self.rubric_ids)]
        lists += [f"author:{pk}" for pk in self.bylines.values_list("author", flat=True)]
        lists += [f"tag:{pk}" for pk in self.tag_uses.values_list("tag", flat=True)]
        return [self.page_tag(), f"recent:{self.language}", *lists]

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

    def set_rubrics(self, rubrics):
        """Place the story in `rubrics`, in order; the first is its main one."""
        self.placements.all().delete()
        self.placements.bulk_create(
            self.placements.model(article=self, rubric=rubric, position=position)
            for position, rubric in enumerate(dict.fromkeys(rubrics))
        )

    def set_bylines(self, bylines):
        """Set the names over the story: `[(author, role), …]` in order."""
        self.bylines.all().delete()
        self.bylines.bulk_create(
            self.bylines.model(article=self, author=author, role=role, position=position)
            for position, (author, role) in enumerate(dict.fromkeys(bylines))
        )

    def set_related(self, articles):
        """Put `articles` beside the story, in order; the story itself is left out."""
        self.related_stories.all().delete()
        self.related_stories.bulk_create(
            self.related_stories.model(article=self, related=related, position=position)
            for position, related in enumerate(dict.fromkeys(articles))
            if related.pk != self.pk
        )

    @classmethod
    def from_db(cls, db, field_names, values):
        article = super().from_db(db, field_names, values)
        article._slug_read = vars(article).get("slug")
        return article

    def clean(self):
        super().clean()
        if self.published_on and self.slug and self._free_slug(self.published_on) != self.slug:
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
                self.slug = self._free_slug(self.published_on)
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

    @transaction.atomic
    def settle(self, *, tags_before=()):
        """Bring all that is derived from the story up to date, and tell everybody.

        To be called once after a story and its relations were saved, in the same transaction.
        tags_before: `page_tags()` as they were, so that lists the story left are renewed, too.
        """
        self.derive()
        type(self).objects.filter(pk=self.pk).update(
            compiled_body=self.compiled_body,
            excerpt=self.excerpt,
            words=self.words,
            rubric_ids=self.rubric_ids,
        )
        self.image_uses.all().delete()
        used = {*html.image_ids(self.body), self.picture_id} - {None}
        ImageUse.objects.bulk_create(
            ImageUse(article=self, image_id=pk)
            for pk in Image.objects.filter(pk__in=used).values_list("pk", flat=True)
        )
        Listing.objects.rebuild(type(self).objects.filter(pk=self.pk))
        changed(*{*tags_before, *self.page_tags()})
        article_changed.send(sender=type(self), article=self)

    def derive(self, pictures=None):
        """Set the derived columns from the body and the placements, without saving.

        pictures: `{id: Image}` when the caller has them already.
        """
        if pictures is None:
            pictures = Image.objects.in_bulk(html.image_ids(self.body))
        words = html.text_of(self.body).split()
        self.words = len(words)
        self.excerpt = excerpt_of(words)
        with translation.override(self.language):
            self.compiled_body = html.render(self.body, pictures)
        self.rubric_ids = list(self.placements.values_list("rubric", flat=True))

    # --- moving -------------------------------------------------------------------------------

    def missing(self):
        """Return `{field: sentence}` of everything readers need that is not there yet."""
        missing = {}
        if not self.headline.strip():
            missing["headline"] = _("Write a headline.")
        if not html.text_of(self.body) and not self.lead.strip():
            missing["body"] = _("Write the text, or at least a lead.")
        if not self.placements.exists():
            missing["rubrics"] = _("Choose at least one rubric.")
        if not self.bylines.exists():
            missing["bylines"] = _("Say who wrote it.")
        if self.picture and not (self.picture.alt or self.picture.is_decorative):
            missing["picture"] = _(
                "Describe the main picture for those who cannot see it, or mark it as decorative."
            )
        return missing

    def publish(self, *, by, at=None, note=""):
        """Show the story to readers, from now on.

        at: aware datetime of the first publication, default now; a story that was public before
        keeps its hour and its address. Raises `NotReady`, `NotAllowed`, `Overtaken`.
        """
        if Status.PUBLISHED not in MOVES[self.status]:
            raise NotAllowed(self.status, Status.PUBLISHED)
        if missing := self.missing():
            raise NotReady(missing)
        at = at or timezone.now()
        with transaction.atomic():
            changes = {"withdrawal_note": ""}
            if not self.published_on:
                local_date = timezone.localdate(at)
                changes |= {
                    "published_at": at,
                    "published_on": local_date,
                    "slug": self._free_slug(local_date),
                }
            self._move(Status.PUBLISHED, by=by, note=note, **changes)

    def withdraw(self, *, by, note=""):
        """Take the story from every page, feed and list at once; its address answers 410."""
        self._move(Status.WITHDRAWN, by=by, note=note, withdrawal_note=note[:300])

    def _free_slug(self, day):
        wanted = self.slug or slugify(self.headline) or f"n-{self.pk}"
        taken = set(
            type(self)
            .objects.filter(published_on=day, slug__startswith=wanted)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return free_slug(wanted, taken)

    def _move(self, to, *, by, note="", **changes):
        if to not in MOVES[self.status]:
            raise NotAllowed(self.status, to)
        before = self.status
        with transaction.atomic():
            # Conditional on the status we saw: of two editors pressing at once,
            # one wins and the other learns about it.
            unmoved = type(self).objects.filter(pk=self.pk, status=before)
            if not unmoved.update(status=to, **changes):
                raise Overtaken(self)
            self.history.create(
                status_before=before, status_after=to, by=by, at=timezone.now(), note=note
            )
            vars(self).update(changes, status=to)
            self.settle()


def excerpt_of(words):
    """Return the first 15 of `words`, ending in “…” when there are more."""
    text = " ".join(words[:EXCERPT_WORDS])
    if len(words) > EXCERPT_WORDS:
        text = text.rstrip(".,:;!?–—-…") + "…"
    return text[:300]


Remembered(
    "recent",
    tags=lambda language: [f"recent:{language}"],
    load=lambda language: tuple(
        Article.objects.published().in_language(language).newest_first().for_cards()[:RECENT_POSTS]
    ),
)
