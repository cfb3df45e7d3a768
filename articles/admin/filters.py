"""What the list of stories can be narrowed to. Each filter answers only to its own choices."""

import datetime

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.numbers import number_in
from articles.models import Author, Correction, Placement, Schedule, Status
from articles.permissions import in_sections, own, sections_of
from articles.templatetags.desk import rubric_of, status_of
from pagecache.remembered import furniture

from .ordered_choice import OrderedChoice

#: A rubric of so many stories is met often enough on the way down the list.
MANY = 1000


class ViewFilter(admin.SimpleListFilter):
    """The lists that editors go back to all day. What is in the trash stands in its own alone."""

    title = _("view")
    parameter_name = "view"
    template = "admin/articles/article/_views.html"
    #: Drawn above the list, not beside it.
    is_view = True

    def lookups(self, request, model_admin):
        views = [("mine", _("Mine")), ("assigned", _("My turn"))]
        if sections_of(request.user):
            views.append(("sections", _("My rubrics")))
        if request.user.has_perm("articles.publish_article"):
            views += [("waiting", _("Waiting for review")), ("scheduled", _("Planned"))]
            views += [("changed", _("With newer text")), ("corrected", _("With corrections"))]
        return [*views, ("withdrawn", _("Withdrawn")), ("trash", _("Trash"))]

    def queryset(self, request, queryset):
        if self.value() == "trash":
            return queryset.filter(trashed_at__isnull=False)
        queryset = queryset.filter(trashed_at=None)
        match self.value():
            case "mine":
                return own(request.user, queryset)
            case "assigned":
                return queryset.filter(assigned_to=request.user)
            case "sections":
                return in_sections(request.user, queryset)
            case "waiting":
                return queryset.filter(status=Status.REVIEW)
            case "scheduled":
                # By number: asked story by story, a million are asked to find a dozen.
                return queryset.filter(pk__in=Schedule.objects.order_by().values("article"))
            case "changed":
                return queryset.with_newer_text()
            case "corrected":
                return queryset.filter(pk__in=Correction.objects.order_by().values("article"))
            case "withdrawn":
                return queryset.filter(status=Status.WITHDRAWN)
        return queryset


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [(code, status_of(code)) for code in Status.values]

    def queryset(self, request, queryset):
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class RubricFilter(admin.SimpleListFilter):
    title = _("rubric")
    parameter_name = "rubric"

    def lookups(self, request, model_admin):
        return [(str(rubric.pk), rubric_of(rubric)) for rubric in furniture(request).rubrics]

    def queryset(self, request, queryset):
        rubric = furniture(request).rubrics.by_id.get(number_in(self.value()))
        if not rubric:
            return queryset
        placed = Placement.objects.filter(rubric=rubric).order_by()
        if len(placed.values("pk")[:MANY]) < MANY:
            return queryset.filter(placements__rubric=rubric)
        # Of so many the newest stand near the top of all stories: nobody need sort the rest.
        return queryset.filter(Exists(placed.filter(article=OuterRef("pk"))))


class TimeFilter(admin.SimpleListFilter):
    title = _("saved")
    parameter_name = "saved"
    days = {"today": 0, "yesterday": 1, "week": 7, "month": 31}

    def lookups(self, request, model_admin):
        return [
            ("today", _("Today")),
            ("yesterday", _("Since yesterday")),
            ("week", _("In a week")),
            ("month", _("In a month")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in self.days:
            return queryset
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight - datetime.timedelta(days=self.days[self.value()])
        return queryset.filter(saved_at__gte=since)


class LanguageFilter(admin.SimpleListFilter):
    title = _("edition")
    parameter_name = "edition"

    def lookups(self, request, model_admin):
        return settings.LANGUAGES

    def queryset(self, request, queryset):
        known = dict(settings.LANGUAGES)
        return queryset.in_language(self.value()) if self.value() in known else queryset


class AuthorFilter(admin.SimpleListFilter):
    """Finds the author by name: a paper has hundreds."""

    title = _("author")
    parameter_name = "author"
    template = "admin/articles/article/_author_filter.html"

    def lookups(self, request, model_admin):
        return [("", "")]

    def queryset(self, request, queryset):
        number = number_in(self.value())
        self.author = Author.objects.filter(pk=number).first() if number else None
        return queryset.signed_by(self.author) if self.author else queryset

    def choices(self, changelist):
        """Yield what the template needs: the form's field and the rest of the question."""
        widget = OrderedChoice(
            source=("articles", "article", "authors"),
            at_most=1,
            offered=list,
            is_question=True,
        )
        chosen = [self.author] if self.author else []
        kept = [
            (name, value)
            for name, value in changelist.params.items()
            if name not in (self.parameter_name, "p")
        ]
        for name, values in changelist.filter_params.items():
            if name != self.parameter_name and name not in dict(kept):
                kept += [(name, value) for value in values]
        yield {
            "field": widget.drawn("author", chosen, {"id": "author-filter"}),
            "kept": kept,
            "author": self.author,
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }
