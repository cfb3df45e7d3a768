"""One column of a row: as the database has it, as a line of an export says it, and back.

Moments are UTC with microseconds and a “Z”, days are ISO, decimals and UUIDs are strings: the same
bytes whichever database they came from.
"""

import datetime
import decimal
import uuid

from django.db import models

from . import named

#: What PostgreSQL holds, by the kind of number; SQLite would hold more.
RANGES = {
    "SmallAutoField": (-(2**15), 2**15 - 1),
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "AutoField": (-(2**31), 2**31 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "BigAutoField": (-(2**63), 2**63 - 1),
    "BigIntegerField": (-(2**63), 2**63 - 1),
    "PositiveBigIntegerField": (0, 2**63 - 1),
}
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"
DAY = r"^\d{4}-\d\d-\d\d$"
UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
#: Nothing that would end a part of an address, or begin another one.
SLUG = r"^[^/\\\s]*$"
WEB = r"^(https?://\S+)?$"
#: Relative, and never above the folder it lies in.
FILE = r"^(?!/)(?!.*(^|/)\.\.?(/|$))[\w./-]*$"


class Column:
    """A column that is said as it is.

    `name` is its key in a line; `attname` what a queryset calls its value. dump: the database's
    value → the line's. load: back again; raises `ValueError` for what the schema cannot forbid.
    """

    def __init__(self, field, shape=None):
        self.field = field
        self.name, self.attname = field.name, field.attname
        self.shape = shape
        #: The label of the table that the value is a key of, None if it is none.
        self.points_to = None

    def dump(self, value):
        return value

    def load(self, value):
        return value

    @property
    def has_default(self):
        """Whether an older export may know nothing of it."""
        field = self.field
        if field.primary_key:
            return False
        return field.null or field.has_default() or (field.blank and field.empty_strings_allowed)

    def schema(self):
        """Return the JSON Schema of the column, with what it is called."""
        found = self.kind()
        choices = [value for value, _label in self.field.flatchoices]
        if choices and self.name != "language":
            found = {"enum": sorted({*choices, *([""] if self.field.blank else [])}, key=str)}
        if self.field.null:
            if "enum" in found:
                found = {"enum": [*found["enum"], None]}
            else:
                found = found | {"type": [found["type"], "null"]}
        return found

    def kind(self):
        return self.shape


class Flag(Column):
    def kind(self):
        return {"type": "boolean"}


class Number(Column):
    def kind(self):
        lowest, highest = RANGES[self.field.get_internal_type()]
        return {"type": "integer", "minimum": lowest, "maximum": highest}


class Text(Column):
    def kind(self):
        # Of a text area the length is a promise of the form; the column holds any.
        is_bounded = self.field.get_internal_type() != "TextField"
        found = {"type": "string"}
        if is_bounded and self.field.max_length:
            found["maxLength"] = self.field.max_length
        for kind, pattern in (
            (models.FileField, FILE),
            (models.SlugField, SLUG),
            (models.URLField, WEB),
        ):
            if isinstance(self.field, kind):
                found["pattern"] = pattern
        return found | (self.shape or {})


class Moment(Column):
    def dump(self, value):
        if value is None:
            return None
        text = value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        return text.removesuffix("+00:00") + "Z"

    def load(self, value):
        return None if value is None else datetime.datetime.fromisoformat(value)

    def kind(self):
        return {"type": "string", "pattern": MOMENT}


class Day(Column):
    def dump(self, value):
        return None if value is None else value.isoformat()

    def load(self, value):
        return None if value is None else datetime.date.fromisoformat(value)

    def kind(self):
        return {"type": "string", "pattern": DAY}


class Decimal(Column):
    def dump(self, value):
        return None if value is None else str(value)

    def load(self, value):
        return None if value is None else decimal.Decimal(value)

    def kind(self):
        whole = self.field.max_digits - self.field.decimal_places
        pattern = rf"^-?\d{{1,{whole}}}\.\d{{{self.field.decimal_places}}}$"
        return {"type": "string", "pattern": pattern}


class Hash(Column):
    """A UUID."""

    def dump(self, value):
        return None if value is None else str(value)

    def load(self, value):
        return None if value is None else uuid.UUID(value)

    def kind(self):
        return {"type": "string", "pattern": UUID}


class Key(Column):
    """The key of another row, which stands in another line."""

    def __init__(self, field):
        super().__init__(field)
        self.points_to = field.related_model._meta.concrete_model._meta.label
        self._other = of(field.target_field)
        self.dump, self.load = self._other.dump, self._other.load

    def kind(self):
        return self._other.kind()


class Name(Column):
    """A row that every site makes for itself, so that its number says nothing: its name."""

    def __init__(self, field):
        super().__init__(field)
        self._names = named.OF[field.related_model._meta.label]

    def dump(self, value):
        return None if value is None else self._names().by_key[value]

    def load(self, value):
        return None if value is None else self._names().by_name.get(value)

    def kind(self):
        return {"type": "string", "maxLength": 255}


KINDS = {
    "BooleanField": Flag,
    **dict.fromkeys(RANGES, Number),
    **dict.fromkeys(["CharField", "TextField", "SlugField", "URLField", "FileField"], Text),
    "EmailField": Text,
    "DateTimeField": Moment,
    "DateField": Day,
    "DecimalField": Decimal,
    "UUIDField": Hash,
    "JSONField": Column,
}


def of(field, shape=None):
    """Return the `Column` of a model's field. Raises `KeyError` for a kind nobody wrote yet.

    shape: the JSON Schema of what a JSON column holds, or what a text must look like besides.
    """
    if field.is_relation:
        return (Name if field.related_model._meta.label in named.OF else Key)(field)
    return KINDS[field.get_internal_type()](field, shape)
