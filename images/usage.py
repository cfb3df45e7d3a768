"""Where pictures stand, published or not. A picture that stands somewhere is not deleted.

The library knows no stories. Whoever puts pictures into something of its own says so:

    stands_in(
        lambda: Author.objects.all(),
        image="photo",
        visible_to=lambda user, authors: authors if user.has_perm(…) else authors.none(),
        place=lambda author: Place(str(author), reverse(…)),
    )
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

PLACES_SHOWN = 20
#: Nobody counts further: the weather's picture stands in every tenth story.
MOST_COUNTED = 100


@dataclass(frozen=True)
class Place:
    """One place of a picture. address: of its page in the desk. note: its state, in a word."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class _Kind:
    rows: Callable[[], QuerySet]
    image: str
    visible_to: Callable
    place: Callable

    def of_each(self):
        return self.rows().filter(**{self.image: OuterRef("pk")})

    def of(self, picture):
        return self.rows().filter(**{self.image: picture.pk})


_kinds: list[_Kind] = []


def stands_in(rows, *, image, visible_to, place):
    """Register a kind of place. Once, at start-up.

    rows: a callable that returns a queryset, one row a place. image: the column of it that names
    the picture. visible_to: (user, rows) → those the user may know of. place: row → `Place`.
    """
    _kinds.append(_Kind(rows, image, visible_to, place))


def is_used():
    """Return the condition that a picture stands somewhere. Reads no more than one row a kind."""
    found = Q(pk__in=[])
    for kind in _kinds:
        found |= Q(Exists(kind.of_each()))
    return found


def use_count():
    """Return the expression that counts the places of a picture, of each kind up to one more than
    `MOST_COUNTED`.
    """
    total = Value(0, output_field=IntegerField())
    for kind in _kinds:
        total += _Number(kind.of_each().order_by().values("pk")[: MOST_COUNTED + 1])
    return total


class _Number(Subquery):
    """How many rows a queryset with a limit has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Places:
    """shown: those the user may know of, at most 20 a kind. others: how many more there are."""

    shown: list[Place]
    others: int

    def __bool__(self):
        return bool(self.shown or self.others)

    @property
    def total(self):
        return len(self.shown) + self.others


def places_of(image, user) -> Places:
    """Return where `image` stands, as far as `user` may know. Two queries a kind."""
    shown, total = [], 0
    for kind in _kinds:
        rows = kind.of(image)
        total += rows.count()
        visible = kind.visible_to(user, rows).order_by("-pk")[:PLACES_SHOWN]
        shown += [kind.place(row) for row in visible]
    return Places(shown, total - len(shown))
