from django.apps import AppConfig


class MultilingualConfig(AppConfig):
    name = "multilingual"
