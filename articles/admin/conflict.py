"""Two people saved one story: both texts and what they began from, to be put together again."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import html
from articles.differences import Piece, three_ways, words
from articles.models import Article, Autosave, Locked, Superseded
from articles.permissions import fields_for, may_change

from . import corrected, slots
from .labels import LABELS, hidden_in, said

#: Words of a form that belong to a move, not to the text.
REMARKS = ("note", "returned_for", "hold_note", "revision_note")
ABOVE_THE_TEXT = ("field-kicker", "field-headline", "field-lead")


def keeps_news(admin, request, row):
    """Keep a whole form that was sent for something else than saving, if it says anything new.

    Returns the window of the slot, or “”. A button of the rail sends all that stands around it.
    """
    if "picture_caption" not in request.POST or not may_change(request.user, row):
        return ""
    story = row.edited()
    if (
        content_typed(admin, request, story, Autosave(typed=slots.typed_in(request)))
        == story.content
    ):
        return ""
    return slots.keep_page(request, row).tab


def answer(admin, request, refusal):
    """Keep what was typed, and answer 409 with the page that puts the two texts together."""
    row = Article.objects.get(pk=refusal.article.pk)
    texts = Texts(admin, request, row, slots.keep_page(request, row))
    if texts.is_mine_old():
        # What was typed for a move stays in the slot and is offered with it.
        if not any("".join(texts.slot.typed.get(name, [])).strip() for name in REMARKS):
            texts.slot.delete()
        messages.warning(request, _("Somebody saved a newer text meanwhile. Look at it first."))
        return redirect("admin:articles_article_change", row.pk)
    return _page(admin, request, texts, status=409)


def view(request, object_id, *, admin):
    """Show the two texts again, or save what was chosen of them."""
    row = admin.get_row(request, object_id)
    if not may_change(request.user, row):
        raise Http404
    tab = request.POST.get("slot") or request.GET.get("slot") or ""
    slot = Autosave.objects.of(request.user, row, tab.replace("\0", "")[:40])
    if slot is None or not row.newest:
        return redirect("admin:articles_article_change", row.pk)
    texts = Texts(admin, request, row, slot)
    if request.method != "POST":
        return _page(admin, request, texts)
    if request.POST.get("theirs") != str(row.newest):
        messages.warning(request, _("One more text was saved meanwhile. Here is what is new."))
        return _page(admin, request, texts, status=409)
    try:
        note = _("put together from two texts")
        with transaction.atomic():
            chosen = texts.chosen(request.POST)
            row.revise(chosen, by=request.user, seen=row.newest, note=note)
            if put_right := texts.chosen_corrections(request.POST):
                corrected.save(row, put_right, request.user)
                row.settle()
    except Superseded:
        row = admin.get_row(request, object_id)
        return _page(admin, request, Texts(admin, request, row, slot), status=409)
    except Locked as refusal:
        messages.error(request, str(refusal))
        return _page(admin, request, texts, status=409)
    slot.delete()
    messages.success(request, _("Saved. Both texts are in the history."))
    return redirect("admin:articles_article_change", row.pk)


def content_typed(admin, request, story, slot):
    """Return the content that the form in `slot` says; what it does not say is that of `story`."""
    typed = QueryDict(mutable=True)
    for name, values in slot.typed.items():
        typed.setlist(name, values)
    form = admin.get_form(request, story, change=True)(typed, instance=story)
    before = dict(story.content)
    form.is_valid()
    for name in form.fields:
        form.cleaned_data.setdefault(name, form.initial.get(name))
    try:
        return form.content(keeps_tags=request.method == "POST")
    except (TypeError, Article.DoesNotExist):
        return before


@dataclass(frozen=True)
class Part:
    """One thing to choose. kind as of `differences.Chunk`; texts are lists of `Piece`."""

    name: str
    label: str
    kind: str
    mine: list
    theirs: list
    base: str
    is_body: bool = False
    is_headline: bool = False


class Texts:
    """Mine (typed, not saved), theirs (the newest revision) and their common ancestor."""

    def __init__(self, admin, request, row, slot):
        self.row, self.slot = row, slot
        self.revision = row.revisions.select_related("made_by").get(number=row.newest)
        # A form that was opened before there was any revision saw what became the first.
        seen = self.slot.seen or 1
        self.ancestor = row.revisions.last_until(seen) or self.revision
        self.theirs = self.revision.content
        self.base = dict(self.ancestor.content)
        self.mine = content_typed(admin, request, row.edited(self.ancestor), self.slot)
        # Of what this user may not write, theirs is the only text there is.
        self.writable = fields_for(request.user, row)
        for name in set(LABELS) - self.writable:
            self.mine[name] = self.base[name] = self.theirs[name]
        self.hidden = hidden_in(request.user, *self._all())
        self.chunks = three_ways(*(html.blocks_of(of["body"]) for of in self._all()))
        self.corrections = corrected.typed_corrections(row, slot.typed, request.user)

    def _all(self):
        return self.base, self.mine, self.theirs

    def is_mine_old(self):
        """Whether nothing was changed before the button was pressed."""
        return self.mine == self.base and not self.corrections

    def parts(self):
        """Return every `Part` in the order of the page, those that agree included."""
        fields = [
            self._field(name, label)
            for name, label in LABELS.items()
            if name != "body" and not self.mine[name] == self.theirs[name] == self.base[name]
        ]
        lines = [part for part in fields if part.name in ABOVE_THE_TEXT]
        rest = [part for part in fields if part not in lines]
        body = [self._block(number, chunk) for number, chunk in enumerate(self.chunks)]
        return lines + body + rest + [self._correction(typed) for typed in self.corrections]

    def _correction(self, typed):
        kind = _kind(typed.was, typed.text, typed.now)
        sides = _new(typed.was, typed.text), _new(typed.was, typed.now)
        return Part(f"correction-{typed.number}", _("Correction"), kind, *sides, typed.was)

    def chosen_corrections(self, choices):
        """Return the corrections to be written; without a choice what was typed is."""
        return [
            typed
            for typed in self.corrections
            if choices.get(f"correction-{typed.number}") != "theirs"
        ]

    def _field(self, name, label):
        base, mine, theirs = (said(name, of[name], self.hidden) for of in self._all())
        kind = _kind(*(of[name] for of in self._all()))
        return Part(
            f"field-{name}", label, kind, _new(base, mine), _new(base, theirs), base,
            is_headline=name == "headline",
        )  # fmt: skip

    def _block(self, number, chunk):
        base, mine, theirs = (
            html.text_of("".join(blocks)) or _nameless(blocks)
            for blocks in (chunk.base, chunk.mine, chunk.theirs)
        )
        label = _("Paragraph %(number)s") % {"number": number + 1}
        return Part(
            f"body-{number}", label, chunk.kind, _new(base, mine), _new(base, theirs), base,
            is_body=True,
        )  # fmt: skip

    def chosen(self, choices):
        """Return the content made of what `choices` take; without a choice nothing is lost."""
        content = dict(self.theirs)
        for name in LABELS:
            if name == "body":
                continue
            kind = _kind(self.base[name], self.mine[name], self.theirs[name])
            taken = choices.get(f"field-{name}") or ("theirs" if kind == "theirs" else "mine")
            content[name] = self.theirs[name] if taken == "theirs" else self.mine[name]
        blocks = []
        for number, chunk in enumerate(self.chunks):
            taken = choices.get(f"body-{number}")
            both = chunk.mine + chunk.theirs
            sides = {"mine": chunk.mine, "theirs": chunk.theirs, "both": both}
            blocks += sides.get(taken, chunk.taken)
        content["body"] = html.clean("".join(blocks))
        return content


def _kind(base, mine, theirs):
    if mine == theirs:
        return "same" if mine == base else "both"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "conflict"


def _new(base, text):
    """Return `text` as pieces: what is new in it against `base`, and what is not."""
    if not text:
        return []
    return [piece for piece in words(base, text) if piece.kind != "out"] or [Piece("same", text)]


def _nameless(blocks):
    return _("[picture, video or rule]") if blocks else ""


def _page(admin, request, texts, status=200):
    parts = texts.parts()
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Two texts of one story"),
        "opts": admin.opts,
        "row": texts.row,
        "slot": texts.slot,
        "revision": texts.revision,
        "ancestor": texts.ancestor,
        "parts": parts,
        "open_parts": [part for part in parts if part.kind == "conflict"],
        "next_number": texts.row.newest + 1,
        "back": reverse("admin:articles_article_change", args=[texts.row.pk]),
    }
    return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=status)
