"""Files go when their rows are gone for good: after the commit, so that a rollback keeps both.

A file that its storage does not let go is no trouble for whoever deletes: `images.stock` finds it.
"""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .library import remove_original
from .models import Image, Rendition, public


@receiver(post_delete, sender=Rendition)
def remove_rendition(sender, instance, **kwargs):
    transaction.on_commit(lambda: public().delete(instance.file.name), robust=True)


@receiver(post_delete, sender=Image)
def remove_file(sender, instance, **kwargs):
    transaction.on_commit(
        lambda: remove_original(instance.original.name, instance.content_hash), robust=True
    )
