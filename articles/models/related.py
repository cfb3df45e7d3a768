from django.db import models
from django.utils.translation import gettext_lazy as _


class RelatedStory(models.Model):
    """A story that an editor put beside another, in order."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="related_stories"
    )
    related = models.ForeignKey(
        "articles.Article",
        verbose_name=_("related story"),
        on_delete=models.CASCADE,
        related_name="related_to",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="related_once", fields=["article", "related"]),
            models.CheckConstraint(
                name="a_story_is_not_related_to_itself",
                condition=~models.Q(article=models.F("related")),
            ),
        ]

    def __str__(self):
        return str(self.related)
