"""Rows past the objects: nothing of a model runs, no `save`, no signal, no “now”."""

from django.db import connection

from articles import bulk


def insert(model, names, rows):
    """Insert `rows`, tuples of Python values in the order of the fields `names`.

    Raises Django's own errors, whichever way the rows take into the database.
    """
    fields = [model._meta.get_field(name) for name in names]
    if rows:
        with connection.wrap_database_errors:
            bulk.insert(model, names, [_as_stored(fields, row) for row in rows])


def update(model, names, rows):
    """Give each row of `rows` (values of the fields `names`, then its key) those values."""
    fields = [*(model._meta.get_field(name) for name in names), model._meta.pk]
    bulk.update(model, names, [_as_stored(fields, row) for row in rows])


def _as_stored(fields, row):
    return [
        field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)
    ]
