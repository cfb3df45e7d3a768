"""The one way in which a story's status changes."""

from django.db import transaction
from django.utils import timezone

from .workflow import MOVES, Held, NotAllowed, Overtaken


class Moving:
    """What all verbs of `Article` stand on."""

    def _move(
        self, to, *, by, note="", unless=None, moved=None, then=None, heeds_lock=True, **changes
    ):
        """Change the status, write it down, and let pages know, all or nothing.

        unless: a condition under which the story is held. moved: more of the `StatusChange`.
        then: what settles the row and does all that follows from the move; default `settle`.
        heeds_lock: False for what was planned, which happens although somebody writes alone.
        Raises `NotAllowed`, `Overtaken`, `Held`, `Locked`.
        """
        if to not in MOVES[self.status]:
            raise NotAllowed(self.status, to)
        before = self.status
        with transaction.atomic():
            # Conditional on the status we saw: of two editors pressing at once,
            # one wins and the other learns about it.
            unmoved = type(self).objects.filter(pk=self.pk, status=before, trashed_at=None)
            allowed = unmoved.exclude(unless) if unless else unmoved
            if not allowed.update(status=to, **changes):
                if unless and unmoved.exists():
                    self.refresh_from_db(fields=["is_held", "held_until"])
                    raise Held(self)
                raise Overtaken(self)
            if heeds_lock:
                self.must_be_open_to(by)
            vars(self).update(changes, status=to)
            self._log(before, by=by, note=note, **(moved or {}))
            (then or self.settle)()

    def _log(self, before, *, by, note="", **more):
        """Write down what was done, by default with the newest revision."""
        self.history.create(
            **{"revision": self.newest} | more,
            status_before=before,
            status_after=self.status,
            by=by,
            at=timezone.now(),
            note=note,
        )

    def _note(self, *, by, note):
        """Write down what changed no status, with the revision that counts: readers' or newest."""
        number = self.live if self.is_public else self.newest
        self._log(self.status, by=by, note=note, revision=number, is_move=False)
