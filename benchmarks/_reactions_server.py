"""The paper served for a benchmark, as `make run` serves it, with a folding process beside it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _crowd import ask_all, get

ROOT = Path(__file__).resolve().parent.parent

STORY = """
import uuid
from django.utils import timezone
from articles.models import Article, Author, Byline, Rubric, Status
from benchmarks._reactions_site import make_naive_tables
now = timezone.now()
story = Article.objects.create(
    headline="Ice on the river", slug=uuid.uuid4().hex, status=Status.PUBLISHED, language="ru",
    published_at=now, published_on=timezone.localdate(now), lead="It came early.",
    body="<p>It came a week before anybody thought.</p>" * 30,
)
make_naive_tables(story.pk)
print(story.pk, story.get_absolute_url())
"""
NUMBERS = """
from reactions.counts import counts_of
from reactions.folding import fold
from reactions.models import Reaction
from benchmarks._reactions_site import naive_number
while fold(): pass
print(counts_of({0}).total, Reaction.objects.filter(article={0}).count(), naive_number())
"""
VERSION = """
from django.db import connection
with connection.cursor() as cursor:
    is_sqlite = connection.vendor == "sqlite"
    cursor.execute("SELECT " + ("'SQLite ' || sqlite_version()" if is_sqlite else "version()"))
    print(cursor.fetchone()[0].split(" (")[0])
"""


class Paper:
    """place: host and port; article, page: the story that goes viral; key: what signs cookies."""

    key = "known to everybody, for an hour"

    def __init__(self, database_url):
        self._folder = tempfile.TemporaryDirectory()
        self.environment = os.environ | {
            "DATABASE_URL": database_url,
            "MEDIA_ROOT": self._folder.name,
            "SECRET_KEY": self.key,
            "TRUSTED_PROXIES": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }

    def __enter__(self):
        self._manage("migrate", "--verbosity=0")
        if not (ROOT / "var" / "static" / "staticfiles.json").exists():
            self._manage("collectstatic", "--verbosity=0", "--no-input")
        self.article, self.page = self._shell(STORY).split()
        self.version = self._shell(VERSION).strip()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.place = probe.getsockname()
        web = ["gunicorn", "benchmarks._reactions_site", "--workers=2", "--threads=8",
               "--log-level=warning", "--keep-alive=60"]  # fmt: skip
        web.append("--bind={}:{}".format(*self.place))
        fold = [str(ROOT / "manage.py"), "fold_reactions", "--forever"]
        self._processes = [self._start("-m", *web), self._start(*fold)]
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, "the paper does not start"
            time.sleep(0.2)
        # Until both processes have done everything once.
        for _attempt in range(3):
            ask_all(*self.place, [get(self.page)] * 64, clients=32, seconds=60)
        return self

    def __exit__(self, *_error):
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=60)
        self._folder.cleanup()

    def cpu_seconds(self):
        """Return what the web processes and those of the database have worked until now."""
        web = self._processes[0].pid
        roots = [web, *_servers_of(self.environment["DATABASE_URL"])]
        parents, worked = {}, {}
        for place in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = place.read_text().rpartition(")")[2].split()
                parents[int(place.parent.name)] = int(fields[1])
                # Their own and that of children which have ended.
                worked[int(place.parent.name)] = sum(map(int, fields[11:15]))
        ours = [pid for pid, parent in parents.items() if pid in roots or parent in roots]
        return sum(worked[pid] for pid in ours) / os.sysconf("SC_CLK_TCK")

    def numbers(self):
        """Return the number shown, the reactions stored, and what the counter row holds."""
        return tuple(map(int, self._shell(NUMBERS.format(self.article)).split()))

    def recount(self):
        return self._manage("recount_reactions", "--check").strip()

    def _start(self, *command):
        with (Path(self._folder.name) / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def _answers(self):
        try:
            socket.create_connection(self.place, timeout=5).close()
        except OSError:
            return False
        return True

    def _shell(self, script):
        return self._manage("shell", "-v0", "--no-imports", "-c", script)

    def _manage(self, *command):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _servers_of(database_url):
    """Return the number of the PostgreSQL that was started for this address, in a list."""
    folder = database_url.removeprefix("postgres://postgres@/").rpartition("/")[0]
    if not database_url.startswith("postgres"):
        return []
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = place.read_bytes().split(b"\0")
            if words[0].endswith(b"/postgres") and f"{folder}/data".encode() in words:
                found.append(int(place.parent.name))
    return found
