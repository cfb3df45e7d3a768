"""A story that must not appear yet, whoever presses; and one that was thrown away."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .workflow import UNPUBLISHED, NotAllowed, Overtaken, Status

#: The condition on a story whose publication a hold stops at this moment.
IS_HELD = Q(is_held=True) & (Q(held_until=None) | Q(held_until__gt=Now()))


class Holding(models.Model):
    """The hold and the trash of `Article`."""

    is_held = models.BooleanField(_("held"), default=False, db_default=False, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hold_note = models.CharField(
        max_length=300, blank=True, default="", db_default="", editable=False
    )
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def hold(self, *, by, until=None, note=""):
        """Let nobody publish this story, until an hour (aware) or until the hold is lifted."""
        if self.status not in UNPUBLISHED:
            raise NotAllowed(self.status, self.status)
        with self._alone(by):
            self._change(is_held=True, held_until=until, held_by=by, hold_note=note[:300])
            self._note(by=by, note=" ".join([gettext("Held."), note]))

    def lift(self, *, by, note=""):
        """End a hold."""
        with self._alone(by):
            self._change(is_held=False, held_until=None, held_by=None, hold_note="")
            self._note(by=by, note=" ".join([gettext("Hold lifted."), note]))

    @property
    def holds(self):
        """Whether a hold stops publication at this moment."""
        return self.is_held and (self.held_until is None or self.held_until > timezone.now())

    def trash(self, *, by):
        """Put the story into the trash: out of the desk's lists, but not gone.

        What readers see is withdrawn first, what is planned is taken from the schedule first.
        """
        if self.status in (Status.PUBLISHED, Status.SCHEDULED):
            raise NotAllowed(self.status, self.status)
        now = timezone.now()
        with self._alone(by):
            movable = type(self).objects.filter(pk=self.pk, status=self.status, trashed_at=None)
            if not movable.update(trashed_at=now, trashed_by=by):
                raise Overtaken(self)
            self.trashed_at = now
            self.schedules.all().delete()
            self.open_to_all(by=by)
            self._note(by=by, note=gettext("Put into the trash."))

    def restore(self, *, by):
        """Take the story out of the trash again."""
        self._change(trashed_at=None, trashed_by=None)
        self._note(by=by, note=gettext("Taken out of the trash."))

    def _change(self, **columns):
        type(self).objects.filter(pk=self.pk).update(**columns)
        for name, value in columns.items():
            setattr(self, name, value)
