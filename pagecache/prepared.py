"""Questions that pages ask again and again, put into SQL once.

Django takes longer to word a question about a story than SQLite takes to answer it.
"""

import re
from contextlib import nullcontext

from django.db import connections, models

#: Of several values so many are asked for at once, so that the question is the same on most days.
HANDFUL = 32


class Blank(models.Value):
    """A place in a question that is filled in each time it is asked."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Several:
    """Stands for a blank that takes a list of values of `field`: `pk__in=ids`."""

    def __init__(self, field):
        self.field = field


class Prepared:
    """A question, worded once for each connection and asked with other values ever after.

        stories = Prepared(lambda slug: Article.objects.filter(slug=slug), slug=models.SlugField())
        stories(slug="ice")            # the list that `list(queryset)` would be

    wording: is given a `Blank` for each of `blanks`, a list of them for `Several`, and returns a
    queryset. It may depend on nothing else, a value cannot be None nor a list empty, and what is
    prefetched is left to whoever asks.
    """

    def __init__(self, wording, **blanks):
        self._wording = wording
        self._blanks = blanks
        self._model = None

    def __call__(self, **values):
        for name, kind in self._blanks.items():
            if isinstance(kind, Several):
                values[name] = padded(values[name])
        sizes = tuple(len(value) for value in values.values() if isinstance(value, list))
        if self._model is None:
            self._model = self._worded(values).model
        # Which database is to be read may differ from one request to the next.
        connection = connections[self._model._default_manager.db]
        # A connection belongs to one thread, and so does what was worded for it.
        kept = vars(connection).setdefault("_prepared", {})
        if (self, sizes) not in kept:
            kept[self, sizes] = _Worded(self._worded(values), connection)
        return kept[self, sizes].ask(values)

    def _worded(self, values):
        blanks = {}
        for name, kind in self._blanks.items():
            if isinstance(kind, Several):
                places = range(len(values[name]))
                blanks[name] = [Blank((name, place), kind.field) for place in places]
            else:
                blanks[name] = Blank((name, None), kind)
        return self._wording(**blanks)


class _Worded:
    """A queryset whose SQL is written: Django's own code reads the rows."""

    def __init__(self, queryset, connection):
        self._queryset = queryset.using(connection.alias)
        query = self._queryset.query
        self._compiler = query.get_compiler(using=connection.alias)
        self._connection = connection
        self._sql, self._parameters = _with_constants(*self._compiler.as_sql(), connection)
        self._values = {}
        self._converters = None
        self._look_up = self._compiler.get_converters
        self._compiler.as_sql = self._filled
        self._compiler.get_converters = self._known_converters
        query.get_compiler = lambda *args, **kwargs: self._compiler

    def ask(self, values):
        self._values = values
        with planned_once(self._connection):
            return list(self._queryset._iterable_class(self._queryset))

    def _filled(self, *args, **kwargs):
        return self._sql, tuple(map(self._value, self._parameters))

    def _known_converters(self, expressions):
        if self._converters is None:
            self._converters = self._look_up(expressions)
        return self._converters

    def _value(self, part):
        if not isinstance(part, Blank):
            return part
        name, place = part.value
        value = self._values[name] if place is None else self._values[name][place]
        return part.output_field.get_db_prep_value(value, self._connection)


def _with_constants(sql, parameters, connection):
    """Return SQL and parameters in which PostgreSQL sees what never changes.

    It keeps no plan for an index of published stories while “published” might be something else.
    """
    if connection.vendor != "postgresql":
        return sql, parameters
    remaining, blanks = iter(parameters), []

    def seen(place):
        if place[0] == "%%":
            return "%%"
        value = next(remaining)
        if isinstance(value, Blank):
            blanks.append(value)
            return "%s"
        return connection.ops.compose_sql("%s", [value]).replace("%", "%%")

    return re.sub("%%|%s", seen, sql), blanks


def planned_once(connection):
    """Return a context in which the database may keep the plans of what it is asked.

    For few wordings that are asked very often. Where the engine has no such thing: nothing.
    """
    return getattr(connection, "preparing", nullcontext)()


def rows_of(connection, sql, values):
    """Return the rows of a question about whole numbers and text that is asked very often.

    As quickly as its engine can tell (`glance`). values: for each `%s` of `sql`; whole numbers,
    and moments as the engine writes them.
    """
    at_a_glance = getattr(connection, "glance", None)
    rows = at_a_glance(sql, values) if at_a_glance else None
    if rows is None:
        with planned_once(connection), connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
    return rows


def padded(values):
    """Return `values` as a list, the first one repeated until a handful is full."""
    found = list(values)
    return found + found[:1] * (-len(found) % HANDFUL)
