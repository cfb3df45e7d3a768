"""A field of the form that holds rows in an order: rubrics, names with roles, stories beside.

It travels as one repeated parameter, `rubrics=3&rubrics=8`, in the order of the rows; with roles
as `bylines=12:text`. That is what a plain <select multiple> sends, so the form works without
JavaScript; `static/desk/ordered-chips.js` makes chips of the same <select>. Where the rows are too
many for a <select>, those without JavaScript type them, `related-typed=12`, and they come last.
"""

import json
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.numbers import number_in

TYPED = (
    '<label class="typed">{} <input type="text" name="{}-typed" value="{}" maxlength="2000">'
    "</label>\n"
)


class OrderedChoice(forms.SelectMultiple):
    """Draws the chosen rows first, in order, then some that may be chosen without typing.

    source: `(app, model, field)` under which the admin's autocomplete answers, so that nobody
    is offered what they may not see. roles: `[(code, name), …]`. offered: callable → rows.
    is_question: choosing sends the form, as a filter does.
    """

    class Media:
        js = [
            Script("desk/suggestions.js", defer=True),
            Script("desk/ordered-chips.js", defer=True),
        ]

    def __init__(self, *, source, at_most, offered, roles=(), is_question=False, placeholder=""):
        super().__init__()
        self.source, self.at_most, self.offered = source, at_most, offered
        self.roles, self.is_question, self.placeholder = list(roles), is_question, placeholder
        #: Rows by key that need no query to be named; set by the field.
        self.named = lambda keys: {}
        #: What to type where rows can be typed; set by the field.
        self.asks_to_type = ""

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        return [*chosen, *data.get(f"{name}-typed", "").split()] if self.asks_to_type else chosen

    def render(self, name, value, attrs=None, renderer=None):
        value = value or []
        rows = self.named(value)
        named = [key for key in value if key in rows and _pk_of(key)]
        typed = " ".join(key for key in value if not _pk_of(key))
        return self.drawn(name, [rows[key] for key in named], attrs, named, typed)

    def drawn(self, name, chosen, attrs=None, keys=None, typed=""):
        """Return the HTML for the rows `chosen`; keys: theirs, with roles, when there are any."""
        keys = keys or [str(row.pk) for row in chosen]
        taken = {key.partition(":")[0] for key in keys}
        question = urlencode(
            dict(zip(("app_label", "model_name", "field_name"), self.source, strict=True))
        )
        offered = [row for row in self.offered() if str(row.pk) not in taken]
        options = [_option(key, row, " selected") for key, row in zip(keys, chosen, strict=False)]
        options += [_option(self._key(row), row) for row in offered]
        head = format_html(
            '<ordered-chips data-suggestions="{}?{}" data-most="{}"{}{}>\n',
            reverse("admin:autocomplete"),
            question,
            self.at_most,
            format_html(' data-roles="{}"', _words(self.roles)) if self.roles else "",
            mark_safe(" data-question") if self.is_question else "",
        )
        select = format_html(
            '<select multiple name="{}" size="5"{}>\n{}</select>\n',
            name,
            flatatt(self.build_attrs(self.attrs, attrs)),
            mark_safe("".join(options)),
        )
        type_in = format_html(TYPED, self.asks_to_type, name, typed) if self.asks_to_type else ""
        shows_first = self.at_most > 1 and name == "rubrics"
        rest = _rest(get_language(), str(self.placeholder), bool(self.roles), shows_first)
        return mark_safe("".join((head, select, type_in, rest, "</ordered-chips>\n")))

    def _key(self, row):
        return f"{row.pk}:{self.roles[0][0]}" if self.roles else str(row.pk)


def _option(key, row, selected=""):
    hue = getattr(row, "hue", None)
    colour = "" if hue is None else f' data-hue="{escape(hue)}"'
    return f'<option value="{escape(key)}"{selected}{colour}>{escape(str(row))}</option>\n'


def _words(roles):
    return json.dumps([[code, str(label)] for code, label in roles])


@lru_cache(100)
def _rest(language, placeholder, has_roles, shows_first):
    """Return what is the same in each such field of that kind: drawn each time, four of them took
    a tenth of a form.
    """
    facts = {"placeholder": placeholder, "has_roles": has_roles, "shows_first": shows_first}
    return render_to_string("admin/widgets/ordered_choice.html", facts)


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
        pks = {key: _pk_of(key) for key in keys}
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
            if _pk_of(key) is None or (role not in self.roles if self.roles else role):
                raise ValidationError(self.error_messages["unreadable"], "unreadable")
        named = self.named(keys)
        if len(named) < len(keys):
            raise ValidationError(self.error_messages["gone"], "gone")
        if self.roles:
            return [(named[key], key.partition(":")[2]) for key in keys]
        return list(dict.fromkeys(named[key] for key in keys))

    def _read(self, key):
        """Return the key of what was chosen or typed."""
        if not self.typed or _pk_of(key):
            return key
        if not (pk := self.typed(key)):
            raise ValidationError(self.error_messages["no_such"], "no_such", {"typed": key[:200]})
        return str(pk)

    def has_changed(self, initial, data):
        return not self.disabled and self.prepare_value(initial) != list(data or [])


def _pk_of(key):
    return number_in(key.partition(":")[0])
