"""Who leads to a file of the old site: asked anew whenever a text changes."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.signals import article_changed
from pages.models import Page

from .files import numbers_in
from .models import FileUse, KeptFile


@receiver(article_changed)
def follow_story(article, **kwargs):
    _follow(numbers_in(article.body), article=article)


@receiver(post_save, sender=Page)
def follow_page(instance, **kwargs):
    _follow(numbers_in(instance.body), page=instance)


def _follow(numbers, **where):
    FileUse.objects.filter(**where).delete()
    if numbers:
        FileUse.objects.bulk_create(
            FileUse(file=file, **where) for file in KeptFile.objects.filter(pk__in=numbers)
        )
