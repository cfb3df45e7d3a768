"""What editors do with a story: publish it, withdraw it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import html
from articles.slugs import free_slug, slugify

from .workflow import MOVES, NotAllowed, NotReady, Overtaken, Status

#: Of stories with one headline, published at one moment, each gives way to at most four others.
MOST_TRIES = 5


class Publishing:
    """The verbs of `Article`. Each changes the row on condition that nobody else did."""

    def missing(self):
        """Return `{field: sentence}` of everything readers need that is not there yet."""
        missing = {}
        if not self.headline.strip():
            missing["headline"] = _("Write a headline.")
        if not html.text_of(self.body) and not self.lead.strip():
            missing["body"] = _("Write the text, or at least a lead.")
        if not self.placements.exists():
            missing["rubrics"] = _("Choose at least one rubric.")
        if not self.bylines.exists():
            missing["bylines"] = _("Say who wrote it.")
        if self.picture and not (self.picture.alt or self.picture.is_decorative):
            missing["picture"] = _(
                "Describe the main picture for those who cannot see it, or mark it as decorative."
            )
        return missing

    def publish(self, *, by, at=None, note=""):
        """Show the story to readers, from now on.

        at: aware datetime of the first publication, default now; a story that was public before
        keeps its hour and its address. Raises `NotReady`, `NotAllowed`, `Overtaken`.
        """
        if Status.PUBLISHED not in MOVES[self.status]:
            raise NotAllowed(self.status, Status.PUBLISHED)
        if missing := self.missing():
            raise NotReady(missing)
        changes = {"withdrawal_note": ""}
        if self.published_on:
            self._move(Status.PUBLISHED, by=by, note=note, **changes)
            return
        at = at or timezone.now()
        changes |= {"published_at": at, "published_on": timezone.localdate(at)}
        for tries_left in reversed(range(MOST_TRIES)):
            changes["slug"] = self.free_slug(changes["published_on"])
            try:
                self._move(Status.PUBLISHED, by=by, note=note, **changes)
            except IntegrityError:
                # Another story of that day took the address after it was found free.
                if not tries_left:
                    raise
            else:
                return

    def withdraw(self, *, by, note=""):
        """Take the story from every page, feed and list at once; its address answers 410."""
        self._move(Status.WITHDRAWN, by=by, note=note, withdrawal_note=note[:300])

    def free_slug(self, day):
        """Return this story's address, or the next one like it that no story of `day` has."""
        wanted = self.slug or slugify(self.headline) or f"n-{self.pk}"
        taken = set(
            type(self)
            .objects.filter(published_on=day, slug__startswith=wanted)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return free_slug(wanted, taken)

    def _move(self, to, *, by, note="", **changes):
        if to not in MOVES[self.status]:
            raise NotAllowed(self.status, to)
        before = self.status
        with transaction.atomic():
            # Conditional on the status we saw: of two editors pressing at once,
            # one wins and the other learns about it.
            unmoved = type(self).objects.filter(pk=self.pk, status=before)
            if not unmoved.update(status=to, **changes):
                raise Overtaken(self)
            self.history.create(
                status_before=before, status_after=to, by=by, at=timezone.now(), note=note
            )
            vars(self).update(changes, status=to)
            self.settle()
