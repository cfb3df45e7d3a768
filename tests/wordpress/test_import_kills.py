"""An import is killed at random moments and started again: the end is that of one undisturbed."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.db import connection

from .moving import attachment, author, category, export, label, meta, post
from .test_again import address_of_database, canonical
from .test_uploads import photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.gameday]

POSTS, PICTURES, KILLS = 2000, 60, 20


def test_killed_twenty_times_and_resumed_the_end_is_the_same(tmp_path, media):
    path, uploads = site(tmp_path)
    began = time.monotonic()
    assert start(path, uploads, media).wait() == 0
    took = time.monotonic() - began
    whole = canonical()
    empty()
    seed = random.randrange(10**6)
    print(f"seed {seed}, undisturbed {took:.0f} s")
    chance = random.Random(seed)
    for number in range(KILLS):
        process = start(path, uploads, media)
        # From before the first row to after the last; the later ones find more done already.
        time.sleep(chance.uniform(0.2, 1.1) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
        connection.close()
        if number == KILLS // 2:
            empty()
    assert start(path, uploads, media).wait() == 0
    assert canonical() == whole
    assert start(path, uploads, media).wait() == 0
    assert canonical() == whole
    for command in ("rebuild_lists", "rebuild_search", "rebuild_desk_search", "recount_reactions"):
        call_command(command, check=True)


def empty():
    call_command("flush", interactive=False, verbosity=0)
    # The indexes are no models' tables: flushing leaves them as they were.
    call_command("rebuild_search")
    call_command("rebuild_desk_search")


def site(folder):
    """Write an export and its pictures; return the paths of both."""
    uploads = folder / "uploads"
    before = author("nina", "Нина Попова") + category("novosti", "Новости")
    items = []
    for number in range(PICTURES):
        photo(uploads / f"2014/05/{number}.jpg", (number, 90, 120), (320, 200))
        items.append(attachment(10_000 + number, f"2014/05/{number}.jpg", post_parent="1"))
    for number in range(1, POSTS + 1):
        labels = label("category", "novosti", "Новости") + label("post_tag", f"t{number % 40}")
        main = meta("_thumbnail_id", str(10_000 + number % PICTURES)) if number % 7 == 0 else ""
        items.append(
            post(
                number, f"Новость {number}", more=labels + main + meta("_zilla_likes", "2"),
                content=f"<p>Лёд на реке <b>стал</b> {number}.</p>" * 5,
                post_name=f"led-{number % 900}",
                link=f"https://old.example/{number}/",
                post_date_gmt=f"20{number % 15 + 10}-05-{number % 28 + 1:02} 09:10:00",
                status="publish" if number % 10 else "draft",
            )
        )  # fmt: skip
    path = folder / "export.xml"
    path.write_text(export(*items, before=before))
    return path, uploads


def start(path, uploads, media):
    environment = os.environ | {
        "DATABASE_URL": address_of_database(), "MEDIA_ROOT": str(media),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }  # fmt: skip
    command = [
        "import_wordpress", str(path), "--publish", "--no-fetch", "--no-renditions",
        f"--uploads={uploads}", f"--report={path.parent / 'report'}",
    ]  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "manage.py", *command], env=environment, stdout=subprocess.DEVNULL
    )
