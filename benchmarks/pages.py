"""What readers' pages cost the server, against what they may cost.

    python benchmarks/pages.py [--stories 2000] [--times 300]

Prints a demo newspaper of its own, on SQLite and on PostgreSQL, starts the server as it is shipped
and asks for each kind of page at one client. CPU is that of all processes of the server and of
the database, in milliseconds a request; beside it stands how many answers of a constant the same
server gives for it. Limits are those below on a machine where that constant costs 0.167 ms, and
more or less here as it does (`measuring/speed.py`). Queries are counted in this process, by Django.
"""

import argparse
import contextlib
import gzip
import io
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import brotli  # noqa: E402 - after the path is set
import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402 - after the settings are named
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from measuring import machine, nginx, processes, results, speed  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402
from measuring.server import Reader, serving  # noqa: E402

from articles.models import Article, Listing  # noqa: E402
from articles.models.listing import Kind  # noqa: E402

#: Page → milliseconds of CPU and queries that it may cost while no cache holds it.
LIMITS = {
    "article": (2.5, 4),
    "front page": (4, 4),
    "rubric": (3, 4),
    "feed": (4, 4),
    "search": (6, 4),
}
MOST_MIB = 200
MOST_COLD_SECONDS = 1
WORDS = ["лёд", "мост", "зимник", "река"]
ARTICLES = 40
#: A page and the constant take turns, for a machine is not as quick in one minute as in the next.
TURNS = 6
CONSTANTS = 500


@dataclass(frozen=True)
class Way:
    """A way to a page. environment: what the server is started with for it.

    constants: for how many constant answers it may cost as much, None: what `LIMITS` say.
    """

    name: str
    environment: dict[str, str]
    pages: tuple[str, ...]
    constants: float | None = None


#: A kept page is to be sent at half the rate of a constant answer at least.
WAYS = [
    Way("uncached", {"PAGECACHE_BYTES": "0"}, tuple(LIMITS)),
    Way("kept", {}, ("article", "front page", "rubric", "feed"), constants=2),
]

COLUMNS = [
    ("page", "page", ""), ("way", "way", ""),
    ("cpu_ms", "CPU ms", ".2f"), ("limit_ms", "limit", ".1f"),
    ("of_limit", "of limit", ".2f"), ("constants", "× constant", ".1f"),
    ("p50_ms", "p50 ms", ".1f"), ("p99_ms", "p99 ms", ".1f"), ("queries", "queries", "d"),
    ("bytes", "bytes", "d"), ("gzip", "gzip", "d"), ("br", "br", "d"),
]  # fmt: skip


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--here", action="store_true", help="In the database DATABASE_URL.")
    options = parser.parse_args()
    if options.here:
        sys.exit(not measure(options))
    sys.exit(on_both_databases(__file__))


def measure(options):
    """Print what each page costs; return whether all of it is within its limits."""
    fill(options.stories)
    pages = addresses()
    queries = {page: most_queries(paths) for page, paths in pages.items()}
    database = database_pid()
    described = machine.described(database=database_version(), stories=options.stories)
    connections.close_all()
    is_good, rows = True, []
    for way in WAYS:
        with speed.constant() as beside, serving(first="/", **way.environment) as server:
            for page in way.pages:
                times = options.times * (10 if way.constants else 1)
                row = cost(page, pages[page], server, database, times, beside)
                limit, most = LIMITS[page]
                limit *= speed.slowness(row["constant_ms"])
                asked_for = queries[page]
                if way.constants:
                    limit, asked_for = way.constants * row["constant_ms"], 1
                row |= {
                    "way": way.name, "limit_ms": limit, "of_limit": row["cpu_ms"] / limit,
                    "constants": row["cpu_ms"] / row["constant_ms"], "queries": asked_for,
                }  # fmt: skip
                is_good &= row["of_limit"] <= 1 and asked_for <= most
                rows.append(row)
            memory, cold = processes.memory_mib(server.pid), server.cold_seconds
    constant = statistics.median(row["constant_ms"] for row in rows)
    slowness = speed.slowness(constant)
    rows.append({"page": "constant", "way": "", "cpu_ms": constant, "constants": 1.0})
    if nginx.is_there():
        rows.append({"page": "nginx file", "way": ""} | cost_of_file(options.times, constant))
    said = ", ".join(f"{name} {value}" for name, value in described.items())
    print(f"{said}; load {machine.load():.1f}; {speed.said(constant)}")
    print(results.table(rows, COLUMNS))
    most_cold = MOST_COLD_SECONDS * slowness
    print(
        f"memory of all workers after that {memory:.0f} MiB (limit {MOST_MIB}), "
        f"cold start to the first page {cold:.2f} s (limit {most_cold:.2f})"
    )
    rows.append({"page": "server", "way": "", "memory_mib": memory, "cold_seconds": cold})
    described["load"] = round(machine.load(), 1)
    results.keep("pages", described, rows)
    return is_good and memory <= MOST_MIB and cold <= most_cold


def fill(stories):
    """Print the demo newspaper, unless the database holds one already."""
    call_command("migrate", verbosity=0)
    if Article.objects.count() < stories:
        silence = io.StringIO()
        with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
            call_command("make_demo", articles=stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # What it would otherwise do by itself a minute later, and no reader has asked for.
            cursor.execute("VACUUM")
            cursor.execute("CHECKPOINT")
    call_command("collectstatic", verbosity=0, interactive=False)


def addresses():
    """Return `{page: its addresses}`: several of those that differ from one another."""
    stories = Article.objects.published().in_language("ru").newest_first()
    newest = [story.get_absolute_url() for story in stories.for_cards()[:ARTICLES]]
    lines = Listing.objects.filter(kind=Kind.RUBRIC, language="ru")
    keys = list(lines.order_by().values_list("key", flat=True))
    busiest = max(set(keys), key=keys.count)
    rubric = Article.rubrics.rel.model.objects.get(pk=busiest)
    return {
        "article": newest,
        "front page": ["/"],
        "rubric": [rubric.get_absolute_url()],
        "feed": ["/feed/"],
        "search": [f"/search/?q={quote(word)}" for word in WORDS],
    }


def most_queries(paths):
    settings.PAGECACHE_BYTES = 0
    client, most = Client(headers={"Host": "localhost"}), 0
    for path in paths[:8]:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        most = max(most, len(asked))
    return most


def cost(page, paths, server, database, times, beside):
    """Return what a request for `page` costs: CPU, time, bytes; and the constant between them."""
    took, size, spent, constant = [], 0, 0.0, []
    with Reader(server.port) as reader:
        for path in paths * max(1, 40 // len(paths)):
            assert reader.get(path).status == 200, path
        sent = {name: len(encoded(reader, paths[0], name)) for name in ("gzip", "br")}
        for turn in range(TURNS):
            before = processes.cpu_seconds(server.pid, *database)
            for number in range(turn, times, TURNS):
                path = paths[number % len(paths)]
                began = time.perf_counter()
                size = len(reader.get(path, accept_encoding="br").body)
                took.append(1000 * (time.perf_counter() - began))
            spent += processes.cpu_seconds(server.pid, *database) - before
            constant.append(speed.asked(beside.pid, beside.port, "/", CONSTANTS))
    took.sort()
    return {
        "page": page, "cpu_ms": 1000 * spent / times, "constant_ms": statistics.mean(constant),
        "p50_ms": statistics.median(took), "p99_ms": took[int(len(took) * 0.99)],
        "bytes": size, **sent,
    }  # fmt: skip


def encoded(reader, path, encoding):
    """Return the page as it is sent in `encoding`; compressed here if the server sends it plain."""
    answer = reader.get(path, accept_encoding=encoding)
    if answer.headers.get("content-encoding") == encoding:
        return answer.body
    return gzip.compress(answer.body) if encoding == "gzip" else brotli.compress(answer.body)


def cost_of_file(times, constant):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with nginx.serving_file(b"x" * 25_000, Path(folder) / "nginx") as (pid, port):
            cpu_ms = speed.asked(pid, port, "/page.html", 20 * times)
    return {"cpu_ms": cpu_ms, "constants": cpu_ms / constant}


def database_pid():
    """Return the first process of PostgreSQL, whose family holds all backends; of SQLite none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [int(processes.stat_of(cursor.fetchone()[0])[1])]


def database_version():
    question = "sqlite_version()" if connection.vendor == "sqlite" else "version()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {question}")
        version = cursor.fetchone()[0].removeprefix("PostgreSQL ").split()[0]
    return f"{connection.display_name} {version}"


if __name__ == "__main__":
    main()
