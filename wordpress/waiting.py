"""What a newsroom of our kind had said of when a story may be read: holds, hours of withdrawal."""

from articles.models import Action, Article, Schedule, Status
from articles.models.schedule import set_alarm

from . import kindred


def note(stories, now):
    """Write down what the posts of `stories`, which were just written, say. In a transaction.

    A hold keeps a draft from readers, an hour takes a public story from them; what would bring
    one to them without an editor is never planned by an import.
    """
    plans = []
    for story in stories:
        if story.status == Status.DRAFT and (held := kindred.hold(story.post)):
            until, why = held
            Article.objects.filter(pk=story.pk).update(
                is_held=True, held_until=until, hold_note=why
            )
        if story.is_public and (at := kindred.withdraw_at(story.post)) and at > now:
            plans.append(Schedule(article_id=story.pk, action=Action.WITHDRAW, at=at))
    if plans:
        Schedule.objects.bulk_create(plans, ignore_conflicts=True)
        set_alarm()
