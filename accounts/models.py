from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody with a login. A name in print is `articles.Author`, with or without a login."""

    language = models.CharField(
        _("language of the desk"),
        max_length=10,
        blank=True,
        help_text=_("Empty: the paper's first language."),
    )
    autosaves = models.BooleanField(
        _("the server keeps what is typed"),
        default=True,
        help_text=_("Otherwise this device alone keeps it until it is saved."),
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


class Attempt(models.Model):
    """A password or a code that did not fit, or is being tried right now.

    In the database: the cache of a small paper is the memory of each of its processes, and each
    would count for itself. Names and addresses are kept as fingerprints (`accounts.throttle`):
    people type passwords into the wrong field.
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt to log in")
        verbose_name_plural = _("attempts to log in")
        indexes = [
            models.Index(fields=["account", "address"], name="attempt_account_address"),
            models.Index(fields=["address"], name="attempt_address"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self):
        return f"{self.account[:8]} {self.at}"


class SpentCode(models.Model):
    """A code of an app or a list that somebody came in with: it opens nothing a second time."""

    #: Longer than any code of an app is valid.
    KEPT = timedelta(minutes=5)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    code = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("spent code")
        verbose_name_plural = _("spent codes")
        constraints = [
            models.UniqueConstraint(fields=["user", "code"], name="a_code_is_spent_once"),
        ]

    def __str__(self):
        return f"{self.user_id} {self.at}"

    @classmethod
    def spend(cls, user, code, *, at):
        """Say whether `code` (a fingerprint) was still good, and make it no good any more."""
        cls.objects.filter(user=user, at__lt=at - cls.KEPT).delete()
        try:
            with transaction.atomic():
                cls.objects.create(user=user, code=code, at=at)
        except IntegrityError:
            return False
        return True


class AccessKind(models.TextChoices):
    CAME = "came", _("logged in")
    WENT = "went", _("logged out")
    PASSWORD = "password", _("changed the password")
    ADDED = "added", _("added to the second factor")
    RENEWED = "renewed", _("made new recovery codes")
    REMOVED = "removed", _("removed from the second factor")
    EXPORTED = "exported", _("saved the action log as a file")


class Access(models.Model):
    """What somebody did at the door or with their own login. Never edited.

    what: which part of the second factor, as the person would call it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A login that was deleted leaves its name.
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=AccessKind.choices)
    what = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of the door")
        verbose_name_plural = _("entries of the door")
        default_permissions = ()
        permissions = [("see_all_actions", _("Can see what everybody did"))]
        indexes = [
            models.Index(name="accesses_newest_first", fields=["-at", "-id"]),
            models.Index(name="accesses_of_a_person", fields=["user", "-at", "-id"]),
        ]

    def __str__(self):
        return f"{self.name}: {self.kind}"

    @classmethod
    def write(cls, user, kind, what=""):
        cls.objects.create(
            user=user, name=user.get_username(), kind=kind, what=what[:150], at=timezone.now()
        )
