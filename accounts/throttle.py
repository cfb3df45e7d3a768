"""How often somebody may be wrong before the door stays shut for a while."""

import ipaddress
import math
import unicodedata
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from .models import Attempt

WINDOW = timedelta(minutes=15)
#: For one account from one address: an outsider shuts the door for nobody but himself.
MOST = 10
#: From one address, whatever the account: who tries one password with many names.
MOST_OF_AN_ADDRESS = 100
TOO_MANY = "too_many_attempts"


def begin(account, address=None):
    """Return the `Attempt` that begins now; whoever was right deletes it.

    account: what was typed as a name, or whatever else is being guessed at.
    address: `ipaddress` object of who asks; None counts attempts from everywhere together.
    Raises `ValidationError` with the code `TOO_MANY`.

    The attempt is written before anything is compared: of a hundred sent at the same moment,
    ninety are refused.
    """
    now = timezone.now()
    Attempt.objects.filter(at__lte=now - WINDOW).delete()
    attempt = Attempt.objects.create(account=_account(account), address=_address(address), at=now)
    same = Attempt.objects.filter(account=attempt.account, address=attempt.address)
    too_many = same.count() > MOST
    if not too_many and address is not None:
        same = Attempt.objects.filter(address=attempt.address)
        too_many = same.count() > MOST_OF_AN_ADDRESS
    if too_many:
        attempt.delete()
        oldest = same.order_by("at").values_list("at", flat=True).first() or now
        raise _refusal(oldest + WINDOW - now)
    return attempt


def left(account, address):
    """Return how many attempts there are left for `account` from `address`."""
    failed = Attempt.objects.filter(
        account=_account(account), address=_address(address), at__gt=timezone.now() - WINDOW
    )
    return max(0, MOST - failed.count())


def fingerprint(text):
    """Return what is kept instead of `text`, 64 letters."""
    return salted_hmac("accounts.throttle", text, algorithm="sha256").hexdigest()


def _refusal(wait):
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    sentence = ngettext(
        "Too many failed attempts. Try again in %(minutes)d minute.",
        "Too many failed attempts. Try again in %(minutes)d minutes.",
        minutes,
    )
    return ValidationError(sentence % {"minutes": minutes}, code=TOO_MANY)


def _account(name):
    return fingerprint(unicodedata.normalize("NFKC", name).casefold().strip())


def _address(address):
    """A household has a whole /64 of IPv6: its addresses count as one."""
    if address is None:
        return ""
    if address.version == 6:
        address = ipaddress.ip_network((address, 64), strict=False)
    return fingerprint(str(address))
