"""What was done to many stories at once is undone at once, by whoever did it, for ten minutes.

Nothing is put back behind anybody's back: every story is moved again, by its own rules, and only
if nobody has moved it since. How to undo stands in the session of whoever pressed.
"""

import datetime
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.models import Action, NotYours, Overtaken, Refusal, Status
from articles.permissions import may_publish, may_restore, may_trash, may_withdraw

from .pages import list_address
from .refusals import reason, say_refused

MINUTES = 10
KEY = "undo"


def state_of(story):
    """Return what a move will change of `story`, to be kept in the session."""
    plans = story.schedules.values_list("action", "at", "revision__number", "note")
    return {
        "story": story.pk,
        "status": story.status,
        "live": story.live,
        "withdrawal_note": story.withdrawal_note,
        "plans": [(action, at.isoformat(), number, note) for action, at, number, note in plans],
    }


def last_move(story):
    """Return the key of what was last done with `story`, None if nothing was."""
    return story.history.values_list("pk", flat=True).first()


def keep(request, verb, done):
    """Let the user undo `done`: states of before, each with the `move` that ended it."""
    if not done:
        return
    request.session[KEY] = {
        "key": uuid4().hex,
        "user": request.user.pk,
        "verb": verb,
        "until": (timezone.now() + datetime.timedelta(minutes=MINUTES)).isoformat(),
        "done": done,
    }


def offered(request):
    """Return what can be undone: `key`, `number`, `until`; None if nothing can."""
    kept = request.session.get(KEY)
    if not kept or kept["user"] != request.user.pk:
        return None
    until = parse_datetime(kept["until"])
    if until <= timezone.now():
        return None
    return {"key": kept["key"], "number": len(kept["done"]), "until": until}


@require_POST
def view(request, *, admin):
    """Undo what was done last, story by story, and say which could not be."""
    undo = offered(request)
    if undo is None or undo["key"] != request.POST.get("key"):
        messages.warning(request, _("That cannot be undone any more."))
        return redirect(list_address(request.POST))
    kept = request.session.pop(KEY)
    stories = admin.get_queryset(request).in_bulk([before["story"] for before in kept["done"]])
    undone, refused = 0, []
    for before in kept["done"]:
        story = stories.get(before["story"])
        if story is None:
            continue
        try:
            with transaction.atomic():
                _undo(kept["verb"], story, before, request.user)
        except Refusal as refusal:
            refused.append((story, reason(refusal)))
        else:
            undone += 1
    if undone:
        said = ngettext("Undone: %(number)s story.", "Undone: %(number)s stories.", undone)
        messages.success(request, said % {"number": undone})
    gone = len(kept["done"]) - undone - len(refused)
    if gone:
        said = ngettext(
            "%(number)s story is not there any more.",
            "%(number)s stories are not there any more.",
            gone,
        )
        messages.warning(request, said % {"number": gone})
    say_refused(request, refused)
    return redirect(list_address(request.POST))


def _undo(verb, story, before, user):
    may, move = UNDOING[verb]
    if last_move(story) != before["move"]:
        raise Overtaken(story)
    if not may(user, story):
        raise NotYours(story)
    move(story, before, user)
    _plan_again(story, before, user)


def _unpublish(story, before, user):
    """Show what readers saw before; if that was nothing, withdraw: they have seen it."""
    if before["status"] == Status.PUBLISHED:
        seen = story.revisions.get(number=before["live"])
        story.publish(by=user, revision=seen, note=_("Undone."))
        return
    with translation.override(story.language):
        # Readers come to the address and find this there.
        by_mistake = _("Published by mistake.")
    story.withdraw(by=user, note=before["withdrawal_note"] or by_mistake)


def _publish_again(story, before, user):
    revision = story.revisions.filter(number=before["live"]).first()
    story.publish(by=user, revision=revision, note=_("Undone."))


def _plan_again(story, before, user):
    """Plan what the move had taken from the schedule, as far as its hour is still to come."""
    for action, at, number, note in before["plans"]:
        at = parse_datetime(at)
        has_it = story.schedules.filter(action=action).exists()
        if has_it or at <= timezone.now() or not may_publish(user, story):
            continue
        if (action == Action.PUBLISH) == story.is_public:
            continue
        revision = story.revisions.filter(number=number).first()
        story.schedule(Action(action), at, by=user, revision=revision, note=note)


UNDOING = {
    "publish": (may_withdraw, _unpublish),
    "withdraw": (may_publish, _publish_again),
    "trash": (may_restore, lambda story, before, user: story.restore(by=user)),
    "untrash": (may_trash, lambda story, before, user: story.trash(by=user)),
}
