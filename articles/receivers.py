"""What stories do when a picture of theirs changes, and where they show pictures."""

from django.db.models import Exists, OuterRef
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from images.audience import shown_where
from images.signals import image_changed
from images.usage import Place, stands_in
from pagecache.tags import ADDRESSES, changed

from . import permissions
from .finding import index
from .models import Article, Author, DraftImageUse, ImageUse, Tag


@receiver(image_changed)
def renew_stories(sender, image, **kwargs):
    """Compile the stories that use `image` again, and renew the pages of its authors."""
    for article in Article.objects.filter(image_uses__image=image).iterator():
        article.settle()
    changed(*(author.page_tag() for author in Author.objects.filter(photo=image)))


@receiver(pre_delete)
def renew_what_showed(sender, instance, **kwargs):
    # Other rooms delete stories as models of their own.
    if isinstance(instance, Article) and instance.published_on:
        changed(*instance.page_tags())


@receiver(pre_delete)
def forget_words(sender, instance, **kwargs):
    if isinstance(instance, Article):
        index.forget(instance.pk)


@receiver(pre_delete, sender=Author)
@receiver(pre_delete, sender=Tag)
def renew_what_named(sender, instance, **kwargs):
    changed(instance.page_tag(), ADDRESSES)


# The stories are looked at one after the other: joined, SQLite without statistics began with all
# public stories, 80 ms for each picture of a page with 800,000.
shown_where(
    lambda: Exists(
        ImageUse.objects.filter(
            Exists(Article.objects.published().filter(pk=OuterRef("article"))),
            image=OuterRef("pk"),
        )
    )
)
shown_where(lambda: Exists(Author.objects.filter(photo=OuterRef("pk"))))


stands_in(
    lambda: DraftImageUse.objects.select_related("article"),
    image="image",
    visible_to=lambda user, uses: uses.filter(article__in=permissions.visible_to(user)),
    place=lambda use: Place(
        str(use.article),
        reverse("admin:articles_article_change", args=[use.article_id]),
        _("newer text not published"),
    ),
)
stands_in(
    lambda: ImageUse.objects.select_related("article"),
    image="image",
    visible_to=lambda user, uses: uses.filter(article__in=permissions.visible_to(user)),
    place=lambda use: Place(
        str(use.article),
        reverse("admin:articles_article_change", args=[use.article_id]),
        use.article.get_status_display(),
    ),
)
stands_in(
    lambda: Author.objects.all(),
    image="photo",
    visible_to=lambda user, authors: (
        authors if user.has_perm("articles.view_author") else authors.none()
    ),
    place=lambda author: Place(
        str(author), reverse("admin:articles_author_change", args=[author.pk]), _("author")
    ),
)
