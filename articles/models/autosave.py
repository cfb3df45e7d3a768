"""What somebody has typed and not saved: a slot for each window, beside the history."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The window of a form that came without JavaScript: such windows have no names.
NAMELESS = "page"
#: Nobody's words make room for others: what was typed goes only when it is so old.
KEPT_FOR = datetime.timedelta(days=30)


class AutosaveQuerySet(models.QuerySet):
    def those_of(self, user, article):
        """Return the slots of `user` for `article`, newest first; None: for a new story."""
        return self.filter(user=user, article=article).order_by("-saved_at", "-pk")

    def of(self, user, article, tab=None):
        """Return the slot of the window `tab`, by default the newest, or None."""
        slots = self.those_of(user, article)
        return (slots.filter(tab=tab) if tab else slots).first()

    def keep(self, user, article, *, typed, seen, tab=NAMELESS):
        """Put `typed` into the slot of the window `tab`: no window writes over another's words."""
        values = {"typed": typed, "seen": seen}
        slot, is_new = self.update_or_create(user=user, article=article, tab=tab, defaults=values)
        if is_new:
            self.those_of(user, article).filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
        return slot

    def let_go(self, user, article, stamp):
        """Forget the slot that a window went on from, if it still says what it said then."""
        tab, _space, saved_at = stamp.partition(" ")
        slot = self.of(user, article, tab) if tab else None
        if slot and slot.saved_at.isoformat() == saved_at:
            slot.delete()


class Autosave(models.Model):
    """typed: the fields of the form as they were sent, `{name: [values]}`. seen: the number of
    the revision they were typed over. tab: which window of the person they were typed in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", null=True, on_delete=models.CASCADE, related_name="autosaves"
    )
    tab = models.CharField(max_length=40, default=NAMELESS, db_default=NAMELESS)
    typed = models.JSONField()
    seen = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                name="one_slot_for_each_window", fields=["user", "article", "tab"]
            ),
            models.UniqueConstraint(
                name="one_slot_for_each_window_of_a_new_story",
                fields=["user", "tab"],
                condition=models.Q(article=None),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.saved_at}"

    @property
    def stamp(self):
        """What the form that goes on with this slot says of it: see `let_go`."""
        return f"{self.tab} {self.saved_at.isoformat()}"
