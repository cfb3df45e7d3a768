"""Whether anything grows or breaks in half an hour of mixed traffic with an editor at work.

    python benchmarks/soak.py [--minutes 30] [--rate 8]

The server as it is shipped stands before the demo newspaper, on SQLite and then on PostgreSQL.
Readers ask for every kind of page, picture and feed, search and press; an editor writes, saves,
publishes and uploads through the real desk. Limits: memory (PSS of all processes) 5 % above what it
was in the second third (in the first, caches fill, and each thread meets each kind of page), no
error, no line of trouble in the server's log, open files and database connections no more than then
and ten, 64 MB of journal on SQLite.
"""

import argparse
import http.cookiejar
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.db import connection, connections  # noqa: E402 - after the settings are named
from django.urls import reverse  # noqa: E402
from measuring import machine, processes, results  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402
from measuring.server import serving  # noqa: E402

from articles.models import Article, Author, Rubric  # noqa: E402
from benchmarks.pages import WORDS, database_version, fill  # noqa: E402
from demo.people import PASSWORD  # noqa: E402
from reactions.models import Emoji  # noqa: E402
from tests.desk.people import filled_in  # noqa: E402
from tests.images.pictures import draw, encode  # noqa: E402

LIST = "/admin/articles/article/"
UPLOAD = "/admin/images/image/add/"
SAMPLE_SECONDS = 10
MOST_GROWTH = 0.05
MORE_FILES = 10
MOST_WAL_MB = 64
TROUBLE = re.compile(rb"Traceback|ERROR|CRITICAL|database is locked")
#: What a reader or an editor may be answered: a story may be withdrawn, a press limited.
FINE = {200, 304, 404, 410, 429}


class Visitor:
    """Asks for pages and counts what comes; errors are kept with their address."""

    def __init__(self, port, seen):
        self.url = f"http://127.0.0.1:{port}"
        self.seen = seen
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, what, path, data=None, **headers):
        """Return the body of `path`; what: the name under which it is counted."""
        headers = {"Origin": self.url, "Accept-Encoding": "gzip"} | headers
        request = urllib.request.Request(self.url + path, data=data, headers=headers)
        began = time.monotonic()
        try:
            with self._opener.open(request, timeout=30) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            status, body = answer.code, answer.read()
        except OSError as error:
            status, body = str(error), b""
        self.seen.note(what, path, status, time.monotonic() - began)
        return body


class Seen:
    """What all visitors were answered."""

    def __init__(self):
        self._lock = threading.Lock()
        self.answers: Counter = Counter()
        self.slowest: dict[str, float] = {}
        self.errors: list[str] = []

    def note(self, what, path, status, seconds):
        with self._lock:
            self.answers[what] += 1
            self.slowest[what] = max(seconds, self.slowest.get(what, 0))
            if status not in FINE:
                self.errors.append(f"{what} {path}: {status}")


def read(port, seen, rate, until):
    """Ask for everything that readers ask for, `rate` times a second."""
    chance, addresses = random.Random(1), readers_addresses()
    emoji = list(Emoji.objects.values_list("slug", flat=True))
    public = list(Article.objects.published().values_list("pk", flat=True)[:200])
    connections.close_all()
    while time.monotonic() < until:
        began = time.monotonic()
        reader = Visitor(port, seen)
        what = chance.choices(list(addresses), [6, 3, 4, 2, 1, 1])[0]
        page = reader.ask(what, chance.choice(addresses[what]))
        pictures = re.findall(rb'"(/media/[^" ]+\.(?:avif|jpg))[ "]', page)
        if pictures and chance.random() < 0.3:
            reader.ask("picture", chance.choice(pictures).decode())
        if chance.random() < 0.2:
            pk = chance.choice(public)
            reader.ask("press", f"/articles/{pk}/reactions/{chance.choice(emoji)}/", b"on=1",
                       Accept="application/json")  # fmt: skip
            reader.ask("numbers", f"/articles/{pk}/reactions.json")
        time.sleep(max(0, 1 / rate - (time.monotonic() - began)))


def readers_addresses():
    """Return `{kind: addresses}`."""
    stories = Article.objects.published().for_cards().newest_first()[:300]
    lists = [row.get_absolute_url() for kind in (Rubric, Author) for row in kind.objects.all()]
    days = sorted({f"/{story.published_on:%Y/%m/%d}/" for story in stories})
    return {
        "story": [story.get_absolute_url() for story in stories],
        "front page": ["/", "/sah/", "/en/"],
        "list": [*lists, *days, "/corrections/"],
        "search": [f"/search/?q={quote(word)}" for word in (*WORDS, "снег", "автобус", "qq", "")],
        "feed": ["/feed/", "/sitemap.xml", "/robots.txt", "/imprint/"],
        "nothing": [f"/no/such/page/{number}/" for number in range(1000)],
    }


def work(port, seen, until):
    """Write, save, publish and upload as an editor, an act in some four seconds."""
    chance = random.Random(2)
    desk = Visitor(port, seen)
    desk.ask("login", "/admin/login/")
    form = {"username": "chief", "password": PASSWORD, "next": "/admin/"}
    desk.ask("login", "/admin/login/", sent(desk, form))
    acts = [save, save, publish, autosave, upload, look, look]
    number = 0
    while time.monotonic() < until:
        number += 1
        chance.choice(acts)(desk, chance, number)
        connections.close_all()
        time.sleep(chance.uniform(2, 6))


def sent(desk, form):
    token = next((cookie.value for cookie in desk.cookies if cookie.name == "desk_csrf"), "")
    return urlencode(form | {"csrfmiddlewaretoken": token}, doseq=True).encode()


def story(chance):
    return chance.choice(Article.objects.published().in_language("ru").newest_first()[:40])


def save(desk, chance, number, **how):
    article = story(chance)
    path = f"{LIST}{article.pk}/change/"
    desk.ask("form", path)
    lead = f"Правка {number}: {article.lead}"[:300]
    form = filled_in(article, lead=lead, **how)
    page = desk.ask("save", path, sent(desk, form), Referer=desk.url + path)
    if b"errorlist" in page or b"id_body" not in page:
        desk.seen.errors.append(f"{path} was not saved")


def publish(desk, chance, number):
    save(desk, chance, number, _publish="")


def autosave(desk, chance, number):
    article = story(chance)
    form = {"headline": article.headline, "body": article.body, "seen": article.newest}
    desk.ask("autosave", f"{LIST}{article.pk}/autosave/", sent(desk, form))


def upload(desk, chance, number):
    picture = draw(1600, 1000)
    picture.putpixel((1, 1), (number % 256, number // 256, chance.randrange(256)))
    parts = {"licence": "own", "csrfmiddlewaretoken": next(
        cookie.value for cookie in desk.cookies if cookie.name == "desk_csrf")}  # fmt: skip
    mark = "soak-soak-soak"
    body = b"".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in parts.items()
    )
    body += (
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{number}.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    ).encode()
    body += encode(picture) + f"\r\n--{mark}--\r\n".encode()
    desk.ask("upload", UPLOAD, body, **{"Content-Type": f"multipart/form-data; boundary={mark}"})


def look(desk, chance, number):
    desk.ask("desk", chance.choice([LIST, f"{LIST}?q={quote(WORDS[0])}", "/admin/",
                                    "/admin/images/image/", reverse("desk:calendar")]))  # fmt: skip


class Sample:
    """What the server holds at one moment."""

    def __init__(self, server, began):
        self.minutes = (time.monotonic() - began) / 60
        self.memory = processes.memory_mib(server.pid)
        self.files = sum(open_files(pid) for pid in processes.family(server.pid))
        self.sessions, self.wal = sessions(), wal_mb()

    def row(self):
        return {
            "minute": self.minutes, "memory": self.memory, "files": self.files,
            "sessions": self.sessions, "wal": self.wal,
        }  # fmt: skip


def open_files(pid):
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def sessions():
    """Return how many connections PostgreSQL holds for this database; of SQLite None."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def wal_mb():
    """Return the MB of SQLite's journal; of PostgreSQL None."""
    if connection.vendor != "sqlite":
        return None
    journal = Path(f"{connection.settings_dict['NAME']}-wal")
    return journal.stat().st_size / 1e6 if journal.exists() else 0.0


COLUMNS = [
    ("minute", "minute", ".1f"), ("memory", "memory MiB", ".1f"), ("files", "open files", "d"),
    ("sessions", "connections", "d"), ("wal", "journal MB", ".1f"),
]  # fmt: skip


def measure(options):
    """Print what was found; return whether all of it is within the limits."""
    fill(50)
    seen, samples = Seen(), []
    with tempfile.NamedTemporaryFile() as log:
        with serving(first="/", log=log) as server:
            began = time.monotonic()
            until = began + options.minutes * 60
            threads = [
                threading.Thread(target=read, args=(server.port, seen, options.rate, until)),
                threading.Thread(target=work, args=(server.port, seen, until)),
            ]
            for thread in threads:
                thread.start()
            while time.monotonic() < until:
                time.sleep(min(SAMPLE_SECONDS, max(0, until - time.monotonic())))
                samples.append(Sample(server, began))
            for thread in threads:
                thread.join()
        trouble = [
            line for line in Path(log.name).read_bytes().splitlines() if TROUBLE.search(line)
        ]
    over = judge(samples, seen, trouble)
    said = machine.described(database=database_version(), load=round(machine.load(), 1))
    rows = [sample.row() for sample in samples[:: max(1, len(samples) // 15)]]
    print(", ".join(f"{name} {value}" for name, value in said.items()))
    print(results.table(rows, COLUMNS))
    print(", ".join(f"{what} {number} (slowest {1000 * seen.slowest[what]:.0f} ms)"
                    for what, number in seen.answers.most_common()))  # fmt: skip
    for line in (*seen.errors[:20], *(line.decode(errors="replace") for line in trouble[:20])):
        print(f"  {line}")
    print("OVER THE LIMITS: " + "; ".join(over) if over else "within the limits")
    rows.append({"answers": dict(seen.answers), "over": over})
    results.keep("soak", said | {"minutes": options.minutes, "rate": options.rate}, rows)
    return not over


def judge(samples, seen, trouble):
    """Return what is over its limit, in words."""
    warm = max(1, len(samples) // 3)
    first, last = samples[warm : 2 * warm], samples[-warm:]
    over = []
    before, after = (statistics.median(s.memory for s in part) for part in (first, last))
    growth = after / before - 1
    print(f"memory {before:.1f} → {after:.1f} MiB, {100 * growth:+.1f} % after the warm-up")
    if growth > MOST_GROWTH:
        over.append(f"memory grew by {100 * growth:.1f} %")
    for name in ("files", "sessions"):
        found = [getattr(sample, name) for sample in samples if getattr(sample, name) is not None]
        if found and max(found[-warm:]) > max(found[: 2 * warm]) + MORE_FILES:
            over.append(f"{name}: {max(found[: 2 * warm])} → {max(found[-warm:])}")
    if any((sample.wal or 0) > MOST_WAL_MB for sample in samples):
        over.append(f"a journal of {max(sample.wal for sample in samples):.0f} MB")
    if seen.errors:
        over.append(f"{len(seen.errors)} errors")
    if trouble:
        over.append(f"{len(trouble)} lines of trouble in the log")
    return over


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=8, help="readers' requests a second")
    parser.add_argument("--here", action="store_true", help="In the database DATABASE_URL.")
    options = parser.parse_args()
    if options.here:
        sys.exit(not measure(options))
    sys.exit(on_both_databases(__file__))


if __name__ == "__main__":
    main()
