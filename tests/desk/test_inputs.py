"""Inputs are drawn without templates, and exactly as Django's templates draw them."""

import datetime

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from newsroom.inputs import Inputs

CHOICES = [
    ("", "—"), (1, "один"), ("<&>", "<b>&"),
    (gettext_lazy("Newsroom"), [("a", mark_safe("<i>А</i>")), (None, "ничего")]),
]  # fmt: skip
WIDGETS = [
    forms.TextInput, forms.NumberInput, forms.HiddenInput, forms.URLInput, forms.EmailInput,
    forms.PasswordInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput, forms.CheckboxInput,
    forms.Textarea, AdminTextInputWidget, AdminTextareaWidget, forms.SplitDateTimeWidget,
]  # fmt: skip
VALUES = [
    None, "", "да", "<script>&\"'", mark_safe("<b>уже</b>"), 0, 1234567, 1.5, True, False,
    gettext_lazy("Newsroom"), datetime.datetime(2026, 11, 23, 12, 5),
]  # fmt: skip
ATTRS = {
    "id": "id_lead", "required": True, "hidden": False, "rows": 2, "data-a": "\"<&'", "title": None,
    "placeholder": gettext_lazy("Kicker"),
}  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_an_input_says_what_the_template_says(widget, value):
    if widget is forms.SplitDateTimeWidget and not isinstance(value, datetime.datetime):
        value = None
    drawn = [widget().render("lead", value, ATTRS, renderer) for renderer in both()]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("chosen", [None, "", "1", 1, "<&>", ["a", "<&>"]], ids=repr)
@pytest.mark.parametrize(
    "widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect, forms.RadioSelect]
)
def test_a_select_says_what_the_template_says(widget, chosen):
    if widget is forms.NullBooleanSelect and isinstance(chosen, list):
        chosen = "true"
    made = widget() if widget is forms.NullBooleanSelect else widget(choices=CHOICES)
    drawn = [made.render("rubric", chosen, ATTRS, renderer) for renderer in both()]
    # Between options templates leave lines empty.
    assert drawn[0].split() == drawn[1].split()


def test_faults_are_said_and_no_faults_are_nothing():
    class Question(forms.Form):
        name = forms.CharField(min_length=5, label="имя")

    for sent in ({"name": "<a>"}, {"name": "Айталина"}, {}):
        forms_ = [Question(sent, renderer=renderer) for renderer in both()]
        assert str(forms_[0]) == str(forms_[1])
        assert str(forms_[0]["name"].errors) == str(forms_[1]["name"].errors)


def both():
    return Inputs(), DjangoTemplates()
