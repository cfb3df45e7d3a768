"""The calendar, and moving what is planned in it."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.numbers import number_in
from articles.calendar import date_of
from articles.models import Action, NotReady, Overtaken, Refusal
from articles.permissions import bring_sections, may_publish, visible_to

from .drawing import drawn
from .entries import places, planned, published
from .hour import HourForm
from .narrowing import Narrowing, colleagues, names_over
from .spans import span_of, suggested
from .waiting import waiting

WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What was moved last, for whoever moved it: kept until the next page of the calendar shows it.
MOVED = "calendar_moved"


@require_safe
def today(request):
    """Show this week."""
    return calendar(request, "week", timezone.localdate().isoformat())


@require_safe
def calendar(request, span, day):
    """Show a day, a week or a month: what went out and what is planned, as far as one may see."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    bring_sections(request)
    span = span_of(span, _date(day))
    hour = number_in(request.GET.get("hour")) if span.name == "day" else None
    hour = hour if hour is not None and hour < 24 else None
    narrowing = Narrowing(request)
    found = places(request.user, span, narrowing, hour)
    context = drawn(span, found, hour) | {
        "title": _("Calendar"),
        "in_calendar": True,
        "span": span,
        "hour": hour,
        "narrowing": narrowing,
        "kept": narrowing.question(),
        "without": narrowing.question(rubric="", person=""),
        "without_person": narrowing.question(person=""),
        "colleagues": colleagues(request.user),
        "names": names_over(
            published(span).values("pk"),
            planned(request.user, span).values("article"),
            chosen=narrowing.author,
        ),
        "moved": request.session.pop(MOVED, None),
        "here": request.get_full_path(),
        "may_plan": may_publish(request.user),
        "now": timezone.localtime(),
        "suggested": suggested(span),
    }
    if context["may_plan"]:
        context["waiting"], context["more_wait"] = waiting(request.user, narrowing)
    return page(request, "desk/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk, action):
    """Ask for another hour for what is planned for a story, and move it there.

    Who may not know of the story gets 404; whose picture of it is old gets 409 and the new one.
    """
    if number_in(pk) is None or action not in Action.values:
        raise Http404
    story = get_object_or_404(visible_to(request.user), pk=number_in(pk), trashed_at=None)
    if not may_publish(request.user, story):
        raise PermissionDenied
    found = story.schedules.select_related("revision", "by").filter(action=action).first()
    sent = request.POST if request.method == "POST" else None
    form = HourForm(sent, initial=_hour_of(found))
    context = {
        "title": _("Move"),
        "story": story,
        "plan": found,
        "action": Action(action),
        "form": form,
        "back": back_from(request),
        "seen": _seen(found),
        "offset": span_of("day", timezone.localdate()).offsets,
    }
    if sent is None:
        return page(request, "desk/plan.html", context, status=200 if found else 404)
    if found is None or parse_seen(sent.get("seen", "")) != found.at:
        return page(request, "desk/plan.html", context | {"is_overtaken": True}, status=409)
    if form.is_valid():
        before = found.at
        try:
            story.replan(found, form.cleaned_data["at"], by=request.user)
        except Overtaken:
            fresh = story.schedules.filter(action=action).first()
            story.refresh_from_db()
            context |= {"plan": fresh, "seen": _seen(fresh)}
            return page(request, "desk/plan.html", context | {"is_overtaken": True}, status=409)
        except NotReady as refusal:
            form.add_error(None, " ".join(map(str, refusal.missing.values())))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[MOVED] = _moved(story, found, before, is_undone="undo" in sent)
            return redirect(f"{context['back']}#plan-{found.pk}")
    return page(request, "desk/plan.html", context, status=422)


def parse_seen(text):
    """Return the moment that `text` says, None if it says none."""
    try:
        return parse_datetime(text[:40])
    except ValueError:
        return None


def _date(text):
    try:
        found = parse_date(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return date_of(found.year, found.month, found.day)


def _hour_of(plan):
    return {"day": timezone.localdate(plan.at), "time": timezone.localtime(plan.at)} if plan else {}


def _seen(plan):
    return plan.at.isoformat() if plan else ""


def _moved(story, plan, before, *, is_undone):
    """Return what the next page says of the move, and what it needs to take it back."""
    was, now = timezone.localtime(before), timezone.localtime(plan.at)
    return {
        "what": "undone" if is_undone else "moved",
        "story": str(story),
        "address": reverse("desk:plan", args=[story.pk, plan.action]),
        "was_shown": date_format(was, "SHORT_DATETIME_FORMAT"),
        "now_shown": date_format(now, "SHORT_DATETIME_FORMAT"),
        "new_day": now.date().isoformat(),
        "day": was.date().isoformat(),
        "time": was.strftime("%H:%M"),
        "seen": plan.at.isoformat(),
        "plan": plan.pk,
        "may_undo": before > timezone.now() and not is_undone,
    }


def back_from(request):
    asked = (request.POST if request.method == "POST" else request.GET).get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    is_ours = is_ours and asked.startswith(reverse("desk:calendar")) and len(asked) < 500
    return asked.partition("#")[0] if is_ours else reverse("desk:calendar")


def page(request, template, context, status=200):
    return render(request, template, admin.site.each_context(request) | context, status=status)
