from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody with a login. A name in print is `articles.Author`, with or without a login."""

    language = models.CharField(
        _("language of the desk"),
        max_length=10,
        blank=True,
        help_text=_("Empty: the paper's first language."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def desk_language(self):
        codes = {code for code, _name in settings.LANGUAGES}
        return self.language if self.language in codes else settings.LANGUAGE_CODE


def people_at_the_desk():
    """Return those who may log in to the desk, by name."""
    people = User.objects.filter(is_active=True, is_staff=True)
    return people.order_by("last_name", "first_name", "username")
