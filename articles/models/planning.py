"""What shall happen to a story by itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pagecache.alarm import database_now

from .schedule import Action, set_alarm
from .workflow import UNPUBLISHED, BadHour, Held, NotAllowed, NotReady, Overtaken, Status


class Planning:
    """The schedules of `Article`. `by` is the user who approves."""

    def schedule(self, action, at, *, by, revision=None, note=""):
        """Let `action` happen at `at`, an aware datetime in the future, by itself.

        revision: the one that shall appear, by default the newest; what is typed afterwards does
        not. A schedule of that kind that the story has already is replaced. Raises `BadHour`,
        and `NotAllowed`, `NotReady` and `Held` as publishing would.
        """
        if at <= database_now():
            raise BadHour(_("That hour is over. Choose a later one."))
        if (action == Action.PUBLISH) == (self.status == Status.PUBLISHED):
            raise NotAllowed(self.status, self.status)
        with self._alone(by):
            if action == Action.WITHDRAW:
                revision = None
            else:
                revision = revision or self._approved_revision()
                self._must_be_publishable(revision, at)
            self.schedules.update_or_create(
                action=action,
                defaults={
                    "at": at, "revision": revision, "by": by, "note": note[:300],
                    "refused_at": None, "refusal": "",
                },
            )  # fmt: skip
            if action == Action.PUBLISH and self.status in UNPUBLISHED:
                moved = {"revision": revision.number, "planned_for": at}
                self._move(Status.SCHEDULED, by=by, note=note, moved=moved)
            self.note_draft_pictures()
            set_alarm()

    def replan(self, plan, at, *, by):
        """Let what is planned happen at `at` instead, with the revision that was approved.

        plan: as the editor saw it; at its new hour afterwards. Raises `BadHour`, `Overtaken` if
        it was moved, changed or carried out since, and what `schedule()` raises.
        """
        if at <= database_now():
            raise BadHour(_("That hour is over. Choose a later one."))
        with self._alone(by):
            self.refresh_from_db(fields=["status", "is_held", "held_until", "trashed_at"])
            seen = self.schedules.filter(pk=plan.pk, at=plan.at, revision=plan.revision)
            moved = {"at": at, "by": by, "refused_at": None, "refusal": ""}
            if self.trashed_at or not seen.update(**moved):
                raise Overtaken(self)
            if plan.revision:
                self._must_be_publishable(plan.revision, at)
            number = plan.revision.number if plan.revision else self.live
            self._log(self.status, by=by, note=_moved(plan), revision=number, planned_for=at)
            vars(plan).update(moved)
            set_alarm()

    def _must_be_publishable(self, revision, at):
        if missing := self.missing(revision):
            raise NotReady(missing)
        if self.is_held and (self.held_until is None or self.held_until > at):
            raise Held(self)

    def _approved_revision(self):
        if not self.newest:
            self._keep_as_it_is()
        return self.newest_revision()

    def unschedule(self, action, *, by):
        """Forget what was planned. A story that nobody has seen waits for review again."""
        with self._alone(by):
            if not self.schedules.filter(action=action).delete()[0]:
                raise Overtaken(self)
            if self.status == Status.SCHEDULED:
                self._move(Status.REVIEW, by=by)
            set_alarm()

    def keep(self, schedule):
        """Do now what was planned. Raises what publishing and withdrawing raise."""
        with transaction.atomic():
            planned = {"by": schedule.by, "note": schedule.note, "planned_for": schedule.at}
            schedule.delete()
            if schedule.action == Action.WITHDRAW:
                self.withdraw(**planned)
            else:
                self.publish(revision=schedule.revision, at=schedule.at, **planned)
            set_alarm()

    def _lock(self):
        """Wait for whoever else changes this story: first it, then its plans, then the clock."""
        type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)


def _moved(plan):
    """Return what the history says of a plan that is moved away from its hour."""
    sentence = gettext("Moved in the calendar (%(what)s), before: %(at)s.")
    hour = date_format(timezone.localtime(plan.at), "SHORT_DATETIME_FORMAT")
    return sentence % {"what": plan.get_action_display(), "at": hour}
