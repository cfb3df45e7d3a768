"""What is asked at the door and on “My login”."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base import forms as code
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import throttle
from .models import Attempt, SpentCode

#: What reading a made-up credential can end in: it is JSON, CBOR and base64 from a visitor.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class PlainMixin:
    """Labels stand beside their fields; a placeholder would say the same once more."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainMixin, account.LoginForm):
    """Asks for `username` and `password`, as Django's own page does: scripts know these names."""

    def add_prefix(self, field_name):
        return "username" if field_name == "login" else super().add_prefix(field_name)


class PasswordAgainForm(PlainMixin, account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class NewPasswordForm(PlainMixin, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in {
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("New password once more"),
        }.items():
            self.fields[name].label = label
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self):
        """Count wrong ones like those at the door: a desk left open is no place to guess."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class CodeMixin(PlainMixin):
    """Six digits of an app, or eight of the list of recovery codes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.max_length = 20
        field.widget.attrs |= {"inputmode": "numeric", "autofocus": True, "maxlength": 20}


class CountedCodeMixin(CodeMixin):
    def clean_code(self):
        """Count wrong codes from everywhere together: who asks knows the password already."""
        attempt = throttle.begin(f"code of {self.user.pk}")
        typed = super().clean_code()
        spent = throttle.fingerprint(normalize_user_code(typed))
        if not SpentCode.spend(self.user, spent, at=timezone.now()):
            raise get_second_factor_adapter().validation_error("incorrect_code")
        Attempt.objects.filter(pk=attempt.pk).delete()
        return typed


class CodeForm(CountedCodeMixin, code.AuthenticateForm):
    pass


class CodeAgainForm(CountedCodeMixin, code.ReauthenticateForm):
    pass


class NewAppForm(CodeMixin, totp.ActivateTOTPForm):
    pass


class CredentialMixin:
    """Refuses what is no credential at all in the same words as one that does not fit."""

    def clean_credential(self):
        clean = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        try:
            return clean()
        except ValidationError:
            raise
        except UNREADABLE as error:
            raise ValidationError(_("The passkey did not fit."), code="unreadable") from error


class PasskeyForm(CredentialMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyLoginForm(CredentialMixin, webauthn.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(CredentialMixin, webauthn.ReauthenticateWebAuthnForm):
    pass


class NewPasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again: “Phone”, “Key on the ring”."),
    )
    #: Whatever the key is able to do, it may.
    passwordless = None

    def clean(self):
        try:
            return super().clean()
        except ValidationError:
            raise
        except UNREADABLE as error:
            raise ValidationError(_("The passkey did not fit."), code="unreadable") from error


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)
