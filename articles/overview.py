"""What waits for whoever comes to the desk: late first, then what waits, then what one writes."""

import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.audience import of_visible
from articles.models import Article, Presence, Schedule, Status, StatusChange
from articles.permissions import own, visible_to

SHOWN = 8
#: Of today's timeline, on each side of “now”.
HOURS_SHOWN = 12


def overview(user):
    """Return what the first page shows `user`: lists of at most a dozen. Ten queries or fewer.

    `waiting` and `returned` have `waits_since`; `timeline` holds `(hour, story, schedule or None)`.
    """
    may_write = user.has_perm("articles.add_article")
    may_publish = user.has_perm("articles.publish_article")
    if not user.has_perm("articles.view_article"):
        return {}
    return {
        "drafts": _newest_of(_mine(user, [Status.DRAFT])) if may_write else [],
        "returned": _since(_mine(user, [Status.RETURNED]))[:SHOWN] if may_write else [],
        "waiting": _since(_in_hand(user, Status.REVIEW))[:SHOWN] if may_publish else [],
        "late": _late(user) if may_publish else [],
        "timeline": _timeline(user),
        "here": _here(user) if may_write else [],
        "activity": _activity(user) if may_publish else [],
        "now": timezone.now(),
    }


def _in_hand(user, status):
    stories = visible_to(user, Article.objects.filter(status=status, trashed_at=None))
    return stories.for_lines()


def _mine(user, statuses):
    stories = Article.objects.filter(status__in=statuses, trashed_at=None)
    return own(user, stories).for_lines()


def _newest_of(stories):
    return list(stories.order_by("-saved_at")[:SHOWN])


def _since(stories):
    """Add since when each has its status, and why; those that wait longest first."""
    moves = StatusChange.objects.filter(
        article=OuterRef("pk"), status_after=OuterRef("status"), is_move=True
    ).order_by("-at", "-pk")
    found = stories.annotate(
        waits_since=Subquery(moves.values("at")[:1]), remark=Subquery(moves.values("note")[:1])
    )
    return found.select_related("created_by").order_by("waits_since", "pk")


def _late(user):
    late = Schedule.objects.late(timezone.now() - datetime.timedelta(minutes=1)).in_order()
    # Its story apart: joined, a database that knows no better begins with all stories there are.
    return list(of_visible(user, late).select_related("by").prefetch_related("article")[:SHOWN])


def _timeline(user):
    """Return what appeared today and what is still to come, by the hour."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + datetime.timedelta(days=1)
    out = (
        Article.objects.published()
        .in_editions()
        .first_published_between(midnight, tomorrow)
        .newest_first()
    )
    planned = Schedule.objects.pending().filter(at__gte=midnight, at__lt=tomorrow).in_order()
    planned = of_visible(user, planned).select_related("article")
    hours = [(story.published_at, story, None) for story in out.for_lines()[:HOURS_SHOWN]]
    hours += [(plan.at, plan.article, plan) for plan in planned[:HOURS_SHOWN]]
    return sorted(hours, key=lambda line: (line[0], line[1].pk))


def days(last, number):
    """Return `[(date, public stories), …]` of the last `number` days up to `last`. One query."""
    dates = [last - datetime.timedelta(days=back) for back in reversed(range(number))]
    found = Article.objects.public_by_day(dates[0], last)
    return [(date, found.get(date, 0)) for date in dates]


def _here(user):
    open_now = of_visible(user, Presence.objects.now())
    return list(open_now.select_related("user", "article").order_by("-seen_at")[:SHOWN])


def _activity(user):
    moves = of_visible(user, StatusChange.objects.filter(is_move=True))
    return list(moves.select_related("by", "article").order_by("-at", "-pk")[:SHOWN])
