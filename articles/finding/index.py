"""The desk's index, whichever database holds it: who writes stories enters them here."""

import json

from django.db import connection, models
from django.db.models.functions import StrIndex

from . import postgres, sqlite
from .text import sought, text_of, threes

#: More stories than these are no answer: whoever asks looks through the stories themselves.
MOST = 10_000
#: Of so many stories a database may read the rows and put them in order.
FEW = 100
COLUMNS = ("kicker", "headline", "lead")


def backend():
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


def entry(article):
    """Return what the index says of a story; anything with the attributes `COLUMNS` will do."""
    return text_of(*(getattr(article, name) for name in COLUMNS))


def enter(articles):
    """Make the index say of `articles` what their rows say, whoever may see them.

    To be called in the transaction that writes them.
    """
    texts = {article.pk: entry(article) for article in articles}
    # What a story is found by changes seldom, a story each time it is saved.
    known = backend().held(min(texts), max(texts)) if len(texts) == 1 else {}
    if texts and texts != known:
        backend().write(texts)


def forget(article_id):
    backend().remove([article_id])


def numbers_of(words):
    """Return the numbers of stories, among them all whose texts hold each of `words`.

    None for more than `MOST`. One query. A few may hold but the threes of a word: ask `holds()`.
    """
    found = backend().find(set().union(*(threes(sought(word)) for word in words)), MOST + 1)
    return None if len(found) > MOST else found


def among(numbers):
    """Return the condition on a story that its number is one of `numbers`."""
    if not numbers:
        return models.Q(pk__in=[])
    its = models.Q(pk__in=numbers) if len(numbers) <= FEW else models.Q(Among("pk", numbers))
    # A database that walks the list sees first and last in its index, and reads no other rows.
    return models.Q(pk__gte=min(numbers), pk__lte=max(numbers)) & its


def holds(word):
    """Return the condition on a story that its text holds `word`: one row of the index is read."""
    place = StrIndex(Text("pk"), models.Value(sought(word)))
    return models.Q(models.lookups.GreaterThan(place, 0))


class Text(models.Func):
    """What the index says of the story of that number.

    No EXISTS and no join, with which the database would be free to begin with the whole index.
    """

    template = "(SELECT words FROM desk_index WHERE article_id = %(expressions)s)"
    output_field = models.TextField()

    def as_sqlite(self, compiler, connection, **context):
        its = "(SELECT words FROM desk_index WHERE rowid = %(expressions)s)"
        return self.as_sql(compiler, connection, template=its, **context)


class Among(models.Func):
    """Whether a number is one of many: one parameter, where Django's IN prepares each by itself.

    The database walks its list and looks each number up; it does not read the rows of all.
    """

    output_field = models.BooleanField()

    def __init__(self, expression, numbers):
        super().__init__(expression)
        self.numbers = list(numbers)

    def as_sqlite(self, compiler, connection, **context):
        # With a plus no index is used for it.
        its = "+%(expressions)s IN (SELECT value FROM json_each(%%s))"
        sql, params = self.as_sql(compiler, connection, template=its)
        return sql, [*params, json.dumps(self.numbers)]

    def as_postgresql(self, compiler, connection, **context):
        its = "%(expressions)s = ANY(%%s::bigint[])"
        sql, params = self.as_sql(compiler, connection, template=its)
        return sql, [*params, self.numbers]
