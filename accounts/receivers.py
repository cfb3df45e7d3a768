"""What happens at the door is written down."""

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.admin.models import LogEntry
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_noop

from .models import Access, AccessKind, User

#: Translated when it is shown.
PARTS = {
    Authenticator.Type.TOTP: gettext_noop("app with codes"),
    Authenticator.Type.WEBAUTHN: gettext_noop("passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_noop("recovery codes"),
}


def connect():
    """Begin to listen."""
    pre_delete.connect(_stay_in_the_log, sender=User, dispatch_uid="accounts.stay")
    user_logged_in.connect(_came, dispatch_uid="accounts.came")
    user_logged_out.connect(_went, dispatch_uid="accounts.went")
    password_changed.connect(_new_password, dispatch_uid="accounts.password")
    authenticator_added.connect(_added, dispatch_uid="accounts.added")
    authenticator_removed.connect(_removed, dispatch_uid="accounts.removed")
    authenticator_reset.connect(_renewed, dispatch_uid="accounts.renewed")


def _stay_in_the_log(instance, **kwargs):
    """Refuse to delete whom Django's log names: its lines would go with the login."""
    lines = LogEntry.objects.filter(user=instance)
    if lines.exists():
        raise ProtectedError(f"{instance} stands in the log: switch the login off.", set(lines[:1]))


def _came(user, **kwargs):
    Access.write(user, AccessKind.CAME)


def _went(user, **kwargs):
    if user is not None:
        Access.write(user, AccessKind.WENT)


def _new_password(user, **kwargs):
    Access.write(user, AccessKind.PASSWORD)


def _added(user, authenticator, **kwargs):
    Access.write(user, AccessKind.ADDED, PARTS[authenticator.type])


def _removed(user, authenticator, **kwargs):
    Access.write(user, AccessKind.REMOVED, PARTS[authenticator.type])


def _renewed(user, authenticator, **kwargs):
    Access.write(user, AccessKind.RENEWED, PARTS[authenticator.type])
