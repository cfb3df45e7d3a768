"""A story as this room sees it: something to react to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleQuerySet


class StoryQuerySet(ArticleQuerySet):
    def reactable(self):
        """Return the stories under which a reader may press."""
        return self.published().filter(has_reactions=True)

    def for_result(self):
        """Load what the page after a press says of the story: its headline and address."""
        return self.only("language", "headline", "published_on", "slug")

    def most_reacted_first(self):
        """Order by the sum of all numbers, as `reactions_total`; stories without any are left out.

        Steps that still wait are not in it: they are about a second old.
        """
        total = models.Sum("tallies__counted", filter=models.Q(tallies__emoji__is_active=True))
        return (
            self.annotate(reactions_total=total)
            .filter(reactions_total__gt=0)
            .order_by("-reactions_total", "-published_at", "-pk")
        )


class Story(Article):
    """A story as this room sees it: something to react to."""

    objects = StoryQuerySet.as_manager()  # type: ignore[misc]  # the plugin reads it as a variable

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("reactions of a story")
        verbose_name_plural = _("reactions of stories")
