"""The row of buttons under a story, and the stories most reacted to."""

import datetime

from django import template
from django.utils.translation import get_language

from reactions.counts import counts_of
from reactions.live import row
from reactions.models import Story

register = template.Library()

MOST_REACTED_DAYS = 30


@register.inclusion_tag("reactions/_row.html", takes_context=True)
def reaction_row(context, article):
    """Print the buttons of `article` with their numbers, if it has reactions. One query."""
    if not article.has_reactions:
        return {"buttons": []}
    return row(article.pk, counts_of(article.pk), context["furniture"].emoji)


@register.simple_tag
def most_reacted(number):
    """Return the `number` stories of this edition with the most reactions, most first.

    They are of the thirty days before its newest story: not before now, so that nothing that
    is shown changes by the passing of time alone. Two queries.
    """
    stories = Story.objects.published().in_language(get_language())
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
