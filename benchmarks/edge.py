"""How many readers a second a story that everybody opens is sent to, against what is possible.

    python benchmarks/edge.py [--rounds 5] [--seconds 3]

The same story from what our own processes keep, against a constant answer under the same server;
and behind the shipped nginx, against a file of as many bytes from nginx. All four take turns, so
that whatever else the machine does meets all of them; a ratio is that of one turn, and the middle
of all turns counts. `wrk` asks, over sixteen connections. CPU is that of all
processes behind the port.
"""

import argparse
import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.db import connections  # noqa: E402 - after the settings are named
from measuring import machine, nginx, processes, results  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402
from measuring.server import Reader, serving  # noqa: E402

from articles.models import Article  # noqa: E402
from benchmarks.pages import database_pid, database_version, fill  # noqa: E402
from tests.edge.front import Front  # noqa: E402

CONNECTIONS = 16
#: What is measured → what it is compared with, and at what rate of that it must be sent at least.
RACES = {"kept story": ("constant", 0.5), "story behind nginx": ("nginx file", 0.9)}
COLUMNS = [
    ("what", "", ""), ("rps", "requests/s", ".0f"), ("cpu_ms", "CPU ms", ".3f"),
    ("ratio", "of the possible", ".2f"), ("worst", "worst turn", ".2f"), ("best", "best", ".2f"),
    ("of_cpu", "by CPU", ".2f"), ("limit", "at least", ".1f"),
]  # fmt: skip


def measure(options):
    """Print how fast each is; return whether all of it is within its limits."""
    fill(50)
    story = Article.objects.published().in_language("ru").for_cards().newest_first()[0]
    path, database = story.get_absolute_url(), database_pid()
    said = machine.described(database=database_version(), stories=Article.objects.count())
    connections.close_all()
    with contextlib.ExitStack() as ending:
        start = ending.enter_context
        folder = Path(start(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        (folder / "edge").mkdir()
        paper = start(serving(first="/", TRUSTED_PROXIES="127.0.0.1"))
        constant = start(serving("benchmarks.measuring.constant:application", first="/"))
        hosts = [f"127.0.0.1:{paper.port}"]
        front = start(Front(folder / "edge", hosts, os.environ["MEDIA_ROOT"]).running())
        with Reader(front.port) as reader:
            page = [reader.get(path, accept_encoding="br") for _time in range(3)][-1]
        file_pid, file_port = start(nginx.serving_file(page.body, folder / "file"))
        ways = {
            "kept story": (paper.port, path, (paper.pid, *database)),
            "constant": (constant.port, "/", (constant.pid,)),
            "story behind nginx": (front.port, path, (front.pid, paper.pid, *database)),
            "nginx file": (file_port, "/page.html", (file_pid,)),
        }
        turns = [
            {name: asked(*way, options.seconds) for name, way in ways.items()}
            for _turn in range(options.rounds + 1)
        ][1:]
    rows = [row(name, turns) for name in ways]
    said["load"] = round(machine.load(), 1)
    print(", ".join(f"{name} {value}" for name, value in said.items()))
    print(f"{len(page.body)} bytes of a story, {CONNECTIONS} connections\n"
          f"{results.table(rows, COLUMNS)}")  # fmt: skip
    results.keep("edge", said, rows)
    return all(found["ratio"] >= found["limit"] for found in rows if "limit" in found)


def asked(port, path, pids, seconds):
    """Return (answers a second, seconds of CPU an answer)."""
    before = processes.cpu_seconds(*pids)
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: br",
         f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in done:
        sys.exit(f"{path} was not always answered:\n{done}")
    number = int(re.search(r"(\d+) requests in", done)[1])
    spent = processes.cpu_seconds(*pids) - before
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]), spent / number


def row(name, turns):
    """Return what was found of `name`, compared with what it runs against."""
    found = {
        "what": name,
        "rps": statistics.median(turn[name][0] for turn in turns),
        "cpu_ms": 1000 * statistics.median(turn[name][1] for turn in turns),
    }
    if name in RACES:
        other, limit = RACES[name]
        ratios = sorted(turn[name][0] / turn[other][0] for turn in turns)
        found |= {
            "ratio": statistics.median(ratios), "worst": ratios[0], "best": ratios[-1],
            "of_cpu": statistics.median(turn[other][1] / turn[name][1] for turn in turns),
            "limit": limit,
        }  # fmt: skip
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--here", action="store_true", help="In the database DATABASE_URL.")
    options = parser.parse_args()
    if not shutil.which("wrk") or not nginx.is_there():
        sys.exit("wrk and nginx are needed. On Debian: apt install wrk nginx-light")
    if options.here:
        sys.exit(not measure(options))
    sys.exit(on_both_databases(__file__))


if __name__ == "__main__":
    main()
