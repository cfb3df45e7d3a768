"""What the buttons of a story's form do besides saving it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Action, NotYours


@dataclass(frozen=True)
class Verb:
    """may: (user, story) → whether the button is there. do: (story, user, cleaned form).

    said: what the editor reads when it is done. asks: `{field: sentence}` of what must be filled.
    """

    may: Callable
    do: Callable
    said: object
    asks: dict


def _plan(action, field):
    def do(story, user, form):
        story.schedule(action(story), form[field], by=user)

    return do


def _unplan(action):
    return lambda story, user, form: story.unschedule(action(story), by=user)


def _appearance(story):
    return Action.UPDATE if story.is_public else Action.PUBLISH


VERBS = {
    "submit": Verb(
        permissions.may_submit,
        lambda story, user, form: story.submit(by=user, note=form["revision_note"]),
        _("Sent to the editors."),
        {},
    ),
    "take_back": Verb(
        permissions.may_take_back,
        lambda story, user, form: story.take_back(by=user),
        _("It is your draft again."),
        {},
    ),
    "return": Verb(
        permissions.may_send_back,
        lambda story, user, form: story.send_back(by=user, note=form["returned_for"].strip()),
        _("Returned with your remark."),
        {"returned_for": _("Say what is wanted: whoever wrote it will read it.")},
    ),
    "publish": Verb(
        permissions.may_publish,
        lambda story, user, form: story.publish(by=user, note=form["revision_note"]),
        _("Published."),
        {},
    ),
    "schedule": Verb(
        permissions.may_publish,
        _plan(_appearance, "planned_at"),
        _("Planned. What you type from now on does not appear by itself."),
        {"planned_at": _("Choose day and hour.")},
    ),
    "unschedule": Verb(
        permissions.may_publish, _unplan(_appearance), _("Taken from the schedule."), {}
    ),
    "withdraw": Verb(
        permissions.may_withdraw,
        lambda story, user, form: story.withdraw(by=user, note=form["note"].strip()),
        _("Withdrawn from the site."),
        {"note": _("Say why: readers who come to the address will see it.")},
    ),
    "plan_withdrawal": Verb(
        permissions.may_withdraw,
        _plan(lambda story: Action.WITHDRAW, "withdraw_at"),
        _("Its end is planned."),
        {"withdraw_at": _("Choose day and hour.")},
    ),
    "unplan_withdrawal": Verb(
        permissions.may_withdraw,
        _unplan(lambda story: Action.WITHDRAW),
        _("Taken from the schedule."),
        {},
    ),
    "hold": Verb(
        permissions.may_hold,
        lambda story, user, form: story.hold(
            by=user, until=form["held_until"], note=form["hold_note"].strip()
        ),
        _("Held back: nobody can publish it."),
        {"hold_note": _("Say why: others will want to know.")},
    ),
    "lift": Verb(
        permissions.may_lift,
        lambda story, user, form: story.lift(by=user),
        _("The hold is lifted."),
        {},
    ),
}


#: What a story can do in the moment it is begun.
AT_ONCE = {"submit", "publish", "schedule"}


def may(user, story, name):
    """Tell whether `user` may do this with `story`; None: with one that is being begun."""
    if story is not None:
        return VERBS[name].may(user, story)
    return name == "submit" or (name in AT_ONCE and permissions.may_publish(user))


def do(name, story, user, form):
    """Do it, all or nothing. Raises `Refusal`.

    Whether it may be done is asked once more: what was saved a moment ago may have moved the
    story to a rubric where this user has no say.
    """
    if not may(user, story, name):
        raise NotYours(story)
    with transaction.atomic():
        VERBS[name].do(story, user, form)


def asked_for(request, story):
    """Return which verb the pressed button asks for, as far as this user may; "" for none.

    story: the row, None for a story that is being begun.
    """
    pressed = next((name for name in VERBS if f"_{name}" in request.POST), "")
    return pressed if pressed and may(request.user, story, pressed) else ""


def offered(user, row, *, is_closed=False):
    """Return `{verb: whether this user may}` for the buttons of the form, and a few besides.

    is_closed: somebody else writes the story alone: then it may only be read, or taken over.
    """
    if row is not None:
        looks = {"see_revisions": permissions.may_see_revisions(user, row)}
        if is_closed:
            return looks | {"take_over": permissions.may_lock(user, row)}
    can = {name: may(user, row, name) for name in VERBS}
    if row is not None:
        can |= looks
        can["lock"] = permissions.may_lock(user, row)
        can["assign"] = permissions.may_assign(user, row)
        can["trash"] = permissions.may_trash(user, row)
        can["restore"] = permissions.may_restore(user, row)
        can["delete"] = permissions.may_delete(user, row)
    return can
