"""Whether anything grows or breaks in half an hour of mixed traffic with an editor at work.

    python benchmarks/soak.py [--minutes 30] [--rate 8]

The server as it is shipped stands before the demo newspaper, on SQLite and then on PostgreSQL.
Readers ask for every kind of page, picture and feed, search and press; an editor writes, saves,
publishes and uploads through the real desk. Before the clock starts every address was asked for
several times, so that what is kept is kept. Limits: memory (PSS of all processes) in the last sixth
5 % above what it was in the second, no error, no line of trouble in the
server's log, open files and database connections no more than then and ten, 64 MB of journal on
SQLite.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.db import connection  # noqa: E402 - after the settings are named
from measuring import machine, processes, results  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402
from measuring.server import serving  # noqa: E402

from benchmarks._traffic import Seen, ask_for_everything, read, work  # noqa: E402
from benchmarks.pages import database_version, fill  # noqa: E402

SAMPLE_SECONDS = 10
MOST_GROWTH = 0.05
MORE_FILES = 10
MOST_WAL_MB = 64
TROUBLE = re.compile(rb"Traceback|ERROR|CRITICAL|database is locked")


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
            ask_for_everything(server.port, seen)
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
    warm = max(1, len(samples) // 6)
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
