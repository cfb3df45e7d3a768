"""Two tags that mean one thing become one."""

from collections.abc import Callable

from django.db import transaction

from .models import Article, TaggedArticle

_also: list[Callable] = []


def when_tags_merge(do):
    """Let `do(kept, others)` run within each merging. For rooms above that keep numbers of tags."""
    _also.append(do)


@transaction.atomic
def merge_tags(kept, others):
    """Give `kept` the stories of `others` and delete those. Returns how many stories changed."""
    uses = TaggedArticle.objects.filter(tag__in=others)
    touched = list(Article.objects.filter(tag_uses__tag__in=others).distinct())
    before = {article.pk: article.page_tags() for article in touched}
    has_it = TaggedArticle.objects.filter(tag=kept, content_object__in=touched)
    already = set(has_it.values_list("content_object", flat=True))
    missing = [article.pk for article in touched if article.pk not in already]
    uses.delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag=kept, content_object_id=pk) for pk in missing
    )
    for article in touched:
        article.settle(tags_before=before[article.pk])
    for do in _also:
        do(kept, others)
    for tag in others:
        tag.delete()
    return len(touched)
