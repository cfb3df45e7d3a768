"""The revisions of a story: compared, restored, and what readers saw at any past hour."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.numbers import number_in
from articles import html
from articles.differences import rows, words
from articles.models import Refusal, Revision, Status
from articles.permissions import fields_for, may_restore_revision, may_see_revisions
from images.models import Image

from .labels import LABELS, hidden_in, said
from .moments import LocalMoment

SHOWN = 30


def view(request, object_id, *, admin):
    """Compare two revisions: `?from=11&to=12`, by default the newest with the one before."""
    row = admin.get_row(request, object_id)
    if not may_see_revisions(request.user, row):
        raise Http404
    after = _revision(row, request.GET.get("to")) or row.revisions.newest_first().first()
    before = _revision(row, request.GET.get("from")) or _one_before(row, after)
    older = number_in(request.GET.get("before"))
    listed = row.revisions.newest_first().without_content()
    if older:
        listed = listed.filter(number__lt=older)
    listed = list(listed[: SHOWN + 1])
    seen_at, seen, asked = _seen_by_readers(row, request.GET.get("at"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Revisions"),
        "opts": admin.opts,
        "row": row,
        "revisions": listed[:SHOWN],
        "older": listed[SHOWN - 1].number if len(listed) > SHOWN else None,
        "total": row.newest,
        "before": before,
        "after": after,
        "comparison": Comparison(before, after, request.user) if after else None,
        "may_restore": may_restore_revision(request.user, row),
        "at": seen_at,
        "seen": seen,
        "asked": asked,
        "moves": row.history.select_related("by"),
        "back": reverse("admin:articles_article_change", args=[row.pk]),
    }
    return TemplateResponse(request, "admin/articles/article/revisions.html", context)


@require_POST
def restore(request, object_id, *, admin):
    """Make the newest revision say what an old one said."""
    row = admin.get_row(request, object_id)
    found = _revision(row, request.POST.get("number"))
    if found is None or not may_restore_revision(request.user, row):
        raise Http404
    note = _("as revision %(number)s") % {"number": found.number}
    fields = set(LABELS) & fields_for(request.user, row)
    content = row.newest_revision().content | {name: found.content[name] for name in fields}
    try:
        revision = row.revise(content, by=request.user, seen=row.newest, note=note)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:articles_article_history", row.pk)
    said = _("Revision %(old)s is restored as revision %(new)s.")
    messages.success(request, said % {"old": found.number, "new": revision.number})
    return redirect("admin:articles_article_change", row.pk)


class Comparison:
    """Two revisions beside one another. before: None compares with nothing."""

    def __init__(self, before, after, user):
        self._before = before.content if before else None
        self._after = after.content
        self._hidden = hidden_in(user, *filter(None, [self._before, self._after]))
        body = self._before["body"] if before else ""
        self.blocks = [self._block(row) for row in rows(body, self._after["body"])]
        pieces = [piece for block in self.blocks for piece in block["pieces"]]
        self.lines = self._lines()
        pieces += [piece for _name, line in self.lines for piece in line]
        self.words_in = _count(pieces, "in")
        self.words_out = _count(pieces, "out")

    def _lines(self):
        """Return headline and lead as `(name, pieces)`."""
        return [
            (name, words(self._old(name), self._after[name]))
            for name in ("headline", "lead")
            if self._old(name) or self._after[name]
        ]

    def _old(self, name):
        return self._before[name] if self._before else ""

    def _block(self, row):
        old, new = html.text_of(row.before or ""), html.text_of(row.after or "")
        pieces = words(old, new) if row.kind != "same" else []
        # A picture, a video or a rule has no words: say that there is one.
        return {
            "kind": row.kind,
            "pieces": pieces,
            "text": new or old,
            "is_drawn": not (old or new),
        }

    def runs(self):
        """Return the blocks with those that are the same folded to their number."""
        folded, same = [], 0
        for block in self.blocks:
            if block["kind"] == "same":
                same += 1
                continue
            if same:
                folded.append({"same": same})
            same = 0
            folded.append(block)
        return folded + ([{"same": same}] if same else [])

    def fields(self):
        """Return `(label, before, after, pictures)` of everything else that differs."""
        found = []
        for name, label in LABELS.items():
            if name in ("headline", "lead", "body"):
                continue
            old = self._before[name] if self._before else None
            new = self._after[name]
            if old != new:
                pictures = self._pictures(old, new) if name == "picture" else None
                before, after = (said(name, value, self._hidden) for value in (old or "", new))
                if before != after:
                    found.append((label, before, after, pictures))
        return found

    @staticmethod
    def _pictures(old, new):
        known = Image.objects.in_bulk([one["id"] for one in (old, new) if one])
        return [known.get(one["id"]) if one else None for one in (old, new)]


def _count(pieces, kind):
    return sum(len(piece.text.split()) for piece in pieces if piece.kind == kind)


def _seen_by_readers(row, text):
    """Return (hour, the revision that readers saw then or None, whether anybody asked)."""
    if not text:
        return None, None, False
    try:
        at = LocalMoment.parse(text)
    except ValueError:
        return None, None, True
    last = row.history.filter(at__lte=at, is_move=True).order_by("-at", "-pk")
    last = last.filter(status_after__in=(Status.PUBLISHED, Status.WITHDRAWN)).first()
    if last is None or last.status_after != Status.PUBLISHED:
        return at, None, True
    return at, row.revisions.filter(number=last.revision).first(), True


def _one_before(row, revision):
    if revision is None:
        return None
    return row.revisions.filter(number__lt=revision.number).newest_first().first()


def _revision(row, text) -> Revision | None:
    return row.revisions.select_related("made_by").filter(number=number_in(text)).first()
