"""What a reader asked: the words and the choices beside them, whatever stood in the address."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.models import Rubric
from articles.printable import printable

from .engine import words_of

LONGEST = 200


class When(models.TextChoices):
    ANY = "", _("all the time")
    WEEK = "week", _("the last week")
    MONTH = "month", _("the last month")
    YEAR = "year", _("the last year")


class Order(models.TextChoices):
    BEST = "", _("closest first")
    NEWEST = "new", _("newest first")


DAYS = {When.WEEK: 7, When.MONTH: 31, When.YEAR: 366}


@dataclass(frozen=True)
class Question:
    """A question that can be answered: what was no choice of ours is left out."""

    text: str
    is_cut: bool
    stems: tuple[str, ...]
    rubric: Rubric | None
    when: When
    order: Order

    @classmethod
    def of(cls, parameters, rubrics, language):
        asked = " ".join(printable(parameters.get("q", "")[: 2 * LONGEST]).split())
        text = asked[:LONGEST].rstrip()
        when, order = parameters.get("when"), parameters.get("order")
        return cls(
            text=text,
            is_cut=len(asked) > LONGEST,
            stems=tuple(words_of(text, language)),
            rubric=rubrics.by_slug.get(parameters.get("rubric")),
            when=When(when) if when in When.values else When.ANY,
            order=Order(order) if order in Order.values else Order.BEST,
        )

    @property
    def since(self):
        """The moment before which nothing is looked for, None for all the time."""
        days = DAYS.get(self.when)
        return days and timezone.now() - datetime.timedelta(days=days)

    @property
    def anywhere(self):
        """The query string of the same words in all rubrics and years."""
        return self.address(rubric="", when="")

    def address(self, **changes):
        """Return the query string of this question with `changes`: `page=2`, `rubric="roads"`."""
        rubric = self.rubric.slug if self.rubric else ""
        asked = {"q": self.text, "rubric": rubric, "when": self.when, "order": self.order}
        return "?" + urlencode({key: value for key, value in (asked | changes).items() if value})
