from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Editors' screens that are no form of one row, and what editors write to one another."""

    name = "desk"
    verbose_name = _("The desk")

    def ready(self):
        from . import receivers  # noqa: F401 - connected once the models are loaded
