"""Text as people look for it: “лена” finds “Лена”, on every database."""

from django.db import models
from django.db.backends.signals import connection_created
from django.dispatch import receiver


def fold(text):
    """Return `text` in small letters, ё as е: what is compared when somebody searches."""
    return text and text.casefold().replace("ё", "е")


class Fold(models.Func):
    """`fold()` in the database: `Article.objects.alias(h=Fold("headline")).filter(h__contains=…)`.

    Of several columns, none of which may be NULL, one text with spaces between.

    SQLite compares Latin letters alone without regard to case, so it borrows the function of
    Python. PostgreSQL lowers by the collation of its database, which in a bare “C” knows no
    Cyrillic either: the collation is named.
    """

    arg_joiner = " || ' ' || "
    output_field = models.TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="fold", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler,
            connection,
            template="translate(lower((%(expressions)s) COLLATE \"und-x-icu\"), 'ё', 'е')",
            **context,
        )


@receiver(connection_created)
def lend_fold(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function("fold", 1, fold, deterministic=True)


def holding(queryset, columns, text):
    """Return the rows of `queryset` that hold every word of `text` in one of `columns`.

    columns: names of text columns of the row itself or of what it points to.
    """
    folded = {f"folded_{place}": Fold(column) for place, column in enumerate(columns)}
    found = queryset.alias(**folded)
    for word in fold(text).split():
        anywhere = models.Q()
        for name in folded:
            anywhere |= models.Q(**{f"{name}__contains": word})
        found = found.filter(anywhere)
    return found
