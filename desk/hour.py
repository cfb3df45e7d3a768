"""The hour to which a plan is moved: a day and a time, as the paper's clocks show them."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.moments import FURTHEST

from .spans import as_shown


class HourForm(forms.Form):
    """Cleans to `at`, an aware datetime. Two fields, because a phone asks them better apart."""

    day = forms.DateField(
        label=_("Day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose day and hour."),
            "invalid": _("Write the day, for example 24.11.2026."),
        },
    )
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Choose day and hour."),
            "invalid": _("Write the time, for example 18:30."),
        },
    )

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day < today:
            raise ValidationError(_("That day is over. Choose a later one."))
        if day > today + FURTHEST:
            raise ValidationError(_("Choose an hour within the next three years."))
        return day

    def clean(self):
        given = super().clean()
        if "day" in given and "time" in given:
            given["at"] = as_shown(datetime.datetime.combine(given["day"], given["time"]))
            if given["at"] is None:
                raise ValidationError(
                    _("The clocks go forward that night: there is no such hour. Choose another.")
                )
        return given
