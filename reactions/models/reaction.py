"""Reactions: who pressed what is the truth, the numbers are derived from it."""

import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from multilingual.models import Translated
from pagecache.remembered import Remembered
from pagecache.tags import changed, changed_when_deleted


class EmojiQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_active=True)


class Emoji(Translated):
    """One button under a story. It is switched off, not deleted: numbers hang on it."""

    translated_fields = ("name",)

    # Small, because it stands in every row of every reaction.
    id = models.SmallAutoField(primary_key=True)
    slug = models.SlugField(
        _("address"), max_length=40, unique=True, help_text=_("Latin letters; for good.")
    )
    symbol = models.CharField(_("emoji"), max_length=16)
    name = models.CharField(
        _("name"), max_length=40, help_text=_("What a screen reader says instead of the emoji.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("shown"), default=True)

    objects = EmojiQuerySet.as_manager()

    class Meta:
        verbose_name = _("emoji")
        verbose_name_plural = _("emoji")
        ordering = ["position", "pk"]

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed("emoji")

    @property
    def is_used(self):
        """Say whether anybody ever pressed it."""
        waiting = Step.objects.filter(emoji=self)
        return Tally.objects.filter(emoji=self).exists() or waiting.exists()


changed_when_deleted(Emoji, "emoji")


class ReactionQuerySet(models.QuerySet):
    def by(self, visitor, article):
        """Return the keys of the emoji that `visitor` pressed under `article`, as a set."""
        mine = self.filter(article_id=article.pk, visitor=visitor.pk)
        return set(mine.values_list("emoji_id", flat=True))


class Reaction(models.Model):
    """The truth: this visitor pressed this emoji under this story, and did not take it back.

    The primary key makes a second press harmless. `visitor` is a hash of a random number that
    only the visitor's browser holds; of the moment only the day is kept.
    """

    pk = models.CompositePrimaryKey("article", "emoji", "visitor")
    # Nothing is done in Python when a story is deleted: the deletion page would list every
    # reaction. A receiver removes them in three statements.
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_index=False, related_name="+"
    )
    emoji = models.ForeignKey(Emoji, on_delete=models.DO_NOTHING, db_index=False, related_name="+")
    visitor = models.UUIDField()
    pressed_on = models.DateField()

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        default_permissions = ()
        indexes = [models.Index(name="oldest_reactions_first", fields=["pressed_on"])]

    def __str__(self):
        return f"{self.emoji_id} under {self.article_id}"


class Step(models.Model):
    """One more or one less, not yet added to its tally. Appended with the reaction itself.

    Nobody waits for anybody to append a row, while a number in a row would have all who press
    queue behind its lock.
    """

    # No constraints: the reaction of the same statement has them.
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    emoji = models.ForeignKey(
        Emoji,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    change = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step not yet counted")
        verbose_name_plural = _("steps not yet counted")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_step_is_one_more_or_one_less", condition=models.Q(change__in=[-1, 1])
            ),
        ]

    def __str__(self):
        return f"{self.change:+} {self.emoji_id} under {self.article_id}"


class Tally(models.Model):
    """The number of one emoji under one story, as far as it was added up.

    Always: reactions + `base` = `counted` + the steps that wait.
    """

    pk = models.CompositePrimaryKey("article", "emoji")
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_index=False, related_name="tallies"
    )
    emoji = models.ForeignKey(
        Emoji, on_delete=models.DO_NOTHING, db_index=False, related_name="tallies"
    )
    # Not constrained to be positive: of a press and its taking back, the second may be added
    # up a moment before the first. What is shown always has both.
    counted = models.IntegerField(_("number"), default=0)
    base = models.PositiveIntegerField(_("of which forgotten"), default=0)
    # Only grows, so that a reader's browser knows which of two numbers is the newer one.
    steps = models.BigIntegerField(_("steps added up"), default=0)

    class Meta:
        verbose_name = _("number of reactions")
        verbose_name_plural = _("numbers of reactions")
        default_permissions = ()

    def __str__(self):
        return f"{self.counted} × {self.emoji_id} under {self.article_id}"


class HourQuerySet(models.QuerySet):
    def last(self, hours, *, now):
        """Return `[(begins_at, number), …]` of the last `hours` up to `now`, the oldest first.

        The last one is not over yet. One query, by the key.
        """
        this = now.astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)
        moments = [this - datetime.timedelta(hours=back) for back in reversed(range(hours))]
        rows = self.filter(begins_at__gte=moments[0], begins_at__lte=this)
        numbers = dict(rows.values_list("begins_at", "number"))
        # What was pressed long ago and is taken back now leaves less than nothing.
        return [(at, max(0, numbers.get(at, 0))) for at in moments]


class Hour(models.Model):
    """How many reactions an hour brought to all stories, those taken back subtracted.

    Added up with the tallies, for steps are gone once they are counted.
    """

    begins_at = models.DateTimeField(primary_key=True)
    number = models.IntegerField(default=0)

    objects = HourQuerySet.as_manager()

    class Meta:
        verbose_name = _("hour of reactions")
        verbose_name_plural = _("hours of reactions")
        default_permissions = ()

    def __str__(self):
        return f"{self.number} at {self.begins_at}"


Remembered(
    "emoji",
    tags=lambda language: ["emoji"],
    load=lambda language: tuple(Emoji.objects.shown()),
)
