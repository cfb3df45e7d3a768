"""A story that one person writes alone for a while, because she asked for it."""

from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .workflow import Overtaken, Refusal

#: A lock ends by itself when its holder was not heard of for so long.
LASTS = timedelta(minutes=5)
#: Whoever closed the window may have loaded it anew: only after this is the story open.
LINGERS = timedelta(seconds=15)


class Locked(Refusal):
    """Somebody else has closed the story for everybody else. `lock` says who."""

    def __init__(self, lock):
        self.lock, self.article = lock, lock.article
        super().__init__(
            _("%(name)s has closed “%(article)s” for others since %(hour)s.")
            % {"name": lock.by, "article": lock.article, "hour": lock.hour}
        )


class LockQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ends_at__gt=timezone.now()).select_related("by")

    def of(self, article):
        """Return the lock on `article` that is in force, or None."""
        return self.in_force().filter(article=article).first()

    def against(self, user, article):
        """Return the lock that keeps `user` out of `article`, or None."""
        return self.in_force().filter(article=article).exclude(by=user).first()

    def keep(self, user, article):
        """Let the lock of `user` go on: its holder was heard of just now.

        One that has ended begins again only if nobody else has the story open, and nobody has saved
        into it since: whoever came meanwhile found it open, and writes.
        """
        now = timezone.now()
        mine = self.filter(article=article, by=user)
        if mine.filter(ends_at__gt=now).update(ends_at=now + LASTS):
            return
        of_others = article.presences.now().exclude(user=user)
        saved = article.revisions.exclude(made_by=user).filter(
            made_at__gte=models.OuterRef("since")
        )
        mine.exclude(models.Exists(of_others)).exclude(models.Exists(saved)).update(
            ends_at=now + LASTS
        )

    def linger(self, user, article):
        """Let the lock of `user` end soon: its last window says that it is closing."""
        soon = timezone.now() + LINGERS
        self.filter(article=article, by=user, ends_at__gt=soon).update(ends_at=soon)


class Lock(models.Model):
    """by: who writes alone. since: when that began. ends_at: unless its holder is heard of."""

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="lock"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = LockQuerySet.as_manager()

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")

    def __str__(self):
        return f"{self.by}, {self.hour}"

    @property
    def hour(self):
        """Since when, as a person would say it within a day."""
        return date_format(timezone.localtime(self.since), "TIME_FORMAT")


class Locking:
    """How an `Article` is closed for others, and opened again. Nobody waits: who is late is told.

    The row of the story is locked first in every transaction that changes it, here as in saving,
    so that a lock and a save cannot both believe that they came first.
    """

    def close_to_others(self, *, by):
        """Let nobody but `by` change the story. Raises `Locked` if somebody else was quicker."""
        with self._alone(by):
            mine = Lock.objects.of(self)
            now = timezone.now()
            since = mine.since if mine else now
            values = {"by": by, "since": since, "ends_at": now + LASTS}
            Lock.objects.update_or_create(article=self, defaults=values)

    def open_to_all(self, *, by):
        """End the lock of `by`, if there is one."""
        Lock.objects.filter(article=self, by=by).delete()

    def take_over(self, *, by, holder_id):
        """Close the story for `by` instead of `holder_id`, and write that down.

        Raises `Overtaken` if by now somebody else holds it, or nobody does.
        """
        with transaction.atomic():
            self._lock()
            lock = Lock.objects.of(self)
            if lock is None or lock.by_id != holder_id or holder_id == by.pk:
                raise Overtaken(self)
            note = gettext("Taken over from %(name)s, who had closed it since %(hour)s.")
            self._note(by=by, note=note % {"name": lock.by, "hour": lock.hour})
            now = timezone.now()
            Lock.objects.filter(article=self).update(by=by, since=now, ends_at=now + LASTS)

    @property
    def lock_in_force(self):
        """Return the lock that is in force, or None. No query for a row loaded `for_form`."""
        lock = getattr(self, "lock", None)
        return lock if lock and lock.ends_at > timezone.now() else None

    def must_be_open_to(self, user):
        """Raise `Locked` if somebody other than `user` has closed the story. One query.

        user: None for the machine, which comes by itself and is stopped by nobody.

        To be asked within the transaction that changes it, when its row is locked.
        """
        if user and (lock := Lock.objects.against(user, self)):
            lock.article = self
            raise Locked(lock)

    @contextmanager
    def _alone(self, user):
        """Be the only one who changes the story, if it is open to `user`."""
        with transaction.atomic():
            self._lock()
            self.must_be_open_to(user)
            yield
