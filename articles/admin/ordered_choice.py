"""The widget of `ordered.OrderedField`: a <select multiple> of rows in an order."""

import json
from functools import lru_cache

from django import forms
from django.forms import Script
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

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
        named = [key for key in value if key in rows and row_of(key)]
        typed = " ".join(key for key in value if not row_of(key))
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


def row_of(key):
    """Return the number of the row that `key` is about, `3` or `12:text`; None if it is none."""
    return number_in(key.partition(":")[0])
