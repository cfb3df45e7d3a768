"""Derived: which public story stands in which list, so that every list is one index read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pagecache.prepared import Prepared

from .rubric import Rubrics
from .workflow import Status

#: What says of which list a line is, and where in it.
PLACE = ("kind", "key", "language", "published_at")


class Kind(models.TextChoices):
    RUBRIC = "r", _("rubric")
    AUTHOR = "a", _("author")
    TAG = "t", _("tag")


def list_tag(kind, key, language):
    """Return the tag of a list of one edition: whatever shows it, or a page of it."""
    return f"{Kind(kind).name.lower()}:{key}:{language}"


def shelves_of(rubrics, rubric_ids, author_ids, tag_ids):
    """Return `{kind: keys}` of the lists in which a story of these stands while it is public.

    rubrics: all `Rubrics`, for a rubric's list holds the stories of the rubrics below it, too.
    """
    return {
        Kind.RUBRIC: rubrics.with_ancestors(rubric_ids),
        Kind.AUTHOR: set(author_ids),
        Kind.TAG: set(tag_ids),
    }


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
            self._replace(articles.order_by(), rows)
        return [place[:4] for place in differing]

    def place(self, article, shelves):
        """Do what `rebuild` does for one story, of which the `shelves_of` are known.

        Two queries to read.
        """
        rows = [
            row
            for language, moment in _public(article=article.pk)
            for row in self._lines(article.pk, shelves, language, moment)
        ]
        differing = sorted({*_held(article=article.pk)} ^ {row.place for row in rows})
        if differing:
            self._replace([article.pk], rows)
        return differing

    def _replace(self, articles, rows):
        self.filter(article__in=articles).delete()
        self.bulk_create(rows, batch_size=2000)

    def differing(self, articles):
        """Return the places of `articles` that are missing, or that should not be there."""
        return sorted(self._compared(articles)[1])

    def _compared(self, articles):
        rows = list(self.due(articles))
        held = self.filter(article__in=articles.order_by()).values_list(*PLACE, "article_id")
        return rows, {*held} ^ {(*row.place, row.article_id) for row in rows}

    def due(self, articles):
        """Yield the rows that `articles` should have: none for what is not public."""
        rubrics = Rubrics.load()
        public = articles.published().order_by()
        found = {pk: ([], [], []) for pk in public.values_list("pk", flat=True)}
        columns = ("placements__rubric", "bylines__author", "tag_uses__tag")
        for which, column in enumerate(columns):
            for pk, key in public.filter(**{f"{column}__isnull": False}).values_list("pk", column):
                found[pk][which].append(key)
        for pk, language, moment in public.values_list("pk", "language", "published_at"):
            yield from self._lines(pk, shelves_of(rubrics, *found[pk]), language, moment)

    def _lines(self, article_id, shelves, language, published_at):
        """Yield the rows of one public story."""
        for kind, keys in shelves.items():
            for key in keys:
                yield self.model(
                    kind=kind, key=key, article_id=article_id, language=language,
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

    @property
    def place(self):
        """The columns of `PLACE`: which list it is of, and where in it."""
        return tuple(getattr(self, name) for name in PLACE)


_held = Prepared(
    lambda article: Listing.objects.filter(article=article).values_list(*PLACE),
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
