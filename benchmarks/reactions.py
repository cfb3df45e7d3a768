"""How many presses a second the database takes, against one counter row in the same run.

    python benchmarks/reactions.py [--seconds 3] [--clients 8]

Writes to the database of `DATABASE_URL`, under a story of its own, which it removes. The naive way
is what one writes first: the vote, then `UPDATE … SET number = number + 1`, in one transaction.
Ours has a fold running beside it, as on a busy site. Clients are processes: threads of one Python
would measure Python.
"""

import argparse
import multiprocessing
import os
import platform
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after the settings are named
from django.utils import timezone  # noqa: E402

from articles.models import Article, Status  # noqa: E402
from reactions.counts import counts_of  # noqa: E402
from reactions.folding import fold  # noqa: E402
from reactions.pressing import press  # noqa: E402

#: Ours must reach this many times the naive way. On a disk that flushes at once there is little
#: to gain; with a flush of 2 ms and more, PostgreSQL gains several times.
LIMIT = 0.8


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    print(f"{machine()}; {options.clients} clients, {options.seconds:g} s each way")
    story = viral_story()
    drop_naive_tables()
    try:
        make_naive_tables(story.pk)
        naive = measure("one counter row", naive_press, story.pk, options)
        ours = measure("vote + step + fold", our_press, story.pk, options, beside=keep_folding)
        while fold():
            pass
        assert counts_of(story.pk).numbers["heart"] == ours.presses, "every press counts"
    finally:
        drop_naive_tables()
        story.delete()
    ratio = ours.per_second / naive.per_second
    print(f"ours is {ratio:.2f} of the naive way (limit {LIMIT})")
    sys.exit(ratio < LIMIT)


def machine():
    with connection.cursor() as cursor:
        question = "sqlite_version()" if connection.vendor == "sqlite" else "version()"
        cursor.execute(f"SELECT {question}")
        (version,) = cursor.fetchone()
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{connection.display_name} {version.removeprefix('PostgreSQL ').split()[0]}"
    )


def viral_story():
    """Return a public story of the benchmark's own."""
    now = timezone.now()
    return Article.objects.create(
        headline="Benchmark", slug=f"benchmark-{uuid.uuid4().hex}", status=Status.PUBLISHED,
        language="ru", published_at=now, published_on=timezone.localdate(now),
    )  # fmt: skip


class Measured:
    """What `clients` processes did in `seconds`."""

    def __init__(self, times, seconds):
        self.presses = len(times)
        self.per_second = self.presses / seconds
        times.sort()
        self.p50, self.p99 = (1000 * times[int(self.presses * share)] for share in (0.5, 0.99))


def measure(name, one_press, article_id, options, beside=None):
    """Press for some seconds from many processes at once, print and return what was `Measured`."""
    connection.close()  # a forked process must open its own
    fork = multiprocessing.get_context("fork")
    start, is_over = fork.Barrier(options.clients + 1), fork.Event()
    answers = fork.SimpleQueue()
    clients = [
        fork.Process(target=client, args=(one_press, article_id, start, is_over, answers))
        for _client in range(options.clients)
    ]
    if beside:
        clients.append(fork.Process(target=beside, args=(is_over,)))
    for process in clients:
        process.start()
    start.wait()
    began = time.perf_counter()
    time.sleep(options.seconds)
    is_over.set()
    times = [seconds for _client in range(options.clients) for seconds in answers.get()]
    for process in clients:
        process.join()
    measured = Measured(times, time.perf_counter() - began)
    print(
        f"{name:20} {measured.per_second:7.0f} presses/s   "
        f"p50 {measured.p50:6.1f} ms   p99 {measured.p99:6.1f} ms"
    )
    return measured


def client(one_press, article_id, start, is_over, answers):
    connection.ensure_connection()
    times = []
    start.wait()
    while not is_over.is_set():
        began = time.perf_counter()
        one_press(article_id)
        times.append(time.perf_counter() - began)
    answers.put(times)


def keep_folding(is_over):
    while not is_over.wait(0.5):
        fold()


def our_press(article_id):
    press(article_id, "heart", uuid.uuid4(), on=True)


def make_naive_tables(article_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE naive_vote (article_id bigint, emoji_id smallint, visitor char(32),"
            " PRIMARY KEY (article_id, emoji_id, visitor))"
        )
        cursor.execute("CREATE TABLE naive_counter (article_id bigint PRIMARY KEY, number integer)")
        cursor.execute("INSERT INTO naive_counter VALUES (%s, 0)", [article_id])


def naive_press(article_id):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM articles_article WHERE id = %s AND status = 'published'", [article_id]
        )
        cursor.execute("INSERT INTO naive_vote VALUES (%s, 1, %s)", [article_id, uuid.uuid4().hex])
        cursor.execute(
            "UPDATE naive_counter SET number = number + 1 WHERE article_id = %s", [article_id]
        )


def drop_naive_tables():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS naive_vote")
        cursor.execute("DROP TABLE IF EXISTS naive_counter")


if __name__ == "__main__":
    main()
