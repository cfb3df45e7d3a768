"""Addresses of the door and of “My login”, by the names that allauth looks for.

What allauth offers besides (signing up, letters, passwords by letter) has no address here.
"""

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib import admin
from django.urls import path

from . import login_views as views


def at_the_desk(view):
    return admin.site.admin_view(view.as_view())


urlpatterns = [
    path("login/", views.Login.as_view(), name="account_login"),
    path("login/code/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("login/again/", at_the_desk(views.PasswordAgain), name="account_reauthenticate"),
    path("login/again/code/", at_the_desk(views.CodeAgain), name="mfa_reauthenticate"),
    path(
        "login/again/passkey/",
        at_the_desk(views.PasskeyAgain),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password_change/", at_the_desk(views.ChangePassword), name="account_change_password"),
    path("my-login/", at_the_desk(views.MyLogin), name="mfa_index"),
    path("my-login/app/", at_the_desk(views.SetUpApp), name="mfa_activate_totp"),
    path("my-login/app/removal/", at_the_desk(views.RemoveApp), name="mfa_deactivate_totp"),
    path(
        "my-login/recovery-codes/",
        at_the_desk(views.ShowRecoveryCodes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "my-login/recovery-codes/new/",
        at_the_desk(views.NewRecoveryCodes),
        name="mfa_generate_recovery_codes",
    ),
    path("my-login/passkeys/new/", at_the_desk(views.AddPasskey), name="mfa_add_webauthn"),
    path("my-login/passkeys/<int:pk>/", at_the_desk(views.RenamePasskey), name="mfa_edit_webauthn"),
    path(
        "my-login/passkeys/<int:pk>/removal/",
        at_the_desk(views.RemovePasskey),
        name="mfa_remove_webauthn",
    ),
]
