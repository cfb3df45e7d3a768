from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from . import folding  # noqa: F401 - lends its function to every connection
from .roles import apply_roles


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and rights")

    def ready(self):
        from . import receivers  # it needs the models, which are loaded by now

        receivers.connect()
        post_migrate.connect(bring_roles, dispatch_uid="accounts.roles")


def bring_roles(app_config, using, verbosity=0, **kwargs):
    """After the last app of a migration bring the roles: by then every right exists."""
    installed = [config for config in apps.get_app_configs() if config.models_module]
    if app_config is not installed[-1] or not _has_groups(using):
        return
    for config in installed:
        create_permissions(config, verbosity=0, using=using)
    apply_roles(using, apps)


def _has_groups(using):
    return "auth_group_permissions" in connections[using].introspection.table_names()
