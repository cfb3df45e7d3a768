from django.apps import AppConfig
from django.contrib.admin import apps as admin


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from . import checks, standing  # noqa: F401 - registered once the apps are loaded


class DeskConfig(admin.AdminConfig):
    """Django's admin with our site; the `admin` module of every app is found by itself."""

    default = False
    default_site = "newsroom.desk.Desk"
