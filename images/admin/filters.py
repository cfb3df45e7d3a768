"""What the library can be narrowed to. Each filter answers only to its own choices."""

import datetime

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from images.credits import known_credits
from images.models import Licence
from images.validators import plain_text


class ChosenFilter(admin.SimpleListFilter):
    """One of a few."""

    kind = "choice"


class TypedFilter(admin.SimpleListFilter):
    """What is typed into a field of its own. kind: of the input."""

    kind = "text"

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return True

    def choices(self, changelist):
        return ()


class CreditFilter(TypedFilter):
    title = _("credit")
    parameter_name = "credit"

    def known(self):
        """Return what is offered while somebody types."""
        return known_credits()

    def value(self):
        return plain_text(super().value() or "", 200)

    def queryset(self, request, queryset):
        return queryset.credited(self.value()) if self.value() else queryset


class LicenceFilter(ChosenFilter):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return Licence.choices

    def queryset(self, request, queryset):
        return queryset.filter(licence=self.value()) if self.value() in Licence.values else queryset


class AgeFilter(ChosenFilter):
    title = _("uploaded")
    parameter_name = "uploaded"
    days = {"day": 1, "week": 7, "month": 31, "year": 366}

    def lookups(self, request, model_admin):
        return [
            ("day", _("in the last day")),
            ("week", _("in the last week")),
            ("month", _("in the last month")),
            ("year", _("in the last year")),
        ]

    def queryset(self, request, queryset):
        if days := self.days.get(self.value()):
            since = timezone.now() - datetime.timedelta(days=days)
            return queryset.filter(uploaded_at__gte=since)
        return queryset


class DateFilter(TypedFilter):
    """A day in the paper's own time zone."""

    kind = "date"

    def day(self):
        """Return midnight of the day, or None if it is none."""
        try:
            day = parse_date(self.value() or "")
        except ValueError:
            return None
        # The first and last years have no midnight in every time zone.
        if day is None or not 1900 <= day.year <= 9000:
            return None
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class SinceFilter(DateFilter):
    title = _("uploaded from")
    parameter_name = "since"

    def queryset(self, request, queryset):
        day = self.day()
        return queryset.filter(uploaded_at__gte=day) if day else queryset


class UntilFilter(DateFilter):
    title = _("uploaded until")
    parameter_name = "until"

    def queryset(self, request, queryset):
        day = self.day()
        return queryset.filter(uploaded_at__lt=day + ONE_DAY) if day else queryset


ONE_DAY = datetime.timedelta(days=1)


class UseFilter(ChosenFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("used", _("stands somewhere")), ("unused", _("not used yet"))]

    def queryset(self, request, queryset):
        if self.value() in ("used", "unused"):
            return queryset.used(self.value() == "used")
        return queryset


class MissingFilter(ChosenFilter):
    title = _("what is missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [
            ("alt", _("no description")),
            ("credit", _("no credit")),
            ("licence", _("no licence")),
        ]

    def queryset(self, request, queryset):
        conditions = {
            "alt": Q(alt="", is_decorative=False),
            "credit": Q(credit=""),
            "licence": Q(licence=Licence.UNKNOWN),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


FILTERS = [
    CreditFilter, LicenceFilter, AgeFilter, SinceFilter, UntilFilter, UseFilter, MissingFilter,
]  # fmt: skip
