"""How many new visitors one network may bring: a whole town, but no machine that makes them."""

import logging
import math
import time

from django.core.cache import cache

log = logging.getLogger(__name__)

#: For as long a cache that did not answer is not asked again: each question may wait for it.
PATIENCE_SECONDS = 10
_silent_until = 0.0


def seconds_to_wait(network, *, at_once, a_minute, now=None):
    """Admit one more new visitor from `network`, or say how long to wait.

    at_once: as many may come in one moment; a_minute: and then this many a minute. Returns 0 when
    the visitor is admitted, else whole seconds. now: the time in seconds, for tests. If the cache
    is gone, everybody is admitted: better a vote too many than a paper that does not answer.
    """
    global _silent_until
    now = time.time() if now is None else now
    if now < _silent_until:
        return 0
    try:
        return _spend(f"reactions.new.{network}", round(now * 1000), at_once, a_minute)
    except Exception:
        _silent_until = now + PATIENCE_SECONDS
        log.warning("The cache does not answer; new visitors are not limited.", exc_info=True)
        return 0


def _spend(key, now, at_once, a_minute):
    """Move the network's mark on by one spacing; it may be a burst ahead of `now`, no more.

    The mark is only moved by additions, which caches do atomically: two requests at once may
    make it too strict for a moment, never too lax.
    """
    spacing = max(1, 60_000 // a_minute)
    # Longer than a full burst takes to be forgiven.
    keep = 60 + 2 * at_once * spacing // 1000
    cache.add(key, now, keep)
    mark = cache.incr(key, spacing)
    lag = now - (mark - spacing)
    if lag > 0:
        mark = cache.incr(key, lag)
    ahead = mark - now - at_once * spacing
    if ahead > 0:
        cache.decr(key, spacing)
        return math.ceil(ahead / 1000)
    cache.touch(key, keep)
    return 0
