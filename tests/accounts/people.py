"""Somebody at the door, and the codes of their phone."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)

from tests.factories import make_user

LOGIN = "/admin/login/"
CODE = "/admin/login/code/"
MINE = "/admin/my-login/"


def make_editor(**fields):
    return make_user(is_staff=True, **fields)


def log_in(client, person, password="x", **extra):
    return client.post(LOGIN, {"username": person.username, "password": password}, **extra)


def give_app(person):
    """Return the secret that the phone of `person` keeps."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def give_recovery_codes(person):
    return RecoveryCodes.activate(person).generate_codes()


def code_of(secret, *, ahead=0):
    """Return the six digits the phone shows, or those it will show `ahead` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def factors_of(person):
    return sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
