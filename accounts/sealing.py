"""Secrets of second factors, unreadable to whoever finds a copy of the database alone."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def seal(text):
    return _box().encrypt(text.encode()).decode()


def unseal(sealed):
    """Return what was sealed. Raises `ValidationError` when the key is not among ours any more."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValidationError(
            _("Your second factor can no longer be read. An administrator must remove it."),
            code="unreadable",
        ) from error


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret):
    digest = hashlib.sha256(b"accounts.sealing" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
