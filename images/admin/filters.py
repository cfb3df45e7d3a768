"""What the library can be narrowed to. Each filter answers only to its own choices."""

import datetime

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from images.models import Licence


class LicenceFilter(admin.SimpleListFilter):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin):
        return Licence.choices

    def queryset(self, request, queryset):
        return queryset.filter(licence=self.value()) if self.value() in Licence.values else queryset


class AgeFilter(admin.SimpleListFilter):
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


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [("used", _("stands in a story")), ("unused", _("not used yet"))]

    def queryset(self, request, queryset):
        if self.value() in ("used", "unused"):
            return queryset.used_in_stories(self.value() == "used")
        return queryset


class MissingFilter(admin.SimpleListFilter):
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
