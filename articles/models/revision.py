"""Revisions: every saved state of a story, whole, with who saved it and when."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from images.models import Image

from . import asked
from .author import Author
from .autosave import Autosave
from .rubric import Rubric
from .tag import Tag

#: Columns of the story that a revision holds as they are.
PLAIN = (
    "kicker", "headline", "lead", "body", "picture_caption", "language", "importance",
    "has_reactions", "age_mark", "slug", "seo_title", "seo_description", "canonical_url",
)  # fmt: skip
#: What readers read: a public change of it dates the story anew. Where it stands does not.
READ = {"kicker", "headline", "lead", "body", "picture", "picture_caption", "bylines", "age_mark"}


class RevisionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-number")

    def deletable(self, before):
        """Return those made before `before` that nobody needs: see `purge_revisions`."""
        kept = models.Q(number=models.F("article__newest")) | models.Q(
            number=models.F("article__live")
        )
        typed_over = Autosave.objects.filter(
            article=models.OuterRef("article"), seen=models.OuterRef("number")
        )
        old = self.filter(made_at__lt=before, was_public=False, schedules=None)
        return old.exclude(kept | models.Q(models.Exists(typed_over)))

    def last_until(self, number):
        """Return the newest that is not newer than `number`, None if all of those are gone.

        What was made of revision `number` was made of every earlier one, too.
        """
        return self.filter(number__lte=number).newest_first().first()

    def without_content(self):
        """Load what a line of the history says. No texts."""
        return self.defer("content").select_related("made_by")


class Revision(models.Model):
    """One saved state of one story, never changed.

    number: 1, 2, 3… within the story; each was made from the one before. content: see
    `content_of`; it names what it points to, so that it stays readable when that is gone.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    words = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(_("saved at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    was_public = models.BooleanField(_("readers saw it"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(name="revisions_form_one_chain", fields=["article", "number"]),
        ]
        indexes = [
            models.Index(name="revisions_newest_first", fields=["-made_at", "-id"]),
            models.Index(name="revisions_of_a_person", fields=["made_by", "-made_at", "-id"]),
        ]

    def __str__(self):
        return str(_("revision %(number)s") % {"number": self.number})


def content_of(article):
    """Return the content of the row as it stands in the database. Five queries.

    Plain columns as they are; `picture`, `translation_of`: `{"id", "name"}` or None; `rubrics`,
    `tags`, `related`: lists of those in order; `bylines`: each with its `role`, too.
    """
    return Relations.of_row(article).content_of(article)


def content(article, *, picture, translation_of, rubrics, bylines, tags, related):
    """Return the content that says this of `article`, whose columns need not be saved."""
    return {
        **{name: getattr(article, name) for name in PLAIN},
        "picture": _named(picture),
        "translation_of": _named(translation_of),
        "rubrics": [_named(rubric) for rubric in rubrics],
        "bylines": [_named(author) | {"role": role} for author, role in bylines],
        "tags": [_named(tag) for tag in tags],
        "related": [_named(other) for other in related],
    }


def _named(row):
    return {"id": row.pk, "name": str(row)} if row else None


@dataclass
class Relations:
    """What a content points to, as far as it is still there; lists are in order."""

    picture: Image | None
    translation_of: models.Model | None
    rubrics: list
    bylines: list[tuple[Author, str]]
    tags: list
    related: list

    @classmethod
    def named_in(cls, found, articles):
        """Return those that the content `found` names. At most six queries."""
        authors = {author.pk: author for author in _all(Author.objects, found["bylines"])}
        return cls(
            picture=_first(Image.objects, [found["picture"]]),
            translation_of=_first(articles, [found["translation_of"]]),
            rubrics=_all(Rubric.objects, found["rubrics"]),
            bylines=[
                (authors[byline["id"]], byline["role"])
                for byline in found["bylines"]
                if byline["id"] in authors
            ],
            tags=_all(Tag.objects, found["tags"]),
            related=_all(articles, found["related"]),
        )

    @classmethod
    def of_row(cls, article):
        """Return those of the row `article`. Four queries, six without its two neighbours."""
        pk = article.pk
        return cls(
            picture=article.picture,
            translation_of=article.translation_of,
            rubrics=[placement.rubric for placement in asked.placements(article=pk)],
            bylines=[(byline.author, byline.role) for byline in asked.bylines(article=pk)],
            tags=[use.tag for use in asked.tag_uses(article=pk)],
            related=[other.related for other in asked.stories_beside(article=pk)],
        )

    def content_of(self, article):
        """Return the content that says these of `article`."""
        return content(article, **vars(self))


def _all(rows, named):
    pks = [one["id"] for one in named if one]
    found = rows.in_bulk(pks) if pks else {}
    return [found[pk] for pk in pks if pk in found]


def _first(rows, named):
    return next(iter(_all(rows, named)), None)
