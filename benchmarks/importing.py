"""How fast a site moves in, and in how much memory.

    python benchmarks/importing.py [--posts 100000]

Writes an export of so many posts, a fifth as many pictures' records and three times as many
comments, and lets it move into an empty database, SQLite and then PostgreSQL: a tenth of it first,
then all of it, then all of it again. `POSTS` a second are to move in on the machine that limits are
set for, and here as many less as it is slower (`measuring/speed.py`); a post of the whole may cost
`SLOWER` times one of the tenth, memory may grow by `MORE_MEMORY` MiB and stay below `MEMORY`. What
an XML parser that does nothing takes to read the file stands beside it. CPU is that of the command
with all its processes and of the server processes it has PostgreSQL start; memory is that of all
its processes, what they share counted once; time on the wall says how busy the machine was, and
what several processes gain where it has cores to spare.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.parsers import expat

import environ
import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))
sys.path.insert(0, str(ROOT))

import _export  # noqa: E402 - after the path is set
from measuring import machine, results, speed  # noqa: E402 - as above
from measuring.databases import on_both_databases  # noqa: E402 - as above
from measuring.processes import cpu_seconds, memory_mib, stat_of  # noqa: E402 - as above

SLOWER, MORE_MEMORY, MEMORY = 1.3, 30, 250
#: A second, on the wall.
POSTS = {"SQLite": 1_500, "PostgreSQL": 1_000}
COLUMNS = (
    ("run", "", ""), ("posts", "posts", ",d"), ("cpu", "CPU s", ".0f"), ("wall", "wall s", ".0f"),
    ("per_second", "posts/s of CPU", ",.0f"), ("on_the_wall", "posts/s", ",.0f"),
    ("readings", "bare readings", ".1f"), ("memory", "MiB", ".0f"),
)  # fmt: skip
#: Seconds between two looks at the memory.
LOOK = 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--here", action="store_true", help="In the empty database DATABASE_URL.")
    options = parser.parse_args()
    sys.exit(not measure(options.posts) if options.here else on_both_databases(__file__))


def measure(posts):
    """Print what moving in costs; return whether it stays within the limits."""
    database = "PostgreSQL" if "postgres" in os.environ["DATABASE_URL"] else "SQLite"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = {}
        for name, number in (("tenth", posts // 10), ("whole", posts)):
            files[name] = folder / f"{name}.xml"
            with files[name].open("w", encoding="utf-8") as file:
                _export.write(file, number, number // 5, number * 3)
        reading = bare_reading(files["whole"]) / posts
        rows = []
        for run, name in (("tenth", "tenth"), ("whole", "whole"), ("again", "whole")):
            if run != "again":
                empty()
            number = posts // 10 if name == "tenth" else posts
            cost = move_in(files[name], folder, number)
            cost["readings"] = cost["cpu"] / number / reading
            rows.append({"run": run, "posts": number, **cost})
    print(f"\n{database}, {machine.described()['processor']}, {os.cpu_count()} cores")
    print(results.table(rows, COLUMNS))
    tenth, whole, _again = rows
    each, small = whole["cpu"] / posts, tenth["cpu"] / (posts // 10)
    constant = speed.constant_ms()
    least = POSTS[database] / speed.slowness(constant)
    print(speed.said(constant))
    checks = {
        f"a post of the whole against one of the tenth: {each / small:.2f} (limit {SLOWER})":
            each <= small * SLOWER,
        f"posts a second: {whole['on_the_wall']:.0f} (limit {least:.0f})":
            whole["on_the_wall"] >= least,
        f"memory: {whole['memory']:.0f} MiB (limit {MEMORY})": whole["memory"] <= MEMORY,
        f"memory against the tenth: {whole['memory'] - tenth['memory']:+.0f} MiB "
        f"(limit +{MORE_MEMORY})": whole["memory"] <= tenth["memory"] + MORE_MEMORY,
    }  # fmt: skip
    for said, is_good in checks.items():
        print(said + ("" if is_good else "  !"))
    results.keep("importing", machine.described(database=database), rows)
    return all(checks.values())


def bare_reading(path):
    """Return the CPU seconds that a parser which does nothing takes for the file."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: None
    parser.EndElementHandler = lambda name: None
    parser.CharacterDataHandler = lambda text: None
    began = time.process_time()
    with path.open("rb") as file:
        parser.ParseFile(file)
    return time.process_time() - began


def manage(*arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )


def empty():
    manage("migrate", "-v0")
    manage("flush", "--no-input", "-v0")


def move_in(path, folder, posts):
    """Let the export at `path` move in; return seconds and memory."""
    arguments = ["--publish", "--no-fetch", "--no-renditions", f"--report={folder / 'report'}"]
    server = server_cpu()
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "manage.py", "import_wordpress", str(path), *arguments], cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    memory, ended = 0.0, 0
    while not ended:
        memory = max(memory, memory_mib(child.pid))
        time.sleep(LOOK)
        ended, _status, used = os.wait4(child.pid, os.WNOHANG)
    wall = time.perf_counter() - began
    cpu = used.ru_utime + used.ru_stime + server_cpu() - server
    # A look every now and then may miss the greatest moment of one of them; the kernel does not.
    memory = max(memory, used.ru_maxrss / 1024)
    return {
        "cpu": cpu, "wall": wall, "per_second": posts / cpu, "on_the_wall": posts / wall,
        "memory": memory,
    }  # fmt: skip


def server_cpu():
    """Return the CPU seconds of the PostgreSQL server of this database and of all its processes.

    Of no other one: what ended on this machine meanwhile would count as time saved.
    """
    if "postgres" not in os.environ["DATABASE_URL"]:
        return 0.0
    said = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    names = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    known = {name: said[key] for name, key in names.items() if said.get(key)}
    with psycopg.connect(**known) as connection:
        pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
        return cpu_seconds(int(stat_of(pid)[1]))


if __name__ == "__main__":
    main()
