"""A post office that is closed."""

from django.core.mail.backends.base import BaseEmailBackend


class Broken(BaseEmailBackend):
    def send_messages(self, messages):
        raise OSError("the post office is gone")
