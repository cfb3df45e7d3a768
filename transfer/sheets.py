"""A sheet: one file of an export, a line a row, in the order of the rows' keys."""

import itertools
from functools import cached_property

from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Collate

from . import bulk, columns, named

#: As many rows are held at once.
CHUNK = 500
ALWAYS = "always"


class Sheet:
    """The rows of one table.

    name: of the file, without its ending. table: the label of the model. what: in a sentence.
    kept: `ALWAYS`, or the option that it takes to have it exported. shapes: JSON Schemas of
    columns that hold JSON. made_anew: columns that follow from others, and why they are left out.
    secret: columns that only the option “secrets” exports, and what stands there without it.
    checks: `{column: callable}` for what no schema can say; each raises `ValidationError`.
    """

    def __init__(
        self, name, table, what, *,
        kept=ALWAYS, shapes=None, made_anew=None, secret=None, checks=None,
    ):  # fmt: skip
        self.name, self.table, self.what, self.kept = name, table, what, kept
        self.shapes = shapes or {}
        self.made_anew = made_anew or {}
        self.secret = secret or {}
        self.checks = checks or {}

    @property
    def file(self):
        return f"{self.name}.jsonl"

    @cached_property
    def model(self):
        return apps.get_model(self.table)

    @cached_property
    def _all(self):
        fields = [field for field in self.model._meta.local_concrete_fields if field.column]
        return {
            field.name: columns.of(field, self.shapes.get(field.name))
            for field in fields
            if field.name not in self.made_anew
        }

    def columns(self, options):
        """Return the columns that an export with `options` has, in the order of the table."""
        return [
            column
            for column in self._all.values()
            if column.name not in self.secret or "secrets" in options
        ]

    @cached_property
    def key(self):
        """The names of the columns by which rows are told apart, and in whose order they stand."""
        key = self.model._meta.pk
        if isinstance(key, models.CompositePrimaryKey):
            return tuple(key.field_names)
        return (key.name,)

    # --- out ----------------------------------------------------------------------------------

    def count(self):
        return self.model._base_manager.count()

    def rows(self, options):
        """Yield each row as the line of it will say, `CHUNK` of them in memory."""
        held = self.columns(options)
        found = self.model._base_manager.order_by(*map(self._ordered, self.key))
        for row in found.values_list(*[c.attname for c in held]).iterator(chunk_size=CHUNK):
            yield {column.name: column.dump(value) for column, value in zip(held, row, strict=True)}

    def _ordered(self, name):
        field = self.model._meta.get_field(name)
        # Databases disagree on the order of letters; of bytes they do not.
        if field.get_internal_type() == "CharField" and connection.vendor == "postgresql":
            return Collate(models.F(name), "C").asc()
        return field.attname

    # --- in -----------------------------------------------------------------------------------

    def read(self, line):
        """Return the values that the columns of `line` get, `{column name: value}`.

        Raises `ValueError` or `ValidationError` for what the schema cannot know.
        """
        values = {}
        for name, said in line.items():
            value = self._all[name].load(said)
            if value and name in self.checks:
                self.checks[name](value)
            values[name] = value
        return values

    def insert(self, lines):
        """Insert the rows of `lines`, dicts as `rows` yields them; return how many there are.

        A line that points to something this site does not have (a right of another release) is
        left out. Raises `IntegrityError` and `DataError`.
        """
        rows = []
        for line in lines:
            values = self._defaults | self.read(line)
            if all(values[name] is not None for name in self._needed_names):
                rows.append(tuple(values.values()))
        bulk.insert(self.model, list(self._defaults), rows)
        return len(rows)

    @cached_property
    def _defaults(self):
        """What columns hold of which a line says nothing."""
        fields = [field for field in self.model._meta.local_concrete_fields if field.column]
        return {
            field.name: None if field.null or field.primary_key else field.get_default()
            for field in fields
        } | self.secret

    @cached_property
    def _needed_names(self):
        named_ones = (c for c in self._all.values() if isinstance(c, columns.Name))
        return [column.name for column in named_ones if not column.field.null]

    def schema(self):
        """Return the JSON Schema of a line."""
        known = self._all.values()
        return {
            "type": "object",
            "description": self.what,
            "additionalProperties": False,
            "required": [c.name for c in known if not c.has_default and c.name not in self.secret],
            "properties": {c.name: c.schema() for c in known},
        }

    def references(self):
        """Return `{column name: label of the table it points to}`."""
        return {c.name: c.points_to for c in self._all.values() if c.points_to}

    def reset(self):
        """Let names be looked up again: rows that have names may have come with this sheet."""
        named.begin()


def in_chunks(rows, size=CHUNK):
    """Yield lists of up to `size` of `rows`."""
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
