"""Where the chief judges bursts of reactions, and says what makes one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.newsroom_admin import NewsroomAdmin, ToBeRead
from accounts.numbers import number_in

from .judging import AlreadyJudged, judge
from .minutes import chart
from .models import Burst, Verdict, Watch


@admin.register(Burst)
class BurstAdmin(ToBeRead, NewsroomAdmin):
    """Those that wait first; each has a page with its drawing and two buttons."""

    list_display = ["story", "began_at", "number", "state"]
    list_display_links = None
    list_filter = ["verdict"]
    list_per_page = 50
    sortable_by = ()
    # What waits has no verdict, and nothing sorts before every word.
    ordering = ["verdict", "-pk"]

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("article", "judged_by")
        return found.annotate(held_number=Count("held"))

    @admin.display(description=gettext_lazy("story"))
    def story(self, burst):
        return format_html('<a href="{}/change/">{}</a>', burst.pk, burst.article)

    @admin.display(description=gettext_lazy("held reactions"))
    def number(self, burst):
        return burst.held_number if burst.verdict == Verdict.WAITING else burst.judged

    @admin.display(description=gettext_lazy("verdict"))
    def state(self, burst):
        if burst.verdict == Verdict.WAITING:
            return format_html("<b>{}</b>", burst.get_verdict_display())
        return f"{burst.get_verdict_display()}, {burst.judged_by or '—'}"

    def get_urls(self):
        judged = self.admin_site.admin_view(require_POST(self.judge))
        return [path("<path:object_id>/judge/", judged, name="reactions_burst_judge"),
                *super().get_urls()]  # fmt: skip

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show how the presses came; nothing here is typed in."""
        if object_id is None:
            raise PermissionDenied
        burst = self._burst(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        shown = {
            **self.admin_site.each_context(request),
            "title": _("Burst of reactions"),
            "opts": self.opts,
            "burst": burst,
            "watch": Watch.current(),
            "may_judge": request.user.has_perm("reactions.judge_burst"),
            "is_waiting": burst.verdict == Verdict.WAITING,
            **chart(burst),
        }
        return render(request, "admin/reactions/burst/change_form.html", shown)

    def judge(self, request, object_id):
        """Count the burst, or throw it away: `verdict=counted` or `verdict=thrown`."""
        burst = self._burst(request, object_id)
        if not request.user.has_perm("reactions.judge_burst"):
            raise PermissionDenied
        verdict = request.POST.get("verdict")
        if verdict not in (Verdict.COUNTED, Verdict.THROWN_AWAY):
            messages.error(request, _("Say whether they count or go."))
            return redirect("admin:reactions_burst_change", burst.pk)
        try:
            number = judge(burst, verdict, by=request.user)
        except AlreadyJudged:
            burst.refresh_from_db()
            said = _("Somebody else was quicker: %(verdict)s, %(who)s.")
            who = burst.judged_by or "—"
            messages.warning(request, said % {"verdict": burst.get_verdict_display(), "who": who})
            return redirect("admin:reactions_burst_changelist")
        if verdict == Verdict.COUNTED:
            said = ngettext("%(n)d reaction counted.", "%(n)d reactions counted.", number)
        else:
            said = ngettext("%(n)d reaction thrown away.", "%(n)d reactions thrown away.", number)
        self.log_change(request, burst, said % {"n": number})
        messages.success(request, said % {"n": number})
        return redirect("admin:reactions_burst_changelist")

    def _burst(self, request, object_id):
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = number_in(object_id)
        found = pk and self.get_queryset(request).filter(pk=pk).first()
        if not found:
            raise Http404
        return found


@admin.register(Watch)
class WatchAdmin(NewsroomAdmin):
    fieldsets = [
        (gettext_lazy("A burst"), {"fields": ["presses", "minutes", "share_percent"]}),
        (gettext_lazy("New readers"), {"fields": ["newcomers_at_once", "newcomers_a_minute"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one: its form is the list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        Watch.objects.get_or_create(pk=1)
        return redirect("admin:reactions_watch_change", 1)

    def page_facts(self, request, obj):
        return {"title": _("Watch over reactions")}
