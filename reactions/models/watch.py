"""How closely the paper watches who presses; the chief decides."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Watch(models.Model):
    """The one row that says what makes a burst, and how many new readers a network may bring."""

    presses = models.PositiveIntegerField(
        _("presses"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(100_000)],
        help_text=_("As many from one network under one story, and not fewer, are a burst …"),
    )
    minutes = models.PositiveSmallIntegerField(
        _("within minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    share_percent = models.PositiveSmallIntegerField(
        _("and per cent of the story’s"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "… if they are more than this share of all presses under it meanwhile. "
            "A story that everybody reads has readers in many networks. 100: nothing is held."
        ),
    )
    newcomers_at_once = models.PositiveIntegerField(
        _("new readers at once"),
        default=600,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("From one network; a mobile operator may hide a whole town behind one."),
    )
    newcomers_a_minute = models.PositiveIntegerField(
        _("then a minute"),
        default=300,
        validators=[MinValueValidator(1), MaxValueValidator(60_000)],
        help_text=_("Those beyond are asked to press again a moment later."),
    )

    class Meta:
        verbose_name = _("watch over reactions")
        verbose_name_plural = _("watch over reactions")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(name="there_is_one_watch", condition=models.Q(pk=1)),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls):
        """Return the row, or an unsaved one before anybody changed it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
