import secrets

from django.db import models


def new_era():
    """Return a number that no other history of changes has."""
    return secrets.randbits(62)


class Clock(models.Model):
    """One row that counts changes. Whoever changes something holds its row lock until commit.

    era: which history the count belongs to; another one after a backup was restored. alarm: when
    something wants to be done next, None for never; see `pagecache.alarm`.
    """

    now = models.BigIntegerField(default=0)
    era = models.BigIntegerField(default=new_era)
    alarm = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.now)


class Stamp(models.Model):
    """When (by the `Clock`) something that pages show last changed. No row: never."""

    tag = models.CharField(max_length=100, primary_key=True)
    clock = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.tag} at {self.clock}"
