"""Files go when their rows are gone for good: after the commit, so that a rollback keeps both.

A file that its storage does not let go is no trouble for whoever deletes: `images.stock` finds it.
"""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import Image, Rendition, originals, public


@receiver(post_delete, sender=Rendition)
def remove_rendition(sender, instance, **kwargs):
    transaction.on_commit(lambda: public().delete(instance.file.name), robust=True)


@receiver(post_delete, sender=Image)
def remove_original(sender, instance, **kwargs):
    transaction.on_commit(lambda: _remove_unless_back(instance), robust=True)


def _remove_unless_back(image):
    # The same photograph may have been uploaded again meanwhile; its file has the same name.
    if not Image.objects.filter(content_hash=image.content_hash).exists():
        originals().delete(image.original.name)
