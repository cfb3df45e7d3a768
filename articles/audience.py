"""Who at the desk may know of which story, asked of many at once: `permissions` asks of one."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import User

from .permissions import visible_to

BACKEND = "accounts.backends.ModelBackend"
#: Rights that show all stories, public or not.
SEE_ALL = (
    "articles.change_any_article",
    "articles.change_picture_of_article",
    "accounts.change_user",
)


def of_visible(user, rows, *, story="article", among=None):
    """Return those of `rows` whose story `user` may know of.

    story: the column that names it. among: stories; and that is one of these. Each row asks about
    its own story, so that the first eight of a list cost eight: “in the visible ones” may read
    every story there is before the first.
    """
    return rows.filter(Exists(visible_to(user, among).filter(pk=OuterRef(story))))


def who_may_look(people, article):
    """Return those of `people` (a queryset) whom `permissions.may_look` lets see `article`.

    One query, however many there are.
    """
    own = Q(pk=article.created_by_id) | Q(pk__in=article.bylines.values("author__user"))
    seen = Q() if article.is_public else own | Q(pk=article.assigned_to_id) | _with(*SEE_ALL)
    if article.holds:
        named = own | Q(pk__in=[article.assigned_to_id or 0, article.held_by_id or 0])
        lifts = _with("articles.lift_hold")
        seen = (lifts & seen) | (~lifts & named)
    if article.trashed_at:
        finds = _with("articles.see_trash")
        seen = (finds & seen) | (~finds & own)
    return people.filter(_with("articles.view_article"), seen)


def _with(*rights):
    """The condition on a person who has one of `rights`."""
    able = Q()
    for right in rights:
        able |= Q(pk__in=User.objects.with_perm(right, backend=BACKEND).values("pk"))
    return able
