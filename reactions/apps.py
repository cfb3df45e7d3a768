from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReactionsConfig(AppConfig):
    name = "reactions"
    verbose_name = _("Reactions")

    def ready(self):
        from . import receivers  # models can be imported from now on

        receivers.connect(self)
