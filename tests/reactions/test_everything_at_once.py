"""Presses, folds, forgetting, recounts and verdicts, all at once: every number stays true."""

import datetime
import random
import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from reactions.counts import counts_of
from reactions.folding import fold, fold_if_late
from reactions.forgetting import forget
from reactions.judging import judge
from reactions.models import Burst, Held, Reaction, Step, Verdict
from reactions.pressing import press
from reactions.recounting import differences, recount
from tests.factories import publish_article

PRESSES = 120
READERS = 4


class Reader:
    """Somebody who presses and takes back at random, and knows how it ended."""

    def __init__(self, article_id, seed, burst=None):
        self.article_id, self.burst = article_id, burst
        self.chance = random.Random(seed)
        self.visitors = [uuid.UUID(int=self.chance.getrandbits(128)) for _browser in range(5)]
        self.pressed = set()

    def press_at_random(self):
        for _press in range(PRESSES):
            visitor, slug = self.chance.choice(self.visitors), self.chance.choice(["heart", "fire"])
            on = self.chance.random() < 0.6
            self.press(slug, visitor, on)
            (self.pressed.add if on else self.pressed.discard)((slug, visitor))

    def press(self, slug, visitor, on):
        stored = press(self.article_id, slug, visitor, on=on, burst=self.burst if on else None)
        if stored is None:
            # The chief has judged meanwhile.
            self.burst = None
            stored = press(self.article_id, slug, visitor, on=on)
        assert stored is not None


def all_at_once(*deeds):
    """Do each in a thread of its own, with a connection of its own; raise what went wrong."""
    wrong = []

    def do(deed):
        try:
            deed()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    assert not wrong


def until(is_over, deed):
    def again_and_again():
        while not is_over.wait(0.01):
            deed()

    return again_and_again


@pytest.mark.django_db(transaction=True)
def test_every_number_is_true_whatever_happens_at_once():
    article, other = publish_article(), publish_article("Другая")
    burst = Burst.objects.create(
        article=other, network="-", began_at=timezone.now(), seen=5, others=0
    )
    readers = [Reader(article.pk, seed) for seed in range(READERS)]
    held = [Reader(other.pk, 100 + seed, burst.pk) for seed in range(2)]
    is_over, tomorrow = threading.Event(), timezone.now().date() + datetime.timedelta(days=100)
    wrong, seqs = [], []

    def look():
        wrong.extend(differences())
        counts = counts_of(article.pk)
        seqs.append(counts.seq)
        fold_if_late(counts)

    def press_and_end():
        all_at_once(*(reader.press_at_random for reader in [*readers, *held]))
        is_over.set()

    judging = threading.Event()

    def judge_in_the_middle():
        judging.wait(0.3)
        judge(burst, Verdict.COUNTED, by=None)

    all_at_once(
        press_and_end,
        judge_in_the_middle,
        until(is_over, lambda: fold(7)),
        until(is_over, lambda: fold(50)),
        until(is_over, look),
        until(is_over, recount),
    )
    assert not wrong
    assert seqs == sorted(seqs), "browsers take the larger for the newer"
    assert not Held.objects.exists()
    for article_id, crowd in ((article.pk, readers), (other.pk, held)):
        stored = set(
            Reaction.objects.filter(article=article_id).values_list("emoji__slug", "visitor")
        )
        assert stored == set().union(*(reader.pressed for reader in crowd))
        counts = counts_of(article_id)
        for slug in ("heart", "fire"):
            assert counts.numbers[slug] == sum(where == slug for where, _who in stored)

    before = counts_of(article.pk)
    all_at_once(*(lambda: forget(today=tomorrow, batch=3) for _process in range(3)), lambda: fold())
    while forget(today=tomorrow):
        pass
    while fold():
        pass
    assert counts_of(article.pk).numbers == before.numbers
    assert not Reaction.objects.exists() and not Step.objects.exists()
    assert differences() == []
