from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Editors' screens that are no form of one row. Views only: no tables of its own."""

    name = "desk"
    verbose_name = _("The desk")
