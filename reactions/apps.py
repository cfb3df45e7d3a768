from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReactionsConfig(AppConfig):
    name = "reactions"
    verbose_name = _("Reactions")

    def ready(self):
        from . import (  # noqa: F401 - registered once the models are loaded
            admin,
            burst_admin,
            parts,
            receivers,
        )

        receivers.connect(self)
