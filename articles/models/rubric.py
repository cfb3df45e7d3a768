from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from multilingual.editions import edition, spelled
from multilingual.models import Translated
from pagecache.prepared import Prepared
from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted


class FrontLayout(models.TextChoices):
    """How a rubric's band looks on the front page."""

    NONE = "none", _("not on the front page")
    COLUMN = "column", _("a column: one picture, then headlines")
    INTERVIEW = "interview", _("an interview: portrait and quotation")
    NIGHT = "night", _("a photo story on black")


class Rubric(Translated, TreeNode):
    """A section of the paper. Its colour is one number, the hue; light and dark are the theme's."""

    translated_fields = ("name", "description")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=400, blank=True)
    hue = models.PositiveSmallIntegerField(
        _("hue"),
        default=220,
        validators=[MaxValueValidator(359)],
        help_text=_("0–359. Every hue is legible in both themes."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_in_menu = models.BooleanField(_("in the menu"), default=True)
    front_layout = models.CharField(
        _("on the front page"),
        max_length=12,
        choices=FrontLayout.choices,
        default=FrontLayout.NONE,
    )

    objects = TreeQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(name="hue_is_an_angle", condition=models.Q(hue__lt=360)),
        ]

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed("rubrics")

    def get_absolute_url(self):
        return f"{edition()}/rubric/{spelled(self.slug)}/"


changed_when_deleted(Rubric, "rubrics")


class Placement(models.Model):
    """A story's place in a rubric; the first is its main one."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="placements"
    )
    rubric = models.ForeignKey(
        Rubric, verbose_name=_("rubric"), on_delete=models.PROTECT, related_name="placements"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("place in a rubric")
        verbose_name_plural = _("places in rubrics")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="once_in_a_rubric", fields=["article", "rubric"]),
        ]

    def __str__(self):
        return str(self.rubric)


class Rubrics:
    """All rubrics at once: a paper has forty, not forty thousand. Read-only, shared by threads."""

    def __init__(self, rubrics):
        self.all = tuple(rubrics)
        self.by_id = {rubric.pk: rubric for rubric in self.all}
        self.by_slug = {rubric.slug: rubric for rubric in self.all}
        # What `articles.cards` printed of them.
        self.printed: dict[tuple[str, int], str] = {}
        self.menu = tuple(r for r in self.all if r.is_in_menu and r.parent_id is None)

    def __iter__(self):
        return iter(self.all)

    def of(self, ids):
        """Return the rubrics of `ids` in that order, leaving out what was deleted since."""
        return [self.by_id[pk] for pk in ids if pk in self.by_id]

    def children(self, rubric):
        return [child for child in self.all if child.parent_id == rubric.pk]

    def with_ancestors(self, ids):
        """Return the ids of the rubrics `ids` and of all rubrics above them, as a set."""
        found = set()
        for pk in ids:
            while pk is not None and pk not in found and pk in self.by_id:
                found.add(pk)
                pk = self.by_id[pk].parent_id
        return found

    def with_descendants(self, ids):
        """Return the ids of the rubrics `ids` and of all rubrics below them, as a set."""
        wanted = set(ids)
        return {rubric.pk for rubric in self.all if self.with_ancestors([rubric.pk]) & wanted}

    @classmethod
    def load(cls):
        return cls(_rubrics())


#: Asked for all of them whenever a story is saved.
_rubrics = Prepared(lambda: Rubric.objects.order_by("position", "name"))

Remembered("rubrics", tags=lambda language: ["rubrics"], load=lambda language: Rubrics.load())
