"""Derived: which public story stands in which list, so that every list is one index read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pagecache.prepared import Prepared

from .rubric import Rubrics
from .workflow import Status


class Kind(models.TextChoices):
    RUBRIC = "r", _("rubric")
    AUTHOR = "a", _("author")
    TAG = "t", _("tag")


def list_tag(kind, key, language):
    """Return the tag of a list of one edition: whatever shows it, or a page of it."""
    return f"{Kind(kind).name.lower()}:{key}:{language}"


def newest_of(language):
    """Return the tag of whatever shows the stories of `language` in the order of their hour."""
    return f"recent:{language}"


class ListingQuerySet(models.QuerySet):
    def of(self, kind, key, language):
        """Return the lines of one list."""
        return self.filter(kind=kind, key=key, language=language)

    def rebuild(self, articles):
        """Make the rows of `articles` (a queryset) what the truth says; drafts lose theirs.

        Returns `(kind, key, language, moment)` of every list that got a story or lost one. Five
        queries to read, whatever the number.
        """
        rows, differing = self._compared(articles)
        if differing:
            self.filter(article__in=articles.order_by()).delete()
            self.bulk_create(rows, batch_size=2000)
        return [place[:4] for place in differing]

    def place(self, article, shelves):
        """Do what `rebuild` does for one story, of which `shelves` are known: `{kind: keys}`.

        Two queries to read.
        """
        held = set(_held(article=article.pk))
        due = {
            (kind, key, language, published_at)
            for language, published_at in _public(article=article.pk)
            for kind, keys in shelves.items()
            for key in keys
        }
        differing = held ^ due
        if differing:
            self.filter(article=article).delete()
            self.bulk_create(
                self.model(
                    kind=kind, key=key, article=article, language=language, published_at=moment
                )
                for kind, key, language, moment in due
            )
        return sorted(differing)

    def differing(self, articles):
        """Return the places of `articles` that are missing, or that should not be there."""
        return sorted(self._compared(articles)[1])

    def _compared(self, articles):
        rows = list(self.due(articles))
        columns = ("kind", "key", "language", "published_at", "article_id")
        held = self.filter(article__in=articles.order_by()).values_list(*columns)
        return rows, {*held} ^ {tuple(getattr(row, name) for name in columns) for row in rows}

    def due(self, articles):
        """Yield the rows that `articles` should have: none for what is not public."""
        # A rubric's list holds the stories of the rubrics below it, too.
        rubrics = Rubrics.load()
        public = articles.published().order_by()
        places = {pk: {} for pk in public.values_list("pk", flat=True)}
        for article_id, rubric_id in public.values_list("pk", "placements__rubric"):
            for pk in rubrics.with_ancestors([rubric_id]):
                places[article_id][Kind.RUBRIC, pk] = None
        for article_id, author_id in public.values_list("pk", "bylines__author"):
            places[article_id][Kind.AUTHOR, author_id] = None
        for article_id, tag_id in public.values_list("pk", "tag_uses__tag"):
            places[article_id][Kind.TAG, tag_id] = None
        for pk, language, published_at in public.values_list("pk", "language", "published_at"):
            for kind, key in places[pk]:
                if key is not None:
                    yield self.model(
                        kind=kind, key=key, article_id=pk, language=language,
                        published_at=published_at,
                    )  # fmt: skip


class Listing(models.Model):
    """One public story in one list: a rubric's, an author's or a tag's, of one edition.

    A rubric's list includes the rubrics below it. Rows exist exactly while the story is public,
    so lists ask about no status, and page 1 costs what page 5,000 costs.
    """

    kind = models.CharField(max_length=1, choices=Kind.choices)
    key = models.BigIntegerField()
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="listings"
    )
    language = models.CharField(max_length=10)
    published_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        constraints = [
            models.UniqueConstraint(name="listed_once", fields=["article", "kind", "key"]),
        ]
        indexes = [
            models.Index(
                name="lists_newest_first",
                fields=["kind", "key", "language", "-published_at", "-article"],
            ),
        ]

    def __str__(self):
        return f"{self.kind}{self.key} {self.article_id}"


_held = Prepared(
    lambda article: Listing.objects.filter(article=article).values_list(
        "kind", "key", "language", "published_at"
    ),
    article=models.BigIntegerField(),
)
_public = Prepared(
    lambda article: (
        Listing._meta.get_field("article")
        .related_model._default_manager.filter(pk=article, status=Status.PUBLISHED)
        .values_list("language", "published_at")
    ),
    article=models.BigIntegerField(),
)
