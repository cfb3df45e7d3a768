"""The stories most reacted to."""

import datetime

from .models import Story

MOST_REACTED_DAYS = 30


def most_reacted(language, number):
    """Return the `number` stories of an edition with the most reactions, most first.

    They are of the thirty days before its newest story: not before now, so that nothing that
    is shown changes by the passing of time alone. Two queries.
    """
    stories = Story.objects.published().in_language(language)
    newest = stories.newest_first().values_list("published_at", flat=True).first()
    if newest is None:
        return []
    since = newest - datetime.timedelta(days=MOST_REACTED_DAYS)
    return list(
        stories.reactable()
        .first_published_between(since, newest + datetime.timedelta(seconds=1))
        .most_reacted_first()
        .for_cards()[:number]
    )
