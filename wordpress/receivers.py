"""Who leads to a file of the old site: asked anew whenever a text changes."""

from django.db.models import BigIntegerField
from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.signals import article_changed
from pagecache.prepared import Prepared
from pages.models import Page

from .files import numbers_in
from .models import FileUse, KeptFile


@receiver(article_changed)
def follow_story(article, **kwargs):
    numbers = numbers_in(article.body)
    if {*numbers} != {*_files_of(article=article.pk)}:
        _follow(numbers, article=article)


@receiver(post_save, sender=Page)
def follow_page(instance, **kwargs):
    _follow(numbers_in(instance.body), page=instance)


def _follow(numbers, **where):
    FileUse.objects.filter(**where).delete()
    if numbers:
        FileUse.objects.bulk_create(
            FileUse(file=file, **where) for file in KeptFile.objects.filter(pk__in=numbers)
        )


#: Asked whenever a story is saved; hardly any leads to a file of the old site.
_files_of = Prepared(
    lambda article: FileUse.objects.filter(article=article).values_list("file", flat=True),
    article=BigIntegerField(),
)
