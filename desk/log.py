"""The action log: who did what and when, as a page and as a file for a spreadsheet."""

from dataclasses import replace

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import get_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import Access, AccessKind, User
from accounts.numbers import number_in
from articles.calendar import FIRST_YEAR, LAST_YEAR, begins_at, next_day
from articles.finding.typed import story_number
from articles.paging import base36, read_key, written_key

from .actions import SOURCES, Asked, newest, pieces, sees_all
from .spreadsheet import lines
from .telling import told

SHOWN = 50
PIECE = 1000
KINDS = [
    ("moves", gettext_lazy("moves of stories")),
    ("texts", gettext_lazy("saved texts")),
    ("rest", gettext_lazy("people, paper, pictures and the rest")),
    ("door", gettext_lazy("logins and second factors")),
]


class LogForm(forms.Form):
    """What the log is narrowed to."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("who"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("what"),
        choices=[("", gettext_lazy("everything")), *KINDS],
        required=False,
    )
    story = forms.CharField(
        label=gettext_lazy("story"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Number or address")}),
    )
    since = forms.DateField(
        label=gettext_lazy("from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data, *, viewer):
        super().__init__(data)
        for name in ("since", "until"):
            self.fields[name].widget.format = "%Y-%m-%d"
        if sees_all(viewer) or viewer.has_perm("articles.publish_article"):
            people = User.objects.order_by("last_name", "first_name", "username")
            self.fields["person"].queryset = people.filter(is_staff=True)
        else:
            del self.fields["person"]

    def clean_story(self):
        typed = self.cleaned_data["story"].strip()
        if not typed:
            return None
        if number := story_number(typed):
            return number
        raise ValidationError(_("This is neither the number nor the address of a story."))

    def clean_since(self):
        return _paper_day(self.cleaned_data["since"])

    def clean_until(self):
        return _paper_day(self.cleaned_data["until"])

    def asked(self, viewer):
        """Return what is asked for, None if it cannot be understood."""
        if not self.is_valid():
            return None
        chosen = self.cleaned_data
        person = chosen.get("person")
        return Asked(
            viewer,
            kinds=(chosen["kind"],) if chosen["kind"] else tuple(SOURCES),
            person=person and person.pk,
            story=chosen["story"],
            since=chosen["since"] and begins_at(chosen["since"]),
            until=chosen["until"] and begins_at(next_day(chosen["until"])),
        )


def _paper_day(day):
    if day and not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValidationError(_("No paper has such a day."))
    return day


@require_safe
def log(request):
    """Show a page of the log; `?before=<key>` what is older."""
    form, asked = _understood(request)
    found, behind = _page(asked, _key(request.GET.get("before"))) if asked else ([], None)
    narrowed = [(name, text) for name, text in request.GET.items() if name != "before" and text]
    older = [*narrowed, ("before", _written(behind))] if behind else None
    context = {
        **admin.site.each_context(request),
        "title": _("Action log"),
        "in_log": True,
        "form": form,
        "lines": told(found, request.user),
        "is_narrowed": bool(narrowed) or "before" in request.GET,
        "older": f"?{urlencode(older)}" if older else "",
        "is_later": "before" in request.GET,
        "newest": f"?{urlencode(narrowed)}",
        "sees_all": sees_all(request.user),
    }
    return render(request, "desk/log.html", context)


@require_safe
def export(request):
    """Send everything asked for as a file, piece by piece, however much it is."""
    _form, asked = _understood(request)
    if asked is None:
        raise Http404
    Access.write(request.user, AccessKind.EXPORTED)
    rows = _rows(asked, request.user, translation.get_language())
    semicolons = get_format("DECIMAL_SEPARATOR") == ","
    name = f"log-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines(rows, semicolons=semicolons),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _understood(request):
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    if any("\0" in text for values in request.GET.lists() for text in (values[0], *values[1])):
        raise Http404
    form = LogForm(request.GET, viewer=request.user)
    return form, form.asked(request.user)


def _page(asked, before):
    """Return the lines of a page, and the key behind which the next one begins, None at the end."""
    floor = asked.floor(before)
    if floor:
        asked = replace(asked, since=floor)
    found = next(pieces(newest(asked, before, SHOWN + 1), SHOWN + 1), [])
    if len(found) > SHOWN:
        return found[:SHOWN], found[SHOWN - 1][0]
    # Behind all that has this moment: the lowest rank is 1.
    return found, floor and (floor, 0, 0)


def _rows(asked, viewer, language):
    # The language is set for each piece anew: between two of them the thread is somebody else's.
    with translation.override(language):
        kinds = {code: str(name) for code, name in KINDS}
        head = [_("when"), _("who"), _("kind"), _("what"), _("number"), _("story"), _("note")]
    yield head
    for piece in pieces(newest(asked), PIECE):
        with translation.override(language):
            rows = [
                [
                    line.at.isoformat(timespec="seconds"), line.who, kinds[line.kind], line.what,
                    line.story or "", line.name, line.note,
                ]
                for line in told(piece, viewer)
            ]  # fmt: skip
        yield from rows


def _key(text):
    """Return the key that an address names, None for none; 404 for what is none."""
    if not text:
        return None
    key, _dot, rank = text.rpartition(".")
    if number_in(rank) is None:
        raise Http404
    moment, pk = read_key(key)
    return moment, number_in(rank), pk


def _written(key):
    moment, rank, pk = key
    return f"{written_key(moment, pk)}.{base36(rank)}"
