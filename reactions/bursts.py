"""Many presses from one network and few from anywhere else: kept apart for the chief to judge.

Each process looks at the presses it stores itself, in its own memory. That costs a press nothing,
needs no cache, and sees the same shares as all processes together would.
"""

import threading
import time
from collections import Counter, OrderedDict, deque

from django.db import IntegrityError, transaction
from django.utils import timezone

from .folding import fold_if_late
from .gate import gate
from .lately import Lately
from .live import just_counted
from .models import Burst, Verdict, Watch
from .pressing import press as store

#: Stories, and networks of one story, that are looked at; of more the oldest are forgotten.
MOST_STORIES = 1000
MOST_NETWORKS = 5000
#: A window is looked at in as many pieces.
PIECES = 5

#: What the chief set, at most ten seconds ago.
watch = Lately(Watch.current, seconds=10).of


class Lookout:
    """Which networks lately pressed under which story, and how often."""

    def __init__(self):
        self._stories: OrderedDict[int, deque] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, article_id, network, minutes, *, at):
        """Count one press. at: seconds of any clock that does not jump."""
        piece = int(at * PIECES / (60 * minutes))
        with self._lock:
            pieces = self._stories.setdefault(article_id, deque(maxlen=PIECES + 1))
            self._stories.move_to_end(article_id)
            if not pieces or pieces[-1][0] != piece:
                pieces.append((piece, Counter()))
            networks = pieces[-1][1]
            networks[network if network in networks or len(networks) < MOST_NETWORKS else ""] += 1
            while len(self._stories) > MOST_STORIES:
                self._stories.popitem(last=False)

    def seen(self, article_id, network, minutes, *, at):
        """Return how many presses came from `network` within the window, and from all others."""
        since = int(at * PIECES / (60 * minutes)) - PIECES
        with self._lock:
            pieces = [networks for piece, networks in self._stories.get(article_id, ())
                      if piece >= since]  # fmt: skip
            mine = sum(networks[network] for networks in pieces)
            return mine, sum(networks.total() for networks in pieces) - mine

    def forget(self):
        with self._lock:
            self._stories.clear()


lookout = Lookout()


def press(article_id, slug, visitor, network, *, on):
    """Store a press that came from `network`; return the `Counts` to answer, None for nowhere.

    Part of a burst, it is held: whoever presses sees it in the number, nobody else does.
    """
    burst = burst_of(article_id, network) if on else None
    stored = store(article_id, slug, visitor, on=on, burst=burst)
    if stored is None and burst:
        # Judged while it was on its way, or nowhere at all: that, too, the second attempt tells.
        burst = burst_of(article_id, network)
        stored = store(article_id, slug, visitor, on=on, burst=burst)
    if stored is None:
        return None
    if on and stored.is_change:
        lookout.note(article_id, network, watch().minutes, at=time.monotonic())
    fold_if_late(stored.counts)
    just_counted(article_id, stored.counts)
    return stored.counts.with_one_more(slug) if burst and stored.is_change else stored.counts


def burst_of(article_id, network):
    """Return the key of the burst that a press of `network` is part of now, None for none.

    No query for all who are in none. In one: a query, and the first opens it.
    """
    rule = watch()
    mine, others = lookout.seen(article_id, network, rule.minutes, at=time.monotonic())
    if mine < rule.presses or mine * 100 <= (mine + others) * rule.share_percent:
        return None
    known = Burst.objects.of(article_id, network).first()
    if known is None or known.verdict == Verdict.THROWN_AWAY:
        return _open(article_id, network, mine, others)
    # Once counted, a network is trusted under this story for the day.
    return known.pk if known.verdict == Verdict.WAITING else None


def _open(article_id, network, mine, others):
    try:
        with gate(), transaction.atomic():
            return Burst.objects.create(
                article_id=article_id,
                network=network,
                began_at=timezone.now(),
                seen=mine,
                others=others,
            ).pk
    except IntegrityError:
        # Another process was quicker, or the story is gone: then there is nothing to press.
        waiting = Burst.objects.waiting().of(article_id, network)
        return waiting.values_list("pk", flat=True).first()
