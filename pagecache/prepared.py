"""Questions that pages ask again and again, put into SQL once.

Django takes longer to word a question about a story than SQLite takes to answer it.
"""

from django.db import connections, models


class Blank(models.Value):
    """A place in a question that is filled in each time it is asked."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """A question, worded once for each connection and asked with other values ever after.

        stories = Prepared(lambda slug: Article.objects.filter(slug=slug), slug=models.SlugField())
        stories(slug="ice")            # the list that `list(queryset)` would be

    wording: is given a `Blank` for each of `blanks`, returns a queryset. It may depend on nothing
    else, a value cannot be None, and what is prefetched is left to whoever asks.
    """

    def __init__(self, wording, **blanks):
        self._wording = wording
        self._blanks = {name: Blank(name, field) for name, field in blanks.items()}
        self._unasked = None

    def __call__(self, **values):
        if self._unasked is None:
            self._unasked = self._wording(**self._blanks)
        # Which database is to be read may differ from one request to the next.
        connection = connections[self._unasked.db]
        # A connection belongs to one thread, and so does what was worded for it.
        kept = vars(connection).setdefault("_prepared", {})
        if self not in kept:
            kept[self] = _Worded(self._wording(**self._blanks), connection)
        return kept[self].ask(values)


class _Worded:
    """A queryset whose SQL is written: Django's own code reads the rows."""

    def __init__(self, queryset, connection):
        self._queryset = queryset.using(connection.alias)
        query = self._queryset.query
        self._compiler = query.get_compiler(using=connection.alias)
        self._connection = connection
        self._sql, self._parameters = self._compiler.as_sql()
        self._values = {}
        self._compiler.as_sql = self._filled
        query.get_compiler = lambda *args, **kwargs: self._compiler

    def ask(self, values):
        self._values = values
        return list(self._queryset._iterable_class(self._queryset))

    def _filled(self, *args, **kwargs):
        return self._sql, tuple(
            part.output_field.get_db_prep_value(self._values[part.value], self._connection)
            if isinstance(part, Blank)
            else part
            for part in self._parameters
        )
