"""Who pressed: a browser that holds a random number, and nothing else about anybody.

The cookie comes with the first press and never before, is sent to the addresses of reactions
alone, and no script can read it. It is signed, so that nobody makes visitors by the thousand;
stored is only a hash of its number, so that nobody reads from the database who presses.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from django.core import signing

COOKIE = "visitor"
#: Browsers keep no cookie for longer.
AGE = timedelta(days=400)
PATH = "/articles/"
NUMBER_BYTES = 16
# Not the secret key, which may be rotated: with another hash the same reader would count twice.
# 128 random bits need no secret to stay unguessable.
HASH_KEY = b"reactions.visitor"


class Visitor:
    """A reader's browser. `pk` is what is stored of it."""

    def __init__(self, number, *, is_new=False):
        self.number = number
        self.is_new = is_new
        self.pk = UUID(bytes=hmac.digest(HASH_KEY, number, hashlib.sha256)[:16])


def visitor_of(request):
    """Return the `Visitor` that the request's cookie names, None without a cookie of ours.

    A cookie that is forged, cut, too old or signed with another key is no cookie.
    """
    written = request.COOKIES.get(COOKIE, "")
    try:
        number = bytes.fromhex(_signer().unsign(written, max_age=AGE))
    except (signing.BadSignature, ValueError):
        return None
    return Visitor(number) if len(number) == NUMBER_BYTES else None


def new_visitor():
    return Visitor(secrets.token_bytes(NUMBER_BYTES), is_new=True)


def remember(response, visitor, *, is_secure):
    """Give the browser its number, with the answer to its first press."""
    response.set_cookie(
        COOKIE,
        _signer().sign(visitor.number.hex()),
        max_age=AGE,
        path=PATH,
        secure=is_secure,
        httponly=True,
        samesite="Lax",
    )


def _signer():
    return signing.TimestampSigner(salt="reactions.visitor")
