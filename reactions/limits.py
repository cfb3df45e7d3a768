"""How many new visitors one network may bring: a whole office, but no machine that makes them."""

import logging
import math
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from accounts.address import client_address

log = logging.getLogger(__name__)

BURST = 30
PER_MINUTE = 20
_SPACING_MS = 60_000 // PER_MINUTE
#: Longer than a full burst takes to be forgiven.
_KEEP_SECONDS = 600


def seconds_to_wait(request, *, at=None):
    """Admit one more new visitor from the network of `request`, or say how long to wait.

    Returns 0 when the visitor is admitted, else whole seconds. at: the time in seconds, for tests.
    A network is an IPv4 address, or the /64 of an IPv6 one. If the cache is gone, everybody is
    admitted: better a vote too many than a paper that does not answer.
    """
    network = network_of(client_address(request))
    # Hashed: an address is nobody's business, not even the cache's.
    key = "reactions.new." + salted_hmac("reactions.limits", network).hexdigest()[:32]
    try:
        return _spend(key, round((time.time() if at is None else at) * 1000))
    except Exception:
        log.warning("The cache does not answer; new visitors are not limited.", exc_info=True)
        return 0


def _spend(key, now):
    """Move the network's mark on by one spacing; it may be a burst ahead of `now`, no more.

    The mark is only moved by additions, which caches do atomically: two requests at once may
    make it too strict for a moment, never too lax.
    """
    cache.add(key, now, _KEEP_SECONDS)
    mark = cache.incr(key, _SPACING_MS)
    lag = now - (mark - _SPACING_MS)
    if lag > 0:
        mark = cache.incr(key, lag)
    ahead = mark - now - BURST * _SPACING_MS
    if ahead > 0:
        cache.decr(key, _SPACING_MS)
        return math.ceil(ahead / 1000)
    cache.touch(key, _KEEP_SECONDS)
    return 0


def network_of(address):
    """Return the network that `address` (None: unknown) counts for, as text."""
    if address is None:
        return "unknown"
    if address.version == 6:
        return f"{address.exploded[:19]}::/64"
    return str(address)
