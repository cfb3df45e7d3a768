"""The inputs of forms, drawn without templates.

The form of a story has thirty inputs and as many empty lists of faults. Django draws each through
two or three templates: a third of what that form costs. What is drawn here says what
Django's own templates say; all else is still drawn by them.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

INPUTS = (
    "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox",
    "input", "tel", "search", "color",
)  # fmt: skip
OPTION = "django/forms/widgets/select_option.html"


class Inputs(DjangoTemplates):
    """Draws the usual inputs and lists of faults itself, and leaves the rest to the templates."""

    def render(self, template_name, context, request=None):
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else None
        return super().render(template_name, context, request) if drawn is None else drawn


def _input(context):
    widget = context["widget"]
    value = widget["value"]
    said = "" if value is None else f' value="{_text(value)}"'
    name, attrs = conditional_escape(widget["name"]), _attrs(widget["attrs"])
    return f'<input type="{conditional_escape(widget["type"])}" name="{name}"{said}{attrs}>'


def _textarea(context):
    widget = context["widget"]
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    name, attrs = conditional_escape(widget["name"]), _attrs(widget["attrs"])
    return f'<textarea name="{name}"{attrs}>\n{value}</textarea>'


def _select(context):
    """Draw a select; None if its options are drawn in a way of their own."""
    widget = context["widget"]
    lines = []
    for group, options, _number in widget["optgroups"]:
        if group:
            lines.append(f'  <optgroup label="{conditional_escape(group)}">')
        for option in options:
            if option["template_name"] != OPTION:
                return None
            value, attrs = _text(option["value"]), _attrs(option["attrs"])
            label = conditional_escape(option["label"])
            lines.append(f'  <option value="{value}"{attrs}>{label}</option>')
        if group:
            lines.append("  </optgroup>")
    name, attrs = conditional_escape(widget["name"]), _attrs(widget["attrs"])
    return f'<select name="{name}"{attrs}>' + "".join(f"\n{line}" for line in lines) + "\n</select>"


def _faults(context):
    """Draw nothing where nothing is wrong; what is wrong is left to the template."""
    return None if context["errors"] else ""


def _attrs(attrs):
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value):
    return conditional_escape(value if isinstance(value, str) else str(value))


DRAWN = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/errors/list/default.html": _faults,
    "django/forms/errors/list/ul.html": _faults,
}
