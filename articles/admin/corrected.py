"""Corrections typed beside a text that could not be saved: they go with it, whichever way."""

from dataclasses import dataclass

from accounts.numbers import number_in
from articles.models import Correction
from articles.permissions import may_correct

from . import slots

PREFIX = "corrections"
MOST = 60


@dataclass(frozen=True)
class Typed:
    """One correction of a form that was sent. was: its text when the form was opened, "" for a
    new one; text: as it was typed, "" where it was taken back; row: None for a new one."""

    number: int
    row: Correction | None
    was: str
    text: str

    @property
    def now(self):
        return self.row.text if self.row else ""


def typed_corrections(row, typed, user):
    """Return a `Typed` for every correction that `user` wrote, changed or took back. One query."""

    def said(*name):
        return "".join(typed.get("-".join([PREFIX, *name]), [])).strip()

    if not row.published_on or not may_correct(user, row):
        return []
    known = {correction.pk: correction for correction in row.corrections.all()}
    found = []
    for number in map(str, range(min(number_in(said("TOTAL_FORMS")) or 0, MOST))):
        pk, text = number_in(said(number, "id")), said(number, "text")[:2000]
        correction = known.get(pk)
        was = said(number, "was") or (correction.text if correction else "")
        if said(number, "DELETE") and user.has_perm("articles.delete_correction"):
            text = ""
        elif not text:
            text = was
        if text != was and (correction or text):
            found.append(Typed(int(number), correction, was, text))
    return found


def save(row, chosen, user):
    """Write the corrections `chosen` as they were typed; the caller settles the story."""
    for typed in chosen:
        if typed.row is None:
            row.corrections.create(text=typed.text, made_by=user)
        elif not typed.text:
            typed.row.delete()
        else:
            typed.row.text = typed.text
            typed.row.save(update_fields=["text"])


def carried(request, story):
    """Return what a formset is made of, if the form goes on with corrections not saved."""
    if request.method != "GET" or "unsaved" not in request.GET or story.pk is None:
        return {}
    slot = slots.asked_for(request, story.row)
    changes = typed_corrections(story.row, slot.typed, request.user) if slot else []
    return {"data": _form_data(story.row, changes)} if changes else {}


def _form_data(row, changes):
    """Return what a form with these corrections sends, over those that there are now."""
    texts = {change.row.pk: change.text for change in changes if change.row}
    known = list(row.corrections.all())
    new = [change.text for change in changes if change.row is None] or [""]
    data = {
        f"{PREFIX}-TOTAL_FORMS": len(known) + len(new), f"{PREFIX}-INITIAL_FORMS": len(known),
        f"{PREFIX}-MIN_NUM_FORMS": 0, f"{PREFIX}-MAX_NUM_FORMS": MOST,
    }  # fmt: skip
    for number, correction in enumerate(known):
        text = texts.get(correction.pk, correction.text)
        data |= {
            f"{PREFIX}-{number}-id": correction.pk, f"{PREFIX}-{number}-article": row.pk,
            f"{PREFIX}-{number}-text": text or correction.text,
        }  # fmt: skip
        if not text:
            data[f"{PREFIX}-{number}-DELETE"] = "on"
    for number, text in enumerate(new, len(known)):
        data |= {f"{PREFIX}-{number}-text": text, f"{PREFIX}-{number}-article": row.pk}
    return data
