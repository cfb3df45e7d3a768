"""The paper about itself: its name, its imprint, what stands on every page."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from multilingual.models import Translated
from pagecache.prepared import Prepared
from pagecache.remembered import Remembered
from pagecache.tags import changed

from .logo import validate_logo


class AgeMark(models.TextChoices):
    """Age marks of Russian law 436-FZ, lowest first."""

    ALL = "0+", "0+"
    SIX = "6+", "6+"
    TWELVE = "12+", "12+"
    SIXTEEN = "16+", "16+"
    ADULT = "18+", "18+"


class Point(models.TextChoices):
    """What a paper may insist on before a story goes to readers."""

    HEADLINE = "headline", _("a headline")
    LEAD = "lead", _("a lead")
    TEXT = "text", _("a text, or at least a lead")
    RUBRIC = "rubric", _("a rubric")
    BYLINE = "byline", _("a name over it")
    PICTURE = "picture", _("a main picture")
    ALT = "alt", _("the main picture described, or marked as decorative")
    CREDIT = "credit", _("whose the main picture is")
    AGE_MARK = "age_mark", _("an age mark of its own")


def usual_points():
    return [
        Point.HEADLINE.value, Point.TEXT.value, Point.RUBRIC.value, Point.BYLINE.value,
        Point.ALT.value, Point.CREDIT.value,
    ]  # fmt: skip


class Paper(Translated):
    """The one row of what the paper says about itself.

    The imprint's fields are those that a registered online publication must show: art. 27 of the
    Russian law on mass media and the registration certificate.
    """

    translated_fields = ("name", "tagline", "description", "imprint_note")

    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("line beside the name"), max_length=160, blank=True)
    description = models.CharField(_("description for search engines"), max_length=300, blank=True)
    logo_svg = models.TextField(
        _("nameplate (SVG)"),
        blank=True,
        validators=[validate_logo],
        help_text=_("Outlines only. Parts with class “flag” take the signal colour."),
    )
    rule_px = models.DecimalField(
        _("thickness of the rule, pixels"),
        max_digits=3,
        decimal_places=1,
        default=3,
        help_text=_("The bar under the nameplate; a paper may let it tell something."),
    )
    age_mark = models.CharField(
        _("age mark"), max_length=3, choices=AgeMark.choices, default=AgeMark.TWELVE
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    founder = models.CharField(_("founder"), max_length=300, blank=True)
    editor_in_chief = models.CharField(
        _("editor-in-chief"), max_length=120, blank=True, help_text=_("Surname and initials.")
    )
    email = models.EmailField(_("e-mail of the editorial office"), blank=True)
    phone = models.CharField(_("phone of the editorial office"), max_length=60, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    registered_by = models.CharField(_("registered by"), max_length=300, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    imprint_note = models.TextField(_("note in the imprint"), blank=True)

    checklist = models.JSONField(
        _("a story goes to readers with"),
        default=usual_points,
        blank=True,
        help_text=_("Without these a story can be saved, but neither submitted nor published."),
    )
    stories_can_be_locked = models.BooleanField(
        _("a story can be closed for others while somebody writes it"),
        default=True,
        help_text=_(
            "Whoever needs it can take it over. "
            "Without this two people may write at once, and put their texts together."
        ),
    )
    backup_days = models.PositiveSmallIntegerField(
        _("days without a backup"),
        default=2,
        help_text=_("After so many the desk is warned; 0: never."),
    )
    staff_need_second_factor = models.BooleanField(
        _("everybody at the desk needs a second factor"),
        default=False,
        help_text=_(
            "An app with codes or a passkey. "
            "Whoever has none sets one up before anything else opens."
        ),
    )

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("the paper")
        constraints = [
            models.CheckConstraint(name="there_is_one_paper", condition=models.Q(pk=1)),
        ]

    def save(self, *args, **kwargs):
        self.pk = 1
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed("paper")

    @classmethod
    def current(cls):
        """Return the paper, or an unsaved one named by `SITE_NAME` before anybody filled it in."""
        found = _saved()
        return found[0] if found else cls(pk=1, name=settings.SITE_NAME or "Newsroom")

    #: What a registered online publication must show, in the order of the law.
    imprint_fields = (
        "name",
        "founder",
        "editor_in_chief",
        "email",
        "phone",
        "registered_by",
        "registration_number",
    )

    def missing_imprint(self):
        """Return the verbose names of imprint fields that are still empty."""
        return [
            self._meta.get_field(name).verbose_name
            for name in self.imprint_fields
            if not getattr(self, name)
        ]


#: Asked for the checklist whenever a story is published.
_saved = Prepared(lambda: Paper.objects.filter(pk=1))

Remembered("paper", tags=lambda language: ["paper"], load=lambda language: Paper.current())
