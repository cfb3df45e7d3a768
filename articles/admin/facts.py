"""What the rail of a story's form says beside the fields."""

from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from articles import permissions
from articles.models import Action, Article, Schedule, Status, StatusChange, checklist
from pagecache.prepared import Prepared
from pagecache.remembered import furniture

HISTORY_SHOWN = 8

_plans = Prepared(
    lambda article: (
        Schedule.objects.filter(article=article)
        .select_related("by", "revision")
        .defer("revision__content")
    ),
    article=BigIntegerField(),
)
_moves = Prepared(
    lambda article: StatusChange.objects.filter(article=article).select_related("by")[
        :HISTORY_SHOWN
    ],
    article=BigIntegerField(),
)


def of(request, article):
    """Return the title, and of a saved story what the rail says of it. article: None if new."""
    if article is None:
        return {"title": _("New story")}
    row = article.row
    missing = checklist.missing(
        article.content,
        furniture(request).paper.checklist,
        picture=article.relations.picture,
    )
    root = row.translation_of_id or row.pk
    # By number: asked together with what this user may see of it, this reads every row.
    of_root = Article.objects.filter(translation_of=root).order_by()
    group = {root, *of_root.values_list("pk", flat=True)} - {row.pk}
    link = request.session.get("preview_link")
    plans = {plan.action: plan for plan in _plans(article=row.pk)}
    moves = _moves(article=row.pk)
    is_returned = row.status == Status.RETURNED
    came = (move for move in moves if move.is_move)
    return {
        "returned": next(came, None) if is_returned else None,
        "missing": missing,
        "asks_missing": "missing" in request.GET and missing,
        "preview_link": link[1] if link and link[0] == row.pk else "",
        "preview_links": row.open_links or 0,
        "moves": moves,
        "appearance": plans.get(Action.PUBLISH) or plans.get(Action.UPDATE),
        "withdrawal": plans.get(Action.WITHDRAW),
        "translations": _seen_by(request.user, group) if group else [],
    }


def _seen_by(user, numbers):
    stories = Article.objects.filter(pk__in=numbers).only("headline", "language", "status")
    return permissions.visible_to(user, stories)
