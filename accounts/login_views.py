"""The door of the desk, and “My login”: allauth's pages inside the desk."""

from http import HTTPStatus

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import admin
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from . import throttle
from .address import client_address


class DeskPage:
    """A page with what every page of the desk shows."""

    title: object = ""

    def get_context_data(self, **kwargs):
        page = admin.site.each_context(self.request) | {"title": self.title}
        if getattr(self.request, "lacks_second_factor", False):
            # Nothing of the desk is open yet, so nothing of it is offered.
            page |= {"is_held_back": True, "is_nav_sidebar_enabled": False, "has_permission": False}
        return page | super().get_context_data(**kwargs)


class Login(DeskPage, account.LoginView):
    template_name = "admin/login.html"
    title = _("Log in")

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and admin.site.has_permission(request):
            return redirect(self.get_next_url() or "admin:index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        if self.request.user.is_authenticated:
            # Who sits here and may not enter would stay in the way of whoever logs in now.
            logout(self.request)
        return super().form_valid(form)

    def form_invalid(self, form):
        if form.has_error("__all__", throttle.TOO_MANY):
            page = self.get_context_data(form=form)
            return self.render_to_response(page, status=HTTPStatus.TOO_MANY_REQUESTS)
        left = None
        if form.has_error("__all__", "username_password_mismatch"):
            left = throttle.left(form.cleaned_data["login"], client_address(self.request))
        return self.render_to_response(self.get_context_data(form=form, left=left))


class SecondStep(DeskPage, base.AuthenticateView):
    title = _("Code of confirmation")


class PasswordAgain(DeskPage, account.ReauthenticateView):
    title = _("Is it you?")


class CodeAgain(DeskPage, base.ReauthenticateView):
    title = _("Is it you?")


class PasskeyAgain(DeskPage, webauthn.ReauthenticateWebAuthnView):
    title = _("Is it you?")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class MyLogin(DeskPage, base.IndexView):
    title = _("My login")


class ChangePassword(DeskPage, account.PasswordChangeView):
    title = _("Change password")


class SetUpApp(DeskPage, totp.ActivateTOTPView):
    title = _("An app with codes")


class RemoveApp(DeskPage, totp.DeactivateTOTPView):
    title = _("Remove the app")


class ShowRecoveryCodes(DeskPage, codes.ViewRecoveryCodesView):
    title = _("Recovery codes")


class NewRecoveryCodes(DeskPage, codes.GenerateRecoveryCodesView):
    title = _("New recovery codes")


class AddPasskey(DeskPage, webauthn.AddWebAuthnView):
    title = _("Add a passkey")

    def get_context_data(self, **kwargs):
        # allauth's own page forgets the form that was refused, and with it the reason.
        return super().get_context_data(**kwargs) | kwargs


class RenamePasskey(DeskPage, webauthn.EditWebAuthnView):
    title = _("Rename the passkey")
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(DeskPage, webauthn.RemoveWebAuthnView):
    title = _("Remove the passkey")
    success_url = reverse_lazy("mfa_index")
