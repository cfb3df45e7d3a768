"""An hour for a story that has none: given beside the calendar, and taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.numbers import number_in
from articles.models import NotReady, Refusal
from articles.permissions import may_publish, visible_to

from .hour import HourForm
from .spans import span_of, suggested
from .views import MOVED, back_from, page, parse_seen
from .waiting import action_for


@require_http_methods(["GET", "HEAD", "POST"])
def hour(request, pk):
    """Ask at which hour a story, or the changes of a live one, shall appear, and plan it.

    POST: `day`, `time` and `seen`, the number of the newest revision that was seen: that is what
    appears. `undo=1` takes it back; `seen` is then the hour that was planned. Who may not know of
    the story gets 404; if somebody was quicker 409, and nothing happened.
    """
    if number_in(pk) is None:
        raise Http404
    story = get_object_or_404(visible_to(request.user), pk=number_in(pk), trashed_at=None)
    if not may_publish(request.user, story):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    if sent is not None and "undo" in sent:
        return _taken_back(request, story)
    action = action_for(story)
    plan = story.schedules.filter(action=action).first()
    if plan and sent is None:
        return redirect("desk:plan", story.pk, action)
    first = suggested(span_of("day", timezone.localdate()))
    form = HourForm(sent, initial={"day": first.date(), "time": first.time()})
    refused = []
    if sent is not None:
        if plan or number_in(sent.get("seen")) != story.newest:
            return _asked(request, story, plan, form, is_overtaken=True)
        if form.is_valid():
            # As it was seen, whatever is saved in this moment.
            seen = story.newest_revision() if story.newest else None
            try:
                story.schedule(action, form.cleaned_data["at"], by=request.user, revision=seen)
            except NotReady as refusal:
                refused = list(refusal.missing.values())
            except Refusal as refusal:
                refused = [refusal]
            else:
                plan = story.schedules.get(action=action)
                request.session[MOVED] = _planned(story, plan)
                return redirect(f"{back_from(request)}#plan-{plan.pk}")
    return _asked(request, story, plan, form, refused=refused)


def _asked(request, story, plan, form, *, refused=(), is_overtaken=False):
    context = {
        "title": _("Give an hour"),
        "story": story,
        "plan": plan,
        "form": form,
        "refused": refused,
        "is_overtaken": is_overtaken,
        "back": back_from(request),
        "offset": span_of("day", timezone.localdate()).offsets,
    }
    status = 409 if is_overtaken else 422 if form.is_bound else 200
    return page(request, "desk/hour.html", context, status=status)


def _taken_back(request, story):
    action = action_for(story)
    with transaction.atomic():
        plan = story.schedules.select_for_update().filter(action=action).first()
        is_overtaken = plan is None or parse_seen(request.POST.get("seen", "")) != plan.at
        if not is_overtaken:
            try:
                story.unschedule(action, by=request.user)
            except Refusal:
                is_overtaken = True
    if is_overtaken:
        return _asked(request, story, plan, HourForm(), is_overtaken=True)
    request.session[MOVED] = {"what": "unplanned", "story": str(story)}
    return redirect(back_from(request))


def _planned(story, plan):
    at = timezone.localtime(plan.at)
    return {
        "what": "planned",
        "story": str(story),
        "address": reverse("desk:hour", args=[story.pk]),
        "now_shown": date_format(at, "SHORT_DATETIME_FORMAT"),
        "new_day": at.date().isoformat(),
        "seen": plan.at.isoformat(),
        "plan": plan.pk,
        "may_undo": True,
    }
