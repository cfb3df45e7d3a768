"""To whose stories, and to which rubric, the calendar is narrowed."""

from django.db.models import Exists, OuterRef, Q
from django.utils.http import urlencode

from accounts.models import User
from accounts.numbers import number_in
from articles.models import Author, Byline, Placement
from pagecache.remembered import furniture

MOST_NAMES = 150


class Narrowing:
    """What the address asks for. What it asks in vain is not asked: an unknown rubric is none."""

    def __init__(self, request):
        self.rubrics = furniture(request).rubrics
        self.rubric = self.rubrics.by_id.get(number_in(request.GET.get("rubric")))
        asked = request.GET.get("person", "")
        kind, number = asked[:1], number_in(asked[1:])
        self.author = self.user = None
        if kind == "a" and number:
            self.author = Author.objects.filter(pk=number).first()
        elif kind == "u" and number and number in {user.pk for user in colleagues(request.user)}:
            self.user = User.objects.filter(pk=number).first()

    def __bool__(self):
        return bool(self.rubric or self.author or self.user)

    @property
    def person(self):
        """Return the person as the address says it."""
        if self.author:
            return f"a{self.author.pk}"
        return f"u{self.user.pk}" if self.user else ""

    def question(self, **changes):
        """Return the end of an address that asks the same, with `changes`; "" for nothing."""
        asked = {"rubric": self.rubric.pk if self.rubric else "", "person": self.person} | changes
        asked = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(asked)}" if asked else ""

    def lines(self):
        """Return `(rubric, question, whether it is the one)` of the top rubrics and this one."""
        shown = [one for one in self.rubrics if one.parent_id is None or one == self.rubric]
        return [
            (one, self.question(rubric="" if one == self.rubric else one.pk), one == self.rubric)
            for one in shown
        ]

    def of(self, articles):
        """Return those of `articles` that are asked for."""
        story = {"article": OuterRef("pk")}
        if self.rubric:
            placed = Placement.objects.filter(rubric__in=self._with_those_below(), **story)
            articles = articles.filter(Exists(placed))
        if self.author:
            articles = articles.filter(Exists(Byline.objects.filter(author=self.author, **story)))
        if self.user:
            signed = Byline.objects.filter(author__user=self.user, **story)
            articles = articles.filter(Q(assigned_to=self.user) | Exists(signed))
        return articles

    def _with_those_below(self):
        return [
            one.pk
            for one in self.rubrics
            if self.rubric.pk in self.rubrics.with_ancestors([one.pk])
        ]


def colleagues(user):
    """Return who may be chosen as “whose turn it is or whose name stands there”. One query."""
    people = User.objects.filter(is_active=True, is_staff=True)
    if not user.has_perm("articles.change_any_article"):
        people = people.filter(pk=user.pk)
    return people.order_by("last_name", "first_name", "username")[:MOST_NAMES]


def names_over(*stories, chosen=None):
    """Return the authors over any of `stories`, and `chosen` in any case. One query.

    stories: querysets whose rows are numbers of stories.
    """
    wanted = Q(pk=chosen.pk) if chosen else Q(pk=None)
    for numbers in stories:
        signed = Byline.objects.filter(article__in=numbers).values("author")
        wanted |= Q(pk__in=signed)
    return Author.objects.filter(wanted).order_by("name")[:MOST_NAMES]
