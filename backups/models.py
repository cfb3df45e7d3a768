"""What is remembered of backups: when the last good ones were made, and where they lie."""

import datetime

from django.db import models
from django.utils import timezone

from articles.models import Article
from paper.models import Paper

#: Rows that stay.
REMEMBERED = 100


class Backup(models.Model):
    """A backup that was read back whole.

    made_at: the moment it shows. In a restored database the one row is the backup it came from:
    whatever else was known belongs to another life.
    """

    made_at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=1000)
    size_bytes = models.BigIntegerField()
    is_sealed = models.BooleanField()
    is_restored = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.place

    @classmethod
    def newest(cls):
        return cls.objects.order_by("made_at").last()

    @classmethod
    def note(cls, **facts):
        """Remember a good backup, and forget those nobody asks about any more."""
        cls.objects.create(**facts)
        oldest = cls.objects.order_by("-made_at")[REMEMBERED:]
        cls.objects.filter(pk__in=list(oldest.values_list("pk", flat=True))).delete()


def is_late(newest, now):
    """Tell whether somebody has to be told that `newest` (None: none) is too old.

    The paper says after how many days; 0 is never. Nobody misses what was never written.
    """
    days = Paper.current().backup_days
    if not days:
        return False
    if newest is None:
        return Article.objects.exists()
    return now - newest.made_at > datetime.timedelta(days=days)


def said_on_the_desk():
    """Return `{"backup": the newest or None, "backup_is_late": …}`. Three queries at most."""
    newest = Backup.newest()
    return {"backup": newest, "backup_is_late": is_late(newest, timezone.now())}
