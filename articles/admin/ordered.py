"""A field of the form that holds rows in an order: rubrics, names with roles, stories beside.

It travels as one repeated parameter, `rubrics=3&rubrics=8`, in the order of the rows; with roles
as `bylines=12:text`. That is what a plain <select multiple> sends, so the form works without
JavaScript; `static/desk/ordered-chips.js` makes chips of the same <select>. Where the rows are too
many for a <select>, those without JavaScript type them, `related-typed=12`, and they come last.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .ordered_choice import OrderedChoice, row_of


class OrderedField(forms.Field):
    """Cleans to the chosen rows in order; with roles, to `[(row, role), …]`.

    rows: callable → queryset of what may be chosen. What the story has already may stay, even
    if this user could not choose it. typed: callable, a word somebody typed → pk or None.
    """

    default_error_messages = {
        "gone": _("One of the chosen lines is not there any more. Look the list through."),
        "unreadable": _("This list came in pieces. Choose again."),
        "too_many": _("No more than %(number)s can stand here."),
        "no_such": _("“%(typed)s” is neither the number nor the address of a story."),
    }

    def __init__(self, *, rows, source, offered=list, at_most=12, roles=(), typed=None, **kwargs):
        self.rows, self.at_most, self.roles, self.typed = rows, at_most, dict(roles), typed
        self.kept = {}
        placeholder = kwargs.pop("placeholder", "")
        kwargs.setdefault("required", False)
        widget = OrderedChoice(
            source=source, at_most=at_most, offered=offered, roles=roles, placeholder=placeholder
        )
        super().__init__(widget=widget, **kwargs)
        self.widget.named = self.named
        if typed:
            self.widget.asks_to_type = _("Numbers or addresses of stories, a space between them")

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.kept = {}
        copied.widget.named = copied.named
        return copied

    def keep(self, rows):
        """Remember `rows`, which the story has already, so that they need no query."""
        self.kept = {row.pk: row for row in rows}

    def named(self, keys):
        """Return `{key: row}` of those `keys` that can be read and are there."""
        pks = {key: row_of(key) for key in keys}
        wanted = set(pks.values()) - {None} - set(self.kept)
        found = self.rows().in_bulk(list(wanted)) if wanted else {}
        found |= self.kept
        return {key: found[pk] for key, pk in pks.items() if pk in found}

    def prepare_value(self, value):
        return [self._key(item) for item in value or []]

    def _key(self, item):
        if isinstance(item, str):
            return item
        if self.roles:
            row, role = item
            return f"{row.pk}:{role}"
        return str(item.pk)

    def clean(self, value):
        if value and not isinstance(value[0], str):
            return value  # the initial rows of a field that this user may not change
        keys = list(dict.fromkeys(value or []))
        if len(keys) > self.at_most:
            raise ValidationError(
                self.error_messages["too_many"], "too_many", {"number": self.at_most}
            )
        keys = list(dict.fromkeys(map(self._read, keys)))
        for key in keys:
            role = key.partition(":")[2]
            if row_of(key) is None or (role not in self.roles if self.roles else role):
                raise ValidationError(self.error_messages["unreadable"], "unreadable")
        named = self.named(keys)
        if len(named) < len(keys):
            raise ValidationError(self.error_messages["gone"], "gone")
        if self.roles:
            return [(named[key], key.partition(":")[2]) for key in keys]
        return list(dict.fromkeys(named[key] for key in keys))

    def _read(self, key):
        """Return the key of what was chosen or typed."""
        if not self.typed or row_of(key):
            return key
        if not (pk := self.typed(key)):
            raise ValidationError(self.error_messages["no_such"], "no_such", {"typed": key[:200]})
        return str(pk)

    def has_changed(self, initial, data):
        return not self.disabled and self.prepare_value(initial) != list(data or [])
