from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.slugs import slugify
from multilingual.editions import edition, spelled
from pagecache.tags import ADDRESSES, changed


class Tag(TagBase):
    """What a story is about, in a word or two."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed(self.page_tag(), ADDRESSES)

    def slugify(self, tag, i=None):
        slug = slugify(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self):
        return f"{edition()}/tag/{spelled(self.slug)}/"

    def page_tag(self):
        """Stands for the name of the tag, wherever it is shown."""
        return f"tag:{self.pk}"


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="uses")
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tag_uses"
    )

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        constraints = [
            models.UniqueConstraint(name="tagged_once", fields=["tag", "content_object"]),
        ]

    def __str__(self):
        return str(self.tag)
