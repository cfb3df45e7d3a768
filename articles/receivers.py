"""What stories do when a picture of theirs changes, and which pictures they show to readers."""

from django.db.models import Exists, OuterRef
from django.dispatch import receiver

from images.audience import shown_where
from images.signals import image_changed
from pagecache.tags import changed

from .models import Article, Author, ImageUse, Status


@receiver(image_changed)
def renew_stories(sender, image, **kwargs):
    """Compile the stories that use `image` again, and renew the pages of its authors."""
    for article in Article.objects.filter(image_uses__image=image).iterator():
        article.settle()
    changed(*(author.page_tag() for author in Author.objects.filter(photo=image)))


shown_where(
    lambda: Exists(ImageUse.objects.filter(image=OuterRef("pk"), article__status=Status.PUBLISHED))
)
shown_where(lambda: Exists(Author.objects.filter(photo=OuterRef("pk"))))
