"""The index follows the story in the transaction that changes it: never later, never earlier."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from articles.models import Article
from articles.signals import article_changed

from . import engine


@receiver(article_changed)
def follow(article, **kwargs):
    engine.update(article)


@receiver(post_delete, sender=Article)
def forget(instance, **kwargs):
    engine.remove(instance.pk)
