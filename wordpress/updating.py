"""Stories that readers see already: a newer export changes them as an editor would."""

from django.db.models import Model

from articles.models import Article, Author, Refusal, Rubric, Status, Tag
from articles.models import revision as revisions
from images.models import Image

from . import beside, kindred


def update(story, *, origin, publish):
    """Save what the newer export says as a revision, and publish it if `publish`.

    Returns a sentence if it could not be published. A story that is no longer public there is
    withdrawn. In a transaction.
    """
    article = Article.objects.get(pk=story.pk)
    content = content_of(article, story)
    if numbers := kindred.related(story.post):
        there = beside.here(origin, numbers)
        content["related"] = [beside.named(there[one]) for one in numbers if one in there]
    if story.fate.reason is not None:
        # What nobody may read there is published by nobody but an editor here.
        if publish:
            _hide(article, content)
        return None
    article.revise(content, by=None, seen=article.newest, note="WordPress")
    if not publish:
        return None
    try:
        article.publish(by=None, heeds_checklist=False)
    except Refusal as refusal:
        return str(refusal)
    if story.post.modified_at and story.post.modified_at > article.published_at:
        Article.objects.filter(pk=article.pk).update(updated_at=story.post.modified_at)
    return None


def _hide(article, content):
    if article.status == Status.PUBLISHED:
        article.withdraw(by=None)
    if content != article.content_to_publish():
        article.revise(content, by=None, seen=article.newest, note="WordPress")


def content_of(article, story):
    """Return what `story` says, as a content of `article`, whose address and neighbours stay."""
    found = revisions.Relations.of_row(article)
    found.picture = _one(Image, story.picture_id)
    found.rubrics = _all(Rubric, story.rubric_ids)
    found.tags = _all(Tag, story.tag_ids)
    authors = Author.objects.in_bulk([pk for pk, _role in story.bylines])
    found.bylines = [(authors[pk], role) for pk, role in story.bylines if pk in authors]
    said = found.content_of(article) | story.content
    return said | {"slug": article.slug, "language": article.language}


def _all(model: type[Model], pks):
    rows = model._default_manager.in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def _one(model, pk):
    return model._default_manager.filter(pk=pk).first() if pk else None
