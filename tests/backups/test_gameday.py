"""Backups of a running site under full load, killed at any moment, on a disk that is full."""

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from django.db import connection

from tests import ROOT
from tests.browser.newspaper import Newspaper, lay_out_static_files
from tests.reactions.conftest import database_for

from .paper import DERIVED

pytestmark = [pytest.mark.gameday, pytest.mark.django_db]

STORIES, ADDRESSES, ROUNDS, KILLS = 1200, 1000, 10, 20
HOT = 20

BRING_OUT = f"""
from tests.factories import make_author, make_rubric, publish_article
from tests.images.pictures import make_image
from reactions.models import Emoji
Emoji.objects.get_or_create(slug="heart", defaults={{"symbol": "❤", "name": "Сердце"}})
rubrics, authors = [make_rubric()], [make_author()]
for number in range({STORIES}):
    picture = make_image(300 + number, 200, alt="Лёд", credit="А.") if number < 40 else None
    publish_article(f"Лёд {{number}}", rubrics=rubrics, authors=authors, picture=picture)
"""
#: Whoever works at the desk meanwhile: drafts that are saved, pictures that come and go.
WORK = """
import itertools, random
from django.db import transaction
from tests.factories import make_article
from tests.images.pictures import make_image
drafts = [make_article(f"Черновик {number}", rubrics=[], authors=[]) for number in range(5)]
for number in itertools.count(1):
    # As the desk saves: a story and all that is derived from it at once.
    with transaction.atomic():
        make_article(f"Ещё черновик {number}", rubrics=[], authors=[])
        draft = random.choice(drafts)
        draft.headline = f"Черновик, {number}"
        draft.save()
        draft.settle()
    one = make_image(400 + number % 4000, 150)
    if number % 2:
        one.delete()
"""


@contextlib.contextmanager
def machine(folder):
    folder.mkdir()
    lay_out_static_files()
    paper = Newspaper(folder)
    with database_for(paper):
        try:
            yield paper
        finally:
            paper.stop()


def get(paper, address):
    # A page says where it stands, and both shall stand at one place.
    asked = urllib.request.Request(f"{paper.url}{address}", headers={"Host": "paper.localhost"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.read()


class Crowd:
    """Readers who press without end, from addresses of their own, and a desk at work."""

    def __init__(self, paper, stories):
        self.paper, self.stories = paper, stories
        self.pressed, self.is_over = 0, threading.Event()

    def __enter__(self):
        self.readers = [threading.Thread(target=self.read) for _number in range(2)]
        self.desk = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", WORK],
            cwd=ROOT, env=self.paper.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        for reader in self.readers:
            reader.start()
        time.sleep(1)
        return self

    def __exit__(self, *error):
        self.is_over.set()
        for reader in self.readers:
            reader.join()
        went_home = self.desk.poll() is not None
        self.desk.kill()
        complaints = self.desk.communicate()[1].decode()
        assert not went_home, complaints

    def read(self):
        while not self.is_over.is_set():
            request = urllib.request.Request(
                f"{self.paper.url}/articles/{random.choice(self.stories)}/reactions/heart/",
                b"on=1",
                {"Accept": "application/json", "X-Forwarded-For": f"10.{random.randrange(256)}."
                 f"{random.randrange(256)}.{random.randrange(256)}"},
            )  # fmt: skip
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(request, timeout=30) as answer,
            ):
                self.pressed += answer.status == 200


def test_a_thousand_addresses_are_the_same_after_each_of_ten_rounds_under_full_load(tmp_path):
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    with machine(tmp_path / "site") as site:
        site.environment |= {"TRUSTED_PROXIES": "127.0.0.1", "WEB_CONCURRENCY": "2"}
        site.tell(BRING_OUT)
        addresses = json.loads(
            site.tell(
                "import json; from articles.models import Article;"
                "print(json.dumps([[a.pk, a.get_absolute_url()] for a in Article.objects.all()]))"
            )
        )
        hot = [pk for pk, _address in addresses[:HOT]]
        quiet = [address for _pk, address in addresses[HOT:]]
        site.start()
        for number in range(ROUNDS):
            file = tmp_path / f"{number}.backup"
            with Crowd(site, hot) as crowd:
                before = pressed_in(site)
                said = site.manage("backup", str(file), "--plain")
                after = pressed_in(site)
                assert "lost before" not in said
            print(number, crowd.pressed, before, after)
            assert crowd.pressed
            with machine(tmp_path / f"copy{number}") as copy:
                copy.manage("restore", str(file))
                assert before <= pressed_in(copy) <= after
                for command in DERIVED:
                    copy.manage(command, "--check")
                copy.manage("make_renditions", "--check")
                copy.start()
                differing = [
                    address
                    for address in chance.sample(quiet, ADDRESSES)
                    if get(site, address) != get(copy, address)
                ]
                assert differing == []
            file.unlink()


def pressed_in(paper):
    return int(paper.tell("from reactions.models import Reaction; print(Reaction.objects.count())"))


def start(paper, *command):
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=ROOT, env=paper.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_killed_at_any_moment_a_backup_is_whole_or_not_there(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    with machine(tmp_path / "site") as site:
        site.tell(BRING_OUT)
        began = time.monotonic()
        site.manage("backup", str(folder / "whole.backup"))
        seconds = time.monotonic() - began
        for number in range(KILLS):
            # Every second one takes the place of the backup before it.
            file = folder / ("whole.backup" if number % 2 else f"{number}.backup")
            process = start(site, "backup", file)
            time.sleep(random.uniform(0.3, 1) * seconds)
            process.kill()
            process.communicate()
            if number % 2 or file.exists():
                site.manage("check_backup", str(file))
        site.manage("backup", str(folder / "whole.backup"))
        assert [path for path in folder.iterdir() if not path.name.endswith(".backup")] == []
        assert list(site.folder.glob(".*")) == []


def test_killed_at_any_moment_a_restore_leaves_the_old_site_or_the_new_one(tmp_path):
    with machine(tmp_path / "site") as site:
        site.manage("backup", str(tmp_path / "empty.backup"))
        site.tell(BRING_OUT)
        site.manage("backup", str(tmp_path / "full.backup"))
        began = time.monotonic()
        site.manage("restore", str(tmp_path / "full.backup"), "--yes")
        seconds, found = time.monotonic() - began, []
        for number in range(KILLS):
            wanted = "empty" if number % 2 else "full"
            process = start(site, "restore", tmp_path / f"{wanted}.backup", "--yes")
            # The last third is where one takes the place of the other.
            time.sleep(random.uniform(0.5, 1) * seconds)
            process.kill()
            process.communicate()
            stories = int(
                site.tell("from articles.models import Article; print(Article.objects.count())")
            )
            found.append((wanted, stories))
            assert stories in {0, STORIES}
            for command in DERIVED:
                site.manage(command, "--check")
            if connection.vendor == "sqlite":
                assert "ok" in site.tell(
                    "from django.db import connection as c; x = c.cursor();"
                    "print(x.execute('PRAGMA integrity_check').fetchone())"
                )
        print(found)
        site.manage("restore", str(tmp_path / "full.backup"), "--yes")
        assert list(site.folder.glob(".*")) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a small disk")
@pytest.mark.parametrize("size", ["16k", "64k"])
def test_a_full_disk_leaves_nothing_and_the_next_backup_succeeds(tmp_path, size):
    small = tmp_path / "small"
    small.mkdir()
    with machine(tmp_path / "site") as site:
        site.tell(BRING_OUT)
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", small], check=False
        ).returncode:
            pytest.skip("this machine mounts nothing")
        try:
            process = start(site, "backup", small / "paper.backup")
            said = process.communicate()[1].decode()
            assert "на диске нет места" in said and "Traceback" not in said
            assert process.returncode == 1
            assert list(small.iterdir()) == []
            subprocess.run(["mount", "-o", "remount,size=200m", small], check=True)
            site.manage("backup", str(small / "paper.backup"))
        finally:
            subprocess.run(["umount", small], check=True)


def test_a_full_disk_under_the_site_leaves_the_old_database(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the server's disk is the server's affair")
    with machine(tmp_path / "site") as site:
        site.tell(BRING_OUT)
        site.manage("backup", str(tmp_path / "full.backup"))
        for kilobytes in (300, 3000, 9000):
            process = subprocess.run(
                ["bash", "-c", f"ulimit -f {kilobytes}; exec \"$0\" \"$@\"", sys.executable,
                 "manage.py", "restore", tmp_path / "full.backup", "--yes"],
                cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            print(kilobytes, process.returncode, process.stderr[-200:])
            assert site.tell(
                "from articles.models import Article; print(Article.objects.count())"
            ) == str(STORIES)
            assert "Traceback" not in process.stderr
            assert list(site.folder.glob(".*")) == []
