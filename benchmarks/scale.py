"""What a million stories cost, against two thousand: each page, press, list and form of the paper.

    python benchmarks/scale.py [--articles 1000000] [--times 40] [--only search]
    python benchmarks/scale.py --few sqlite:////…/few --many sqlite:////…/many

Prints two demo papers on SQLite and two on PostgreSQL, which takes a while, or measures those that
are named. Two processes, one for each paper, answer the same kind of question in turn, so that a
busy moment hits both. CPU is that of the process and, for PostgreSQL, of the server process that
works for it; the page cache is off.
"""

import argparse
import contextlib
import json
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
#: A million stories may cost this many times what two thousand cost.
LIMIT = 1.3
FEW = 2000
WARM = 3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--only", default="", help="Only addresses whose name holds this.")
    parser.add_argument("--few", help="DATABASE_URL of a demo paper with 2,000 stories.")
    parser.add_argument("--many", help="DATABASE_URL of one with very many.")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        answer_questions()
    elif options.few and options.many:
        sys.exit(not compare(options.few, options.many, options))
    elif options.here:
        # On the PostgreSQL of `dev/postgres.py`: a database for each paper.
        few = os.environ["DATABASE_URL"]
        server, _slash, name = few.rpartition("/")
        known = {"host": server.partition("@/")[2], "user": "postgres", "dbname": name}
        with psycopg.connect(**known, autocommit=True) as postgres:
            postgres.execute("CREATE DATABASE many")
        sys.exit(not printed(few, f"{server}/many", options))
    else:
        with tempfile.TemporaryDirectory() as folder:
            addresses = [f"sqlite:///{folder}/{name}.sqlite3" for name in ("few", "many")]
            is_good = printed(*addresses, options)
        again = [sys.executable, __file__, *sys.argv[1:], "--here"]
        postgres = [sys.executable, str(ROOT / "dev" / "postgres.py"), *again]
        sys.exit(subprocess.run(postgres, check=False).returncode or not is_good)


def printed(few, many, options):
    """Print both papers, then compare them."""
    for address, number in ((few, FEW), (many, options.articles)):
        environment = os.environ | {"DATABASE_URL": address}
        for command in (["migrate", "-v0"], ["make_demo", f"--articles={number}"]):
            began, before = time.perf_counter(), os.times().children_user
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment)
        spent = os.times().children_user - before
        took = time.perf_counter() - began
        print(f"{number} stories: {took:.0f} s, of that {spent:.0f} s CPU without the database")
    return compare(few, many, options)


def compare(few, many, options):
    """Print what each address costs in both papers; return whether all stay within the limit."""
    is_good = True
    with asking(few) as few, asking(many) as many:
        print(f"{platform.machine()}, {os.cpu_count()} cores; {few.stories} and {many.stories}")
        print(f"{'address':22}{'few':>9}{'many':>9}  ratio (limit {LIMIT})")
        for name in few.names:
            if options.only not in name or name not in many.names:
                continue
            spent = {few: [], many: []}
            for _time in range(options.times):
                for paper in (few, many):
                    spent[paper] += paper.costs(name, 1)
            # What others do on this machine only ever adds: the quieter half is nearer the truth.
            one, other = (1000 * statistics.quantiles(spent[paper])[0] for paper in (few, many))
            ratio = other / one
            is_good &= ratio <= LIMIT
            mark = "" if ratio <= LIMIT else "  !"
            print(f"{name:22}{one:7.1f} ms{other:7.1f} ms  {ratio:.2f}{mark}", flush=True)
    return is_good


@contextlib.contextmanager
def asking(address):
    """Yield a `Paper` in a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "PAGECACHE_BYTES": "0",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, "--child"],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield Paper(child)
    finally:
        child.stdin.close()
        child.wait()


class Paper:
    def __init__(self, child):
        self._child = child
        self.names, self.stories = self._heard()

    def costs(self, name, times):
        """Return the seconds of CPU of `times` requests."""
        self._child.stdin.write(json.dumps([name, times]) + "\n")
        self._child.stdin.flush()
        return self._heard()

    def _heard(self):
        return json.loads(self._child.stdout.readline())


# --- in the process of one paper ------------------------------------------------------------------


def answer_questions():
    # Before this folder: it has a module that is called like a room of the house. Imported here,
    # because only the process of one paper has a database to set Django up with.
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    # Addresses of static files need no manifest here.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.ALLOWED_HOSTS = ["*"]
    # That a page is not there is one of the questions.
    logging.disable(logging.WARNING)
    from _questions import every_request

    from articles.models import Article

    requests = every_request()
    print(json.dumps([list(requests), Article.objects.published().count()]), flush=True)
    beside = cpu_of_server(connection)
    warm = set()
    for line in sys.stdin:
        name, times = json.loads(line)
        ask = requests[name]
        for _time in range(0 if name in warm else WARM):
            read(ask())
        warm.add(name)
        spent = []
        for _time in range(times):
            before, began = beside(), time.process_time()
            response = read(ask())
            spent.append(time.process_time() - began + beside() - before)
            assert response.status_code < 500, (name, response.status_code)
        print(json.dumps(spent), flush=True)


def read(response):
    if response.streaming:
        for _piece in response.streaming_content:
            pass
    return response


def cpu_of_server(connection):
    """Return a function: the seconds of CPU of the database's process for this connection."""
    if connection.vendor == "sqlite":
        return lambda: 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        file = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(file.read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
