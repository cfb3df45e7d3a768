"""Which story stands where on the front page. Pure: stories in, places out, nothing twice."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from articles.models import FrontLayout

#: The lead is chosen among this many of the newest: importance must not keep an old story up.
FRESH = 12
SECONDS = 3
FOLLOWERS = 2
RAIL = 9
COLUMN = 4
#: A row of columns is this many at most; more make another row.
ABREAST = 4


@dataclass(frozen=True)
class Column:
    """A rubric's block: the first story with its picture, the others as headlines."""

    rubric: Any
    stories: list[Any]


@dataclass(frozen=True)
class Lineup:
    """The places of the front page; any of them may be empty."""

    lead: Any = None
    followers: list[Any] = field(default_factory=list)
    seconds: list[Any] = field(default_factory=list)
    latest: list[Any] = field(default_factory=list)
    interview: Any = None
    night: Any = None
    rows: list[list[Column]] = field(default_factory=list)

    @property
    def is_empty(self):
        return self.lead is None

    @property
    def placed(self):
        """The numbers of all stories that have a place."""
        single = [self.lead, self.interview, self.night]
        columns = [column.stories for row in self.rows for column in row]
        many = chain(self.followers, self.seconds, self.latest, *columns)
        return [story.pk for story in chain(filter(None, single), many)]

    def of(self, stories):
        """Return the places taken by `stories`, `{number: story}`; what is not there is gone."""

        def many(places):
            return [stories[place.pk] for place in places if place.pk in stories]

        def one(place):
            return place and stories.get(place.pk)

        return Lineup(
            one(self.lead), many(self.followers), many(self.seconds), many(self.latest),
            one(self.interview), one(self.night),
            [[Column(column.rubric, many(column.stories)) for column in row] for row in self.rows],
        )  # fmt: skip


def lineup(newest, bands):
    """Return the `Lineup` of an edition.

    newest: its stories, newest first. bands: `[(rubric, stories), …]` in the paper's order for the
    rubrics that have a place on the front page, their stories newest first. Stories need `pk`,
    `importance` and `picture_id`.
    """
    placed = set()

    def take(stories, number=1):
        found = []
        for story in stories:
            if len(found) < number and story.pk not in placed:
                placed.add(story.pk)
                found.append(story)
        return found

    def weightiest(stories):
        # Of equals one with a picture, then the newest: sorting keeps the order they came in.
        return sorted(stories, key=lambda story: (-story.importance, story.picture_id is None))

    def first(layout):
        for rubric, stories in bands:
            if rubric.front_layout == layout and (found := take(stories)):
                return found[0]
        return None

    lead = next(iter(take(weightiest(newest[:FRESH]))), None)
    interview, night = first(FrontLayout.INTERVIEW), first(FrontLayout.NIGHT)
    fresh = newest[: 2 * FRESH]
    seconds = take(weightiest(fresh), SECONDS)
    # What is left of importance 4 and 5 follows the lead as headlines.
    followers = take([s for s in weightiest(fresh) if s.importance > 3], FOLLOWERS)
    latest = take(newest, RAIL)
    columns = [
        Column(rubric, found)
        for rubric, stories in bands
        if rubric.front_layout == FrontLayout.COLUMN and (found := take(stories, COLUMN))
    ]
    return Lineup(lead, followers, seconds, latest, interview, night, rows(columns))


def rows(columns):
    """Return `columns` in rows of nearly equal length: five make 3 and 2, never 4 and 1."""
    number = -(-len(columns) // ABREAST)
    found, start = [], 0
    for left in range(number, 0, -1):
        end = start - (start - len(columns)) // left
        found.append(columns[start:end])
        start = end
    return found
