"""What allauth asks of this house: who may enter, how secrets are kept, what things are called."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import throttle
from .address import client_address
from .models import Attempt
from .sealing import seal, unseal

#: allauth names what it says by the template that would say it.
SAID = {
    "account/messages/password_changed.txt": _("The password is changed."),
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}


class LoginAdapter(DefaultAccountAdapter):
    """Lets in whoever has a password and may sit at the desk."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password did not fit."),
        "incorrect_password": _("The password did not fit."),
        "enter_current_password": _("The present password did not fit."),
        "incorrect_code": _("The code did not fit."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        return ["allauth.mfa.stages.AuthenticateStage"]

    def authenticate(self, request, **credentials):
        """Return whose name and password these are, if that person may enter the desk.

        Whoever may not is answered like whoever does not exist.
        """
        attempt = throttle.begin(credentials["username"], client_address(request))
        user = authenticate(request, **credentials)
        if user is None or not may_enter(user):
            return None
        Attempt.objects.filter(pk=attempt.pk).delete()
        return user

    def pre_login(self, request, user, **kwargs):
        """A passkey, too, opens only to those who may enter at this moment."""
        if may_enter(user):
            return None
        clear_login(request)
        messages.error(request, gettext("This login does not open the desk."))
        return redirect("account_login")

    def login(self, request, user):
        """Begin the session. Who has just come in need not prove it again at once."""
        super().login(request, user)
        if shown := request.session.get(AUTHENTICATION_METHODS_SESSION_KEY):
            shown[-1]["reauthenticated"] = True
            request.session.modified = True

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        """Say it in our words, or not at all: who sees the desk need not read of having come in."""
        if sentence := message or SAID.get(message_template):
            messages.add_message(request, level, sentence)

    def is_safe_url(self, url):
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")

    def get_client_ip(self, request):
        address = client_address(request)
        if address is None:
            raise PermissionDenied("the proxy does not say who asks")
        return str(address)

    def get_reauthentication_methods(self, user):
        names = {
            "reauthenticate": _("By password"),
            "mfa_reauthenticate": _("By a code"),
            "mfa_reauthenticate:webauthn": _("By a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": names[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code did not fit."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_totp_label(self, user):
        return f"{self.get_totp_issuer()}:{user.username}"

    def get_public_key_credential_user_entity(self, user):
        return {
            "id": user_pk_to_url_str(user).encode(),
            "display_name": str(user),
            "name": user.username,
        }

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def may_enter(user):
    return user.is_active and user.is_staff
