"""Whether a reader is ever sent what is no longer true: writers against readers, on two nodes.

Directly, and through the shipped nginx in front of both, where a page may be a second old.

    python benchmarks/exactness.py [--seconds 60] [--writers 20] [--readers 8]

Two servers stand before one database, SQLite and then PostgreSQL. Writers publish newer texts,
correct, withdraw and publish again, rename a rubric and the paper, change a caption; each writes a
number that grows into what it changes and says so only after the commit. Readers note what was
said before they ask, and look for a smaller number on the page they get. Limit: none.
"""

import argparse
import bisect
import math
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402
from measuring.server import Reader, serving  # noqa: E402

from articles.models import Article, Author, Refusal, Rubric, Status  # noqa: E402
from articles.models.revision import content_of  # noqa: E402
from images.models import Image  # noqa: E402
from paper.models import Paper  # noqa: E402
from tests.edge.front import Front, is_there  # noqa: E402
from tests.factories import publish_article  # noqa: E402
from tests.images.pictures import make_image  # noqa: E402

STORIES = 6
#: What stands in a page: a word, and a number that only ever grows.
MARK = re.compile(r"(zz[a-z]+\d*)n(\d+)zz")


class Said(dict):
    """What was written, as far as it was said: `{word: number}`, and since when."""

    def __init__(self):
        super().__init__()
        self.history = {}

    def __setitem__(self, word, number):
        super().__setitem__(word, number)
        self.history.setdefault(word, []).append((time.monotonic(), number))

    def as_of(self, moment):
        """Return what had been said by `moment`."""
        found = {}
        for word, history in list(self.history.items()):
            place = bisect.bisect_right(history, (moment, math.inf))
            if place:
                found[word] = history[place - 1][1]
        return found

    def overtaken_at(self, word, number):
        """Return when something newer than `number` was said of `word`; None: never."""
        history = self.history.get(word, [])
        return next((moment for moment, newer in list(history) if newer > number), None)


class Town:
    """A newspaper that is written, and what was said of it."""

    def __init__(self):
        self.said = Said()
        self.locks = {}
        self.addresses = {}

    def found(self):
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        Paper(name="Зимник").save()
        rubric = Rubric.objects.create(name="Дороги", slug="roads")
        author = Author.objects.create(name="Корякина", slug="koryakina")
        for number in range(STORIES):
            story = publish_article(
                f"Материал {number}", rubrics=[rubric], authors=[author],
                picture=make_image(64, 48, alt="Лёд"),
            )  # fmt: skip
            self.addresses[number] = story.get_absolute_url()
            self.locks[number] = threading.Lock()
        self.ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        for word in ("zzpaper", "zzrubric"):
            self.locks[word] = threading.Lock()

    def pages(self):
        lists = [
            "/",
            "/rubric/roads/",
            "/author/koryakina/",
            "/feed/",
            "/imprint/",
            "/corrections/",
        ]
        return [*self.addresses.values(), *lists]

    # --- what writers do; each returns (word, number) of what is now true -----------------------

    def write(self, chance):
        """Change something; say so once it is stored."""
        what = chance.choice([self.headline, self.headline, self.caption, self.correction,
                              self.withdrawal, self.rubric, self.paper])  # fmt: skip
        word, number = what(chance)
        if word:
            self.said[word] = max(number, self.said.get(word, 0))

    def next_of(self, word):
        return self.said.get(word, 0) + 1

    def headline(self, chance):
        number = chance.randrange(STORIES)
        with self.locks[number]:
            story = Article.objects.get(pk=self.ids[number])
            word = f"zzhead{number}"
            value = self.next_of(word)
            content = content_of(story) | {"headline": f"{word}n{value}zz"}
            revision = story.revise(content, by=None, seen=story.newest)
            if story.status == Status.PUBLISHED:
                story.publish(by=None, revision=revision)
                self.said[word] = value
        return "", 0

    def caption(self, chance):
        number = chance.randrange(STORIES)
        with self.locks[number]:
            image = Image.objects.get(pk=Article.objects.get(pk=self.ids[number]).picture_id)
            word = f"zzcaption{number}"
            value = self.next_of(word)
            image.caption = f"{word}n{value}zz"
            image.save()
            self.said[word] = value
        return "", 0

    def correction(self, chance):
        number = chance.randrange(STORIES)
        with self.locks[number]:
            story = Article.objects.get(pk=self.ids[number])
            word = f"zzcorrection{number}"
            value = self.next_of(word)
            story.corrections.all().delete()
            story.corrections.create(text=f"{word}n{value}zz")
            story.settle()
            self.said[word] = value
        return "", 0

    def withdrawal(self, chance):
        """Take a story away and give it back: while it is away its number is odd."""
        number = chance.randrange(STORIES)
        with self.locks[number]:
            story = Article.objects.get(pk=self.ids[number])
            word = f"gone{number}"
            story.withdraw(by=None)
            self.said[word] = self.next_of(word)
            time.sleep(0.05)
            story = Article.objects.get(pk=self.ids[number])
            # Said before it is done: from here on both answers are right.
            self.said[word] = self.next_of(word)
            story.publish(by=None)
        return "", 0

    def rubric(self, chance):
        with self.locks["zzrubric"]:
            value = self.next_of("zzrubric")
            rubric = Rubric.objects.get(slug="roads")
            rubric.name = f"zzrubricn{value}zz"
            rubric.save()
        return "zzrubric", value

    def paper(self, chance):
        with self.locks["zzpaper"]:
            value = self.next_of("zzpaper")
            paper = Paper.current()
            paper.name = f"zzpapern{value}zz"
            paper.save()
        return "zzpaper", value


def write(town, until, seen, chance):
    while time.monotonic() < until:
        try:
            town.write(chance)
            seen["written"] += 1
        except (Refusal, OperationalError):
            seen["refused"] += 1
        time.sleep(chance.random() * 0.2)
    connection.close()


def read(town, ports, until, seen, chance, may_be_old):
    readers = [Reader(port) for port in ports]
    gone_of = {address: f"gone{number}" for number, address in town.addresses.items()}
    while time.monotonic() < until:
        address = chance.choice(town.pages())
        asked = time.monotonic()
        before = town.said.as_of(asked - may_be_old)
        answer = chance.choice(readers).get(address)
        seen["read"] += 1
        headers = answer.headers
        kept = headers.get("x-cache") or headers.get("cache-status", "not kept")
        seen[kept.removeprefix("newsroom; ")] += 1
        if answer.status not in (200, 410):
            seen[f"status {answer.status}"] += 1
        gone = before.get(gone_of.get(address, ""), 0)
        if gone % 2 and answer.status == 200 and town.said.get(gone_of[address]) == gone:
            report(seen, address, "withdrawn", gone, "there")
        for word, number in MARK.findall(answer.body.decode(errors="replace")):
            overtaken_at = town.said.overtaken_at(word, int(number))
            if overtaken_at is not None:
                age = int(1000 * (asked - overtaken_at))
                seen["oldest, ms"] = max(seen["oldest, ms"], age)
            if int(number) < before.get(word, 0):
                report(seen, address, word, before[word], number)
    for reader in readers:
        reader.close()


def report(seen, address, word, said, found):
    seen["STALE"] += 1
    if seen["STALE"] < 10:
        print(f"STALE {address}: {word} was {said}, the page says {found}")


def measure(options):
    """Print what was read and written; return whether nothing of it was stale."""
    town = Town()
    town.found()
    connection.close()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(first="/", TRUSTED_PROXIES="127.0.0.1") as one,
        serving(first="/", TRUSTED_PROXIES="127.0.0.1") as two,
    ):
        nodes = (one.port, two.port)
        is_exact = race(town, options, nodes, "directly", may_be_old=0)
        if not is_there():
            print("nginx is not installed: nothing is known of it.")
            return is_exact
        hosts = [f"127.0.0.1:{port}" for port in nodes]
        front = Front(Path(folder), hosts, Path(os.environ["MEDIA_ROOT"]))
        with front.running():
            behind = race(town, options, (front.port,), "behind nginx", may_be_old=1)
    return is_exact and behind


def race(town, options, ports, way, *, may_be_old):
    """Let writers and readers race; may_be_old: seconds."""
    seen = Counter()
    until = time.monotonic() + options.seconds
    threads = [
        threading.Thread(target=write, args=(town, until, seen, random.Random(number)))
        for number in range(options.writers)
    ] + [
        threading.Thread(
            target=read, args=(town, ports, until, seen, random.Random(-number), may_be_old)
        )
        for number in range(1, options.readers + 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(
        f"{connection.display_name}, {way}, {options.seconds} s: {dict(seen)}; "
        f"stale {seen['STALE']}"
    )
    return not seen["STALE"] and seen["read"] and seen["written"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--here", action="store_true", help="In the database DATABASE_URL.")
    options = parser.parse_args()
    if options.here:
        sys.exit(not measure(options))
    sys.exit(on_both_databases(__file__))


if __name__ == "__main__":
    main()
