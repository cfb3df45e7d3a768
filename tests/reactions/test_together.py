"""Those who wait for the disk go together: one transaction, each told only after its commit."""

import threading

import pytest
from django.db import OperationalError, connection

from reactions.together import Line

pytestmark = pytest.mark.django_db(transaction=True)


class Disk:
    """Stores wishes; the first transaction takes until it is let go."""

    def __init__(self):
        self.transactions = []
        self.has_begun, self.may_go_on = threading.Event(), threading.Event()
        self.error = None

    def store(self, wishes):
        self.transactions.append(wishes)
        self.has_begun.set()
        assert self.may_go_on.wait(10)
        if self.error:
            raise self.error
        return [f"stored {wish}" for wish in wishes]


def wish_all(line, disk, wishes):
    """Let each wish come from a thread of its own; return them and what they were told."""
    told = {}

    def wish_one(wish):
        try:
            told[wish] = line.do(wish, disk.store)
        except OperationalError as error:
            told[wish] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=wish_one, args=[wish]) for wish in wishes]
    for thread in threads:
        thread.start()
    return threads, told


def wait_until(line, number):
    """Return once `number` wishes stand in line."""
    while len(line._places) < number:
        threading.Event().wait(0.005)


def finish(threads):
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere nobody waits for others")
class TestLine:
    def test_whoever_comes_meanwhile_is_stored_together(self):
        line, disk = Line(), Disk()
        first, told_first = wish_all(line, disk, ["a"])
        assert disk.has_begun.wait(10)
        others, told = wish_all(line, disk, "bcdef")
        wait_until(line, 5)
        assert not told_first and not told, "nobody is told before the commit"
        disk.may_go_on.set()
        finish(first + others)
        assert [len(wishes) for wishes in disk.transactions] == [1, 5]
        assert told_first | told == {wish: f"stored {wish}" for wish in "abcdef"}

    def test_what_goes_wrong_goes_wrong_for_all_of_a_transaction_and_for_nobody_after(self):
        line, disk = Line(), Disk()
        first, told_first = wish_all(line, disk, ["a"])
        assert disk.has_begun.wait(10)
        others, told = wish_all(line, disk, "bc")
        wait_until(line, 2)
        disk.error = OperationalError("disk full")
        disk.may_go_on.set()
        finish(first + others)
        for error in (told_first | told).values():
            assert str(error) == "disk full"
        disk.error = None
        assert line.do("d", disk.store) == "stored d"
