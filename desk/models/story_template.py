"""What a kind of story begins with: news in brief, an interview, the weather."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.models import Rubric, Tag
from images.models import Image
from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted
from paper.models import AgeMark

#: What a story takes over as it is.
PLAIN = ("language", "kicker", "headline", "lead", "body", "age_mark", "importance")
#: In these a day may stand: see `_dated`.
DATED = ("kicker", "headline", "lead")
LONGEST_NAME = 60
#: Of those offered in the menu.
MOST_OFFERED = 30
#: The greatest number of a place in their order.
LAST = 9999
#: What changes with every template.
MENU = "story_templates"


class StoryTemplateQuerySet(models.QuerySet):
    @transaction.atomic
    def add(self, templates):
        """Save those of `templates` whose names are free. Two people may press at once."""
        self.bulk_create(templates, ignore_conflicts=True)
        changed(MENU)

    @transaction.atomic
    def merge_tags(self, kept, others):
        """Let templates that had one of the tags `others` have `kept`, in its place."""
        gone = {tag.pk for tag in others}
        # A dozen templates: no index of numbers in a list is worth having.
        for template in self.exclude(tag_ids=[]):
            if gone.intersection(template.tag_ids):
                pks = (kept.pk if pk in gone else pk for pk in template.tag_ids)
                self.filter(pk=template.pk).update(tag_ids=list(dict.fromkeys(pks)))

    def next_place(self):
        last = self.aggregate(last=models.Max("position"))["last"] or 0
        return min(last + 1, LAST)

    @transaction.atomic
    def keep(self, content, *, name):
        """Return a new template that says what `content`, of a story's revision, says.

        Whose name is taken gets a number: “Weather 2”.
        """
        template = self.model(
            **{column: content[column] for column in PLAIN},
            rubric_ids=[rubric["id"] for rubric in content["rubrics"]],
            tag_ids=[tag["id"] for tag in content["tags"]],
            position=self.next_place(),
        )
        taken = set(
            self.filter(language=template.language, name__startswith=name[: LONGEST_NAME - 5])
            .order_by()
            .values_list("name", flat=True)
        )
        template.name, number = name[:LONGEST_NAME], 1
        while template.name in taken:
            number += 1
            template.name = f"{name[: LONGEST_NAME - 5]} {number}"
        template.save()
        return template


class StoryTemplate(models.Model):
    """A story takes it over once and knows nothing of it afterwards.

    rubric_ids, tag_ids: in order. What was deleted since drops out when they are read.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    language = models.CharField(_("language"), max_length=10)
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = models.TextField(_("text"), blank=True)
    rubric_ids = models.JSONField(default=list, blank=True, editable=False)
    tag_ids = models.JSONField(default=list, blank=True, editable=False)
    age_mark = models.CharField(
        _("age mark"),
        max_length=3,
        choices=AgeMark.choices,
        blank=True,
        help_text=_("Empty: the paper's own."),
    )
    importance = models.PositiveSmallIntegerField(
        _("importance"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, validators=[MaxValueValidator(LAST)]
    )

    objects = StoryTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("story template")
        verbose_name_plural = _("story templates")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_template_of_a_name",
                fields=["language", "name"],
                violation_error_message=_("There is a template of this name already."),
            ),
            models.CheckConstraint(
                name="template_importance_is_1_to_5",
                condition=Q(importance__gte=1, importance__lte=5),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.body = html.clean(self.body)
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.images.all().delete()
            ImageInTemplate.objects.bulk_create(
                ImageInTemplate(template=self, image=image)
                for image in Image.objects.filter(pk__in=html.image_ids(self.body)).only("pk")
            )
            changed(MENU)

    @property
    def rubrics(self):
        return _in_order(Rubric, self.rubric_ids)

    @property
    def tags(self):
        return _in_order(Tag, self.tag_ids)

    def beginning(self, *, today=None):
        """Return what the form of a new story begins with, by field. Two queries at most.

        today: a date, default today where the paper is.
        """
        begun = {name: getattr(self, name) for name in PLAIN}
        begun |= {name: self._dated(begun[name], today or timezone.localdate()) for name in DATED}
        return begun | {"rubrics": self.rubrics, "tags": self.tags}

    def _dated(self, text, today):
        """Return `text` with the day for “{date}” and the day after for “{tomorrow}”."""
        with translation.override(self.language):
            for word, days in (("{date}", 0), ("{tomorrow}", 1)):
                if word in text:
                    day = today + datetime.timedelta(days=days)
                    text = text.replace(word, date_format(day, "MONTH_DAY_FORMAT"))
        return text


changed_when_deleted(StoryTemplate, MENU)


class ImageInTemplate(models.Model):
    """Derived: a picture that stands in the text of a template."""

    template = models.ForeignKey(StoryTemplate, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture in a template")
        verbose_name_plural = _("pictures in templates")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="image_in_template_once", fields=["template", "image"]),
        ]

    def __str__(self):
        return f"{self.image}: {self.template}"


def _in_order(model, pks):
    found = model.objects.in_bulk(pks) if pks else {}
    return [found[pk] for pk in pks if pk in found]


# The pages that show the menu ask for it with everything else that they remember.
Remembered(
    MENU,
    tags=lambda language: [MENU],
    load=lambda language: tuple(StoryTemplate.objects.only("name", "language")[:MOST_OFFERED]),
)
