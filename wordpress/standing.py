"""What stands here of stories that were imported before, read for a whole batch at once."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from articles.models import Article, Autosave, Byline, Lock, Placement, TaggedArticle
from articles.models.revision import PLAIN

from .stories import mark_of, seal

_ROW = (*PLAIN, "status", "trashed_at", "picture_id", "published_at", "created_at", "newest")


class Standing(NamedTuple):
    """mark: as `Story.mark`. seal: as `Source.ours`, None while somebody writes in it.

    dated: aware; of a story that was never public the hour when it was begun.
    """

    mark: str
    seal: str | None
    was_public: bool
    dated: datetime


def standing(pks):
    """Return `{story: Standing}` of those that are there. Six queries."""
    rows = {row["pk"]: row for row in Article.objects.filter(pk__in=pks).values("pk", *_ROW)}
    placed = _lists(Placement, "article", rows, "rubric")
    signed = _lists(Byline, "article", rows, "author", "role")
    tagged = _lists(TaggedArticle, "content_object", rows, "tag")
    written_in = {
        pk
        for model in (Autosave, Lock)
        for pk in model.objects.filter(article__in=rows).values_list("article", flat=True)
    }
    found = {}
    for pk, row in rows.items():
        mark = mark_of(
            row, row["status"], row["trashed_at"], row["picture_id"],
            [rubric for (rubric,) in placed[pk]], signed[pk], [tag for (tag,) in tagged[pk]],
        )  # fmt: skip
        its_seal = None if pk in written_in else seal(mark, row["newest"])
        published_at = row["published_at"]
        dated = published_at or row["created_at"]
        found[pk] = Standing(mark, its_seal, published_at is not None, dated)
    return found


def _lists(model, name, pks, *columns):
    order = ("pk",) if model is TaggedArticle else ("position", "pk")
    rows = model.objects.filter(**{f"{name}__in": pks}).order_by(*order)
    found = defaultdict(list)
    for pk, *values in rows.values_list(name, *columns):
        found[pk].append(tuple(values))
    return found
