"""What the desk itself keeps on the front page."""

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from multilingual.models import Translated
from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted


class Condition(Translated):
    """One measured thing in the strip above the lead: a crossing's ice, a pass, a river's level."""

    translated_fields = ("name", "value", "note")

    name = models.CharField(_("what is measured"), max_length=60)
    value = models.CharField(
        _("value"), max_length=20, help_text=_("As readers see it, with the unit: “62 cm”.")
    )
    note = models.CharField(_("note"), max_length=80, blank=True)
    fill = models.PositiveSmallIntegerField(
        _("how full, %"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("0–100: how high the drawn column stands."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_condition_is_at_most_full", condition=models.Q(fill__lte=100)
            ),
        ]

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed("conditions")

    @property
    def empty(self):
        return 100 - self.fill


changed_when_deleted(Condition, "conditions")


Remembered(
    "conditions",
    tags=lambda language: ["conditions"],
    load=lambda language: tuple(Condition.objects.filter(is_shown=True)),
)
