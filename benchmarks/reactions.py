"""Presses on one story over HTTP: ours, one counter row, rows only, and a constant answer.

    python benchmarks/reactions.py [--seconds 3] [--rounds 2] [--clients 16] [--only sqlite]

Each way is asked in turn, `--rounds` times, so that a busy machine is busy for all. The databases
are new ones in a folder that is removed: SQLite as the paper opens it, PostgreSQL as it is
installed, and PostgreSQL on a disk whose flush takes 2 ms longer. Readers come from many networks,
and one of them opens the story's page all the while. Exits with 1 if a limit is missed or a number
is not exact.
"""

import argparse
import contextlib
import os
import platform
import random
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
sys.path[:0] = [str(ROOT), str(ROOT / "dev"), str(ROOT / "benchmarks")]

from _crowd import Measured, Reader, ask_all, get, post  # noqa: E402 - found by the line above
from _reactions_server import Paper  # noqa: E402
from django.core import signing  # noqa: E402
from postgres import Missing, server  # noqa: E402

#: Ours must reach these: (of what, how many times), on PostgreSQL; presses a second on SQLite.
OF_COUNTER_ROW = 3.0
OF_CONSTANT = 0.15
ON_SQLITE, SQLITE_P99_MS = 500, 100
PAGE_P99_MS = 50
SLOW_MS = 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}; {options.clients} clients, "
        f"{options.rounds} × {options.seconds:g} s each"
    )
    missed = []
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/db.sqlite3"
            missed += measure("SQLite", address, options, on_sqlite)
    if options.only != "sqlite":
        with contextlib.suppress(Missing), server(careful=True) as address:
            missed += measure("PostgreSQL", address, options, on_postgresql)
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Missing):
            library = slow_flush(Path(folder))
            if library:
                with server(careful=True, preload=library, slow_us=SLOW_MS * 1000) as address:
                    name = f"PostgreSQL, a flush {SLOW_MS} ms longer"
                    missed += measure(name, address, options, on_slow_disk)
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


def measure(name, address, options, limits):
    """Print what each way does on one database; return what is missed."""
    with Paper(address) as paper:
        print(f"\n{name}: {paper.version}")
        ways = {
            "constant answer": lambda: [get("/constant")] * 60_000,
            "one counter row": lambda: presses(paper, f"/naive/{paper.article}/"),
            "rows only": lambda: presses(paper, f"/append/{paper.article}/"),
            "ours": lambda: presses(paper, f"/articles/{paper.article}/reactions/heart/"),
            "ours, page read": lambda: presses(paper, f"/articles/{paper.article}/reactions/fire/"),
        }
        found = {way: Measured(0) for way in ways}
        page = Measured(0)
        for _round in range(options.rounds):
            for way, requests in ways.items():
                asked = requests()
                reader = Reader(*paper.place, get(paper.page)) if "read" in way else None
                began = paper.cpu_seconds()
                measured, _acknowledged = ask_all(
                    *paper.place, asked, clients=options.clients, seconds=options.seconds
                )
                measured.cpu_seconds = paper.cpu_seconds() - began
                found[way] += measured
                if reader:
                    page += reader.stop()
        for way, measured in found.items():
            print(line(way, measured))
        print(line("the story’s page", page))
        missed = [f"{name}: {what}" for what in limits(found, page)]
        return missed + [f"{name}: {what}" for what in inexact(paper, found)]


def line(name, measured):
    strange = {key: number for key, number in measured.statuses.items() if key != 200}
    return (
        f"  {name:18} {measured.per_second:7.0f}/s   p50 {measured.at(0.5):6.1f} ms   "
        f"p99 {measured.at(0.99):6.1f} ms   CPU {measured.cpu_ms:6.2f} ms"
        f"{'   ' + str(strange) if strange else ''}"
    )


def on_sqlite(found, page):
    ours = found["ours"]
    say_ratios(found)
    if ours.per_second < ON_SQLITE:
        yield f"{ours.per_second:.0f} of {ON_SQLITE} presses a second"
    if ours.at(0.99) > SQLITE_P99_MS:
        yield f"p99 of a press {ours.at(0.99):.0f} of {SQLITE_P99_MS} ms"
    yield from late_pages(page)


def on_postgresql(found, page):
    if say_ratios(found)["constant answer"] < OF_CONSTANT:
        yield f"less than {OF_CONSTANT} of the constant answer"
    yield from late_pages(page)


def on_slow_disk(found, page):
    if say_ratios(found)["one counter row"] < OF_COUNTER_ROW:
        yield f"less than {OF_COUNTER_ROW} times the counter row"
    yield from late_pages(page)


def say_ratios(found):
    """Print and return how many times each other way ours is."""
    ours = found["ours"].per_second
    others = {way: each for way, each in found.items() if not way.startswith("ours")}
    ratios = {way: ours / measured.per_second for way, measured in others.items()}
    print("  ours is " + ", ".join(f"{ratio:.2f} × {way}" for way, ratio in ratios.items()))
    return ratios


def late_pages(page):
    if page.at(0.99) > PAGE_P99_MS:
        yield f"p99 of the page {page.at(0.99):.0f} of {PAGE_P99_MS} ms"


def inexact(paper, found):
    """Yield every number that is not what was acknowledged."""
    if strange := {status for each in found.values() for status in each.statuses} - {200}:
        yield f"answers other than 200: {sorted(strange)}"
    shown, stored, naive = paper.numbers()
    acknowledged = found["ours"].statuses[200] + found["ours, page read"].statuses[200]
    said = f"{acknowledged} acknowledged, {stored} stored, {shown} shown"
    print(f"  {said}; recount_reactions --check: {paper.recount()}")
    if not acknowledged == stored == shown:
        yield said
    if naive != found["one counter row"].statuses[200]:
        yield f"the counter row has {naive}"


def presses(paper, path, number=40_000):
    """Return one press each of `number` readers in many networks."""
    signer = signing.TimestampSigner(key=paper.key, salt="reactions.visitor")
    somewhere = random.Random(7)
    return [
        post(path, "on=1", [
            f"Cookie: visitor={signer.sign(secrets.token_hex(16))}",
            f"X-Forwarded-For: {somewhere.randrange(11, 190)}.{somewhere.randrange(256)}."
            f"{somewhere.randrange(256)}.7",
        ])
        for _reader in range(number)
    ]  # fmt: skip


FLUSH = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
static int later(const char *name, int file) {
    int (*flush)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    int answer = flush(file);
    char *us = getenv("SLOW_FLUSH_US");
    if (us) usleep(atoi(us));
    return answer;
}
int fsync(int file) { return later("fsync", file); }
int fdatasync(int file) { return later("fdatasync", file); }
"""


def slow_flush(folder):
    """Return a library that makes each flush of a disk take longer, None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        print("\nNo C compiler, so no slow disk.")
        return None
    folder.chmod(0o755)
    source, library = folder / "flush.c", folder / "flush.so"
    source.write_text(FLUSH)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    library.chmod(0o755)
    return library


if __name__ == "__main__":
    main()
