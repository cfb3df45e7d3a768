"""An hour that an editor chooses, in the paper's zone."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FURTHEST = datetime.timedelta(days=3 * 366)


class LocalMoment(forms.DateTimeField):
    """Cleans to an aware datetime between yesterday and three years from now, or None."""

    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"]
    default_error_messages = {
        "invalid": _("Write day and hour, for example 24.11.2026 18:30."),
        "far": _("Choose an hour within the next three years."),
    }

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=self.input_formats, **kwargs)

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["far"], "far") from error
        if moment is None:
            return None
        today = timezone.localdate()
        if not today - datetime.timedelta(days=1) <= moment.date() <= today + FURTHEST:
            raise ValidationError(self.error_messages["far"], "far")
        return moment

    @classmethod
    def parse(cls, text):
        """Return the aware datetime that `text` says, whatever its year; ValueError if none."""
        try:
            moment = forms.DateTimeField(input_formats=cls.input_formats).clean(text[:40])
            # Databases keep it in UTC, where the first and the last day may not exist.
            return moment.astimezone(datetime.UTC)
        except (ValidationError, OverflowError) as error:
            raise ValueError(text) from error
