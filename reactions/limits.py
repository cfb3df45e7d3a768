"""How many new visitors one network may bring: a whole town, but no machine that makes them."""

import math
import time

from django.core.cache import DEFAULT_CACHE_ALIAS

from pagecache.circuit import circuit


def seconds_to_wait(network, *, at_once, a_minute, now=None):
    """Admit one more new visitor from `network`, or say how long to wait.

    at_once: as many may come in one moment; a_minute: and then this many a minute. Returns 0 when
    the visitor is admitted, else whole seconds. now: the time in seconds, for tests. If the cache
    is gone, everybody is admitted: better a vote too many than a paper that does not answer.
    """
    now = round(1000 * (time.time() if now is None else now))
    key = f"reactions.new.{network}"
    way = circuit(DEFAULT_CACHE_ALIAS)
    return way.ask(lambda cache: _spend(cache, key, now, at_once, a_minute), otherwise=0)


def _spend(cache, key, now, at_once, a_minute):
    """Move the network's mark on by one spacing; it may be a burst ahead of `now`, no more.

    The mark is only moved by additions, which caches do atomically: two requests at once may
    make it too strict for a moment, never too lax.
    """
    spacing = max(1, 60_000 // a_minute)
    # Longer than a full burst takes to be forgiven.
    keep = 60 + 2 * at_once * spacing // 1000
    try:
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
    except ValueError:
        # Somebody emptied the cache in between: what it had counted is over.
        return 0
    return 0
