"""Stories that are ready and have no hour yet: what stands beside the calendar, to be given one."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from articles.models import Action, Article, Schedule, Status
from articles.permissions import in_sections, know_sections, may_publish, sections_of, visible_to

MOST = 12


@dataclass
class Waiting:
    """One story. look: the status that is drawn, held before all others."""

    article: Article

    @property
    def look(self):
        if self.article.holds:
            return "held"
        return "changed" if self.article.is_public else Status.REVIEW.value


def waiting(user, narrowing):
    """Return the `Waiting` that `user` may give an hour, and whether there are more than shown.

    What was sent to the editors, then newer texts of live stories, each longest waiting first. Two
    queries, and three at most if there is any.
    """
    sent = Article.objects.filter(status=Status.REVIEW)
    planned = Schedule.objects.filter(article=OuterRef("pk"), action=Action.UPDATE)
    newer = Article.objects.with_newer_text()
    numbers = []
    for stories in (sent, newer.exclude(Exists(planned))):
        asked = narrowing.of(visible_to(user, stories.filter(trashed_at=None)))
        if sections_of(user) is not None:
            asked = in_sections(user, asked)
        numbers += asked.order_by("saved_at", "pk").values_list("pk", flat=True)[: MOST + 1]
    if not numbers:
        return [], False
    found = Article.objects.for_desk().in_bulk(numbers)
    stories = [found[number] for number in numbers if number in found]
    know_sections(user, stories)
    lines = [Waiting(story) for story in stories if may_publish(user, story)]
    return lines[:MOST], len(lines) > MOST


def action_for(story):
    """Return what an hour of `story` would mean: that it appears, or that its changes do."""
    return Action.UPDATE if story.is_public else Action.PUBLISH
