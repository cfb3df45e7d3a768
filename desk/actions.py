"""Who did what and when, from the four places where it is written down, as one list.

Nothing is copied: moves of stories, their revisions, what was changed elsewhere in the admin, and
what happened at the door. Each source is read in its own order by its own index, a piece at a
time, and the pieces are merged; nobody counts and nobody skips.
"""

import datetime
import heapq
from dataclasses import dataclass
from itertools import islice

from django.contrib.admin.models import LogEntry
from django.db.models import Exists, OuterRef, Q

from accounts.models import Access
from articles.models import Placement, Revision, StatusChange
from articles.permissions import sections_of

PIECE = 1000
#: Rows of each place that one page looks through for those that whoever reads may see.
LOOKED_THROUGH = 5000


@dataclass(frozen=True)
class Source:
    """One place. code: as addresses name it. at, by: its columns; story: its column, if it has one.

    rank settles ties between sources; the row's number settles those within.
    """

    code: str
    rank: int
    at: str
    by: str
    rows: object
    story: str = ""

    def read(self, asked, before=None, size=PIECE):
        """Yield `(key, row)` newest first, from behind the key `before` on. Pieces of `size`."""
        while True:
            found = list(self._behind(asked, before)[:size])
            for row in found:
                before = (getattr(row, self.at), self.rank, row.pk)
                yield before, self, row
            if len(found) < size:
                return

    def _behind(self, asked, before):
        rows = asked.of(self).order_by(f"-{self.at}", "-pk")
        if before is None:
            return rows
        moment, rank, pk = before
        older = Q(**{f"{self.at}__lt": moment})
        if self.rank < rank:
            older |= Q(**{self.at: moment})
        elif self.rank == rank:
            older |= Q(**{self.at: moment}, pk__lt=pk)
        # The first half bounds the index, the second settles ties.
        return rows.filter(Q(**{f"{self.at}__lte": moment}) & older)


def _moves():
    return StatusChange.objects.select_related("by")


def _entries():
    return LogEntry.objects.select_related("user", "content_type")


def _door():
    return Access.objects.select_related("user")


SOURCES = {
    source.code: source
    for source in (
        Source("moves", 4, "at", "by", _moves, "article"),
        Source("texts", 3, "made_at", "made_by", Revision.objects.without_content, "article"),
        Source("rest", 2, "action_time", "user", _entries),
        Source("door", 1, "at", "user", _door),
    )
}


@dataclass(frozen=True)
class Asked:
    """What somebody asks of the log, and how far what they may see reaches.

    kinds: codes of sources. person, story: numbers. since, until: aware moments.
    """

    viewer: object
    kinds: tuple[str, ...] = tuple(SOURCES)
    person: int | None = None
    story: int | None = None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None

    def of(self, source):
        """Return the rows of `source` that are asked for and may be seen."""
        rows = self._seen(source)
        if self.person:
            rows = rows.filter(**{source.by: self.person})
        if self.since:
            rows = rows.filter(**{f"{source.at}__gte": self.since})
        if self.until:
            rows = rows.filter(**{f"{source.at}__lt": self.until})
        if not self.story:
            return rows
        if source.story:
            return rows.filter(**{source.story: self.story})
        return (
            rows.filter(**STORY_ENTRY, object_id=str(self.story))
            if source.code == "rest"
            else rows.none()
        )

    @property
    def is_scattered(self):
        """Whether of moves and texts this viewer sees some here and there, by no index."""
        viewer = self.viewer
        if self.person or self.story or sees_all(viewer):
            return False
        return viewer.has_perm("articles.publish_article") and sections_of(viewer) is not None

    def floor(self, before=None):
        """Return the moment down to which one page may look, None if all there is may be read.

        What is scattered is looked for among the `LOOKED_THROUGH` newest rows of each place: an
        editor of a quiet rubric would read the history of the whole paper for one line.
        """
        if not self.is_scattered:
            return None
        found = []
        for source in (SOURCES[code] for code in self.kinds if SOURCES[code].story):
            rows = source.rows().order_by(f"-{source.at}", "-pk").values_list(source.at, flat=True)
            if before:
                # Rank 0 is no row's: that page ended at a floor, and all of that moment was on it.
                rows = rows.filter(**{f"{source.at}__{'lte' if before[1] else 'lt'}": before[0]})
            if self.until:
                rows = rows.filter(**{f"{source.at}__lt": self.until})
            found += rows[LOOKED_THROUGH : LOOKED_THROUGH + 1]
        floor = max(found, default=None)
        return None if floor is None or (self.since and floor <= self.since) else floor

    def _seen(self, source):
        rows = source.rows()
        if sees_all(self.viewer):
            return rows
        mine = Q(**{source.by: self.viewer.pk})
        if not source.story or not self.viewer.has_perm("articles.publish_article"):
            return rows.filter(mine)
        sections = sections_of(self.viewer)
        if sections is None:
            return rows
        main = Placement.objects.filter(
            article=OuterRef("article"), position=0, rubric__in=sections
        )
        return rows.filter(mine | Exists(main))


#: Entries of Django's own log about stories.
STORY_ENTRY = {"content_type__app_label": "articles", "content_type__model": "article"}


def sees_all(user):
    return user.has_perm("accounts.see_all_actions")


def newest(asked, before=None, size=PIECE):
    """Yield `(key, source, row)` of everything asked for, newest first, behind the key `before`.

    A key is `(moment, rank, number)`. However much there is, a few pieces are held at a time.
    """
    sources = [SOURCES[code].read(asked, before, size) for code in asked.kinds]
    return heapq.merge(*sources, key=lambda line: line[0], reverse=True)


def pieces(lines, size):
    """Yield lists of up to `size` of `lines`."""
    lines = iter(lines)
    while piece := list(islice(lines, size)):
        yield piece
