"""What editors do with a story: submit, return, publish, withdraw it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.slugs import free_slug, slugify
from paper.models import Paper

from . import checklist
from .holding import IS_HELD
from .revising import changes_what_readers_read
from .revision import content_of
from .schedule import Action, set_alarm
from .workflow import MOVES, NotAllowed, NotReady, Status

#: Of stories with one headline, published at one moment, each gives way to at most four others.
MOST_TRIES = 5


class Publishing:
    """The verbs of `Article`. Each changes the row on condition that nobody else did.

    All raise `NotAllowed` and `Overtaken`; `by` is the user, None for the machine.
    """

    def missing(self, revision=None):
        """Return `{field: sentence}` of everything readers need that is not there yet.

        It is asked of what would be published: `revision`, or the newest.
        """
        return checklist.missing(self.content_to_publish(revision), Paper.current().checklist)

    def submit(self, *, by, note=""):
        """Give the story to the editors. Raises `NotReady`."""
        if missing := self.missing():
            raise NotReady(missing)
        self._move(Status.REVIEW, by=by, note=note)

    def take_back(self, *, by):
        """Take a story that waits for review back to go on writing."""
        self._move(Status.DRAFT, by=by)

    def send_back(self, *, by, note):
        """Return the story to whoever wrote it; `note` says what is wanted."""
        self._move(Status.RETURNED, by=by, note=note)

    def assign(self, user):
        """Say whose turn it is; None: nobody's."""
        type(self).objects.filter(pk=self.pk).update(assigned_to=user)
        self.assigned_to = user

    def publish(
        self, *, by, revision=None, at=None, note="", planned_for=None, heeds_checklist=True
    ):
        """Show the story to readers, from now on, as `revision` has it, by default the newest.

        Of a story that is public a newer revision appears. at: aware datetime of the first
        publication, default now; a story that was public before keeps its hour and its address.
        planned_for: the hour of the schedule that wanted it. heeds_checklist: False for what was
        public elsewhere as it is. Raises `Held` and `NotReady` besides.
        """
        if Status.PUBLISHED not in MOVES[self.status] or not self._has_news(revision):
            raise NotAllowed(self.status, Status.PUBLISHED)
        with transaction.atomic():
            if self.newest and revision is None:
                revision = self.newest_revision()
            if heeds_checklist and (missing := self.missing(revision)):
                raise NotReady(missing)
            number = revision.number if revision else 0
            tags_before = self.page_tags() if self.published_on else ()
            how = {
                "by": by, "note": note, "unless": IS_HELD,
                "moved": {"revision": number, "planned_for": planned_for},
                "then": lambda: self._show(revision, tags_before),
                "heeds_lock": planned_for is None,
                "withdrawal_note": "", "live": number,
                # A hold whose hour has passed is over for good.
                "is_held": False, "held_until": None, "hold_note": "",
            }  # fmt: skip
            if not self.published_on:
                wanted = revision.content["slug"] if revision else self.slug
                self._publish_first(at or timezone.now(), wanted, how)
                return
            if self._says_something_new(revision):
                how["updated_at"] = timezone.now()
            self._move(Status.PUBLISHED, **how)

    def _publish_first(self, at, wanted, how):
        """Give the story its hour and an address that no other story of that day has."""
        how |= {"published_at": at, "published_on": timezone.localdate(at)}
        for tries_left in reversed(range(MOST_TRIES)):
            how["slug"] = self.free_slug(how["published_on"], wanted)
            before = vars(self).copy()
            try:
                self._move(Status.PUBLISHED, **how)
            except IntegrityError:
                # Another story of that day took the address after it was found free.
                vars(self).update(before)
                if not tries_left:
                    raise
            else:
                return

    def _has_news(self, revision):
        """Tell whether readers would see anything that they do not see already."""
        if self.status != Status.PUBLISHED:
            return True
        return (revision.number if revision else self.newest) != self.live

    def _says_something_new(self, revision):
        if revision is None or self.status != Status.PUBLISHED:
            return False
        return changes_what_readers_read(content_of(self), revision.content)

    def _show(self, revision, tags_before):
        """Make the row say what the revision says, and all pages know it."""
        plans = self.schedules.filter(action=Action.PUBLISH)
        if revision:
            # An older text that was planned must not come over a newer one.
            plans |= self.schedules.filter(
                action=Action.UPDATE, revision__number__lte=revision.number
            )
            self.revisions.filter(pk=revision.pk).update(was_public=True)
            wanted = revision.content["slug"] if tags_before else self.slug
            if not tags_before:
                # Nobody knows the address yet: there is no old one to keep alive.
                self._slug_read = self.slug
            self.apply(revision.content | {"slug": self.free_slug(self.published_on, wanted)})
        had_plans = plans.delete()[0]
        self.settle(tags_before=tags_before)
        if revision:
            self.note_draft_pictures()
        if had_plans:
            set_alarm()

    def withdraw(self, *, by, note="", planned_for=None):
        """Take the story from every page, feed and list at once; its address answers 410.

        What was planned for it is planned no longer.
        """
        self._move(
            Status.WITHDRAWN,
            by=by,
            note=note,
            moved={"revision": self.live, "planned_for": planned_for},
            then=self._hide,
            heeds_lock=planned_for is None,
            withdrawal_note=note[:300],
        )

    def _hide(self):
        had_plans = self.schedules.all().delete()[0]
        self.settle()
        if had_plans:
            set_alarm()

    def free_slug(self, day, wanted=""):
        """Return this story's address, or the next one like it that no story of `day` has."""
        wanted = wanted or self.slug or slugify(self.headline) or f"n-{self.pk}"
        taken = set(
            type(self)
            .objects.filter(published_on=day, slug__startswith=wanted)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return free_slug(wanted, taken)
