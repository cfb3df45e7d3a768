"""Actions in words. A story hidden from whoever reads is not named, nor is what was said of it."""

import datetime
from dataclasses import dataclass

from django.contrib.admin.models import ADDITION, DELETION
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.numbers import number_in
from articles.models import Article, Status
from articles.permissions import visible_to

from .actions import STORY_ENTRY


@dataclass(frozen=True)
class Told:
    """One line. story: the number, None where none was touched; name: "" if it is hidden."""

    at: datetime.datetime
    who: str
    what: str
    note: str
    kind: str
    story: int | None = None
    name: str = ""
    is_open: bool = False


def told(lines, viewer):
    """Return a `Told` for each of `lines` (`actions.newest`). One query for all their stories."""
    numbers = {number for _key, source, row in lines if (number := _story_of(source, row))}
    names = {
        story.pk: str(story)
        for story in visible_to(viewer).filter(pk__in=numbers).only("headline")
    } if numbers else {}  # fmt: skip
    return [_one(source, row, names, viewer) for _key, source, row in lines]


def _story_of(source, row):
    if source.story:
        return row.article_id
    return number_in(row.object_id) if source.code == "rest" and _is_story(row) else None


def _is_story(entry):
    kind = entry.content_type
    return kind is not None and kind.natural_key() == tuple(STORY_ENTRY.values())


def _one(source, row, names, viewer):
    story = _story_of(source, row)
    is_open = story is None or story in names
    at, who, what, note = SAYING[source.code](row)
    if (
        source.code == "rest"
        and story
        and not is_open
        and viewer.has_perm("articles.erase_article")
    ):
        # Gone for good, and whoever may do that may know what it was.
        is_gone = not Article.objects.filter(pk=story).exists()
        names = {story: row.object_repr} if is_gone else {}
    return Told(
        at=timezone.localtime(at),
        who=who,
        what=what,
        note=note if is_open else "",
        kind=source.code,
        story=story,
        name=names.get(story, ""),
        is_open=bool(story) and is_open,
    )


def _move(row):
    who = _person(row.by) if row.by_id else _("the paper itself")
    if not row.is_move or row.status_before == row.status_after:
        return row.at, who, _("left a remark"), row.note
    moved = f"{Status(row.status_before).label} → {Status(row.status_after).label}"
    return row.at, who, moved, row.note


def _text(row):
    what = _("saved revision %(number)s") % {"number": row.number}
    return row.made_at, _person(row.made_by), what, row.note


def _entry(row):
    verb = {ADDITION: _("added"), DELETION: _("deleted")}.get(row.action_flag, _("changed"))
    kind = row.content_type.name if row.content_type else ""
    if _is_story(row):
        return row.action_time, _person(row.user), f"{verb}: {kind}", row.get_change_message()
    what = _("%(verb)s: %(kind)s “%(name)s”")
    what %= {"verb": verb, "kind": kind, "name": row.object_repr}
    note = row.get_change_message() if row.action_flag not in (ADDITION, DELETION) else ""
    return row.action_time, _person(row.user), what, note


def _door(row):
    return (
        row.at,
        _person(row.user) or row.name,
        row.get_kind_display(),
        _(row.what) if row.what else "",
    )


def _person(user):
    return str(user) if user else ""


SAYING = {"moves": _move, "texts": _text, "rest": _entry, "door": _door}
