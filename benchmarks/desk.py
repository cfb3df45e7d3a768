"""What the desk costs with 200,000 stories: list, search, form, and keeping what is typed.

    python benchmarks/desk.py [--stories 200000] [--times 60]

Fills a database of its own, SQLite and then PostgreSQL, and throws it away. CPU time is counted,
not time on the wall: of this process, and of the PostgreSQL process that serves it. Everything is
measured with a thousand stories and again with all of them: the ratio says whether a page
grows with the archive, whatever machine this is; the milliseconds have limits of their own, carried
over from the machine they were set on (`measuring/speed.py`).
"""

import argparse
import os
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.conf import settings  # noqa: E402 - after the settings are named
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.test import Client  # noqa: E402
from lists import cpu_of_database, fill, machine  # noqa: E402
from measuring import speed  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402

from accounts.models import User  # noqa: E402
from articles.models import Article, Rubric  # noqa: E402
from newsroom.garbage import search_seldom  # noqa: E402

LIST = "/admin/articles/article/"
FEW = 1000
WORDS = 4000
#: With the whole archive a page may cost this many times what it costs with `FEW` stories.
MOST_GROWTH = 1.3
#: Page → milliseconds of CPU that 95 of 100 requests stay within, and queries.
CELLS = Template("{% for row in rows %}<td>{{ row|floatformat:2 }}</td>{% endfor %}")
LIMITS = {"list": (60, 15), "search": (60, 15), "form": (60, 25), "autosave": (20, 25)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--here", action="store_true", help="In the empty database DATABASE_URL.")
    options = parser.parse_args()
    if options.here:
        sys.exit(not measure(options))
    sys.exit(on_both_databases(__file__))


def measure(options):
    """Print what everything costs; return whether all of it is within its limits."""
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0)
    rubric = Rubric.objects.create(name="Дороги", slug="dorogi")
    fill(rubric, FEW)
    desk = Desk(rubric)
    search_seldom()
    few = desk.costs(options.times)
    began = time.perf_counter()
    fill_up(rubric, options.stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{machine()}; {options.stories} stories in {time.perf_counter() - began:.0f} s")
    constant = speed.constant_ms()
    print(speed.said(constant))
    is_good = True
    for page, (typical, slowest, queries) in desk.costs(options.times).items():
        most_ms, most_queries = LIMITS[page]
        most_ms *= speed.slowness(constant)
        growth = typical / few[page][0]
        is_good &= slowest <= most_ms and queries <= most_queries and growth <= MOST_GROWTH
        print(
            f"{page:9} {typical:5.1f} ms CPU, p95 {slowest:5.1f} (limit {most_ms:.0f}), "
            f"{queries} queries (limit {most_queries}), "
            f"{growth:.2f} times that of {FEW} stories (limit {MOST_GROWTH})"
        )
    return is_good


def fill_up(rubric, stories):
    """Write the rest of the archive, older than what is there."""
    # Addresses must differ from those of the first thousand.
    Article.objects.filter(published_on__isnull=False).delete()
    fill(rubric, stories)


class Desk:
    """An editor at the desk, with a story of 4,000 words."""

    def __init__(self, rubric):
        editor = User.objects.create_user("editor", is_staff=True)
        editor.groups.set([Group.objects.get(name="editor")])
        self.rubric = rubric
        self.client = Client(headers={"Host": "localhost"})
        self.client.force_login(editor)
        body = "<p>" + "слово " * 40 + "</p>"
        self.long = Article.objects.create(
            language="ru", headline="Длинная история", body=body * (WORDS // 40)
        )
        self.long.set_rubrics([rubric])
        self.long.settle()

    def costs(self, times):
        """Return `{page: (median ms, p95 ms, queries)}`."""
        chance = random.Random(7)
        newest = Article.objects.order_by("-pk").values_list("pk", flat=True)[:FEW]
        forms = [f"{LIST}{pk}/change/" for pk in chance.sample(list(newest), 20)]
        narrowed = f"?status=published&rubric={self.rubric.pk}"
        lists = [LIST, f"{LIST}{narrowed}", f"{LIST}?p=3", f"{LIST}?view=mine"]
        # What is nowhere, what is in all stories, and a number: as many lines in any archive.
        asked = ("ничего такого", "посёлка", f"№{newest[5]}")
        searches = [f"{LIST}?q={quote(words)}" for words in asked]
        typed = {"headline": "Длинная история", "body": self.long.body, "seen": self.long.newest}
        autosave = f"{LIST}{self.long.pk}/autosave/"
        return {
            "list": self._cost(lists, self.client.get, times),
            "search": self._cost(searches, self.client.get, times),
            "form": self._cost([*forms, f"{LIST}{self.long.pk}/change/"], self.client.get, times),
            "autosave": self._cost([autosave], lambda path: self.client.post(path, typed), times),
        }

    @staticmethod
    def _cost(paths, ask, times):
        for path in paths * 2:
            assert ask(path).status_code == 200, path
        queries, most = [], 0
        for path in paths:
            queries.clear()
            with connection.execute_wrapper(partial(_count, queries)):
                ask(path)
            most = max(most, len(queries))
        spent, beside = [], []
        for number in range(times):
            path = paths[number % len(paths)]
            beside.append(yardstick())
            before, began = cpu_of_database(), time.process_time()
            ask(path)
            spent.append(time.process_time() - began + cpu_of_database() - before)
        best = min(beside)
        alone = sorted(1000 * took * best / busy for took, busy in zip(spent, beside, strict=True))
        return statistics.median(alone), alone[int(len(alone) * 0.95)], most


def _count(queries, execute, sql, params, many, context):
    queries.append(sql)
    return execute(sql, params, many, context)


def yardstick():
    """Return the seconds that a fixed piece of work takes this moment.

    On a machine that does other things besides, CPU time itself grows, because cores share their
    caches; a request is counted as if this piece beside it had taken as long as at its best.
    """
    began = time.process_time()
    for _time in range(3):
        CELLS.render(Context({"rows": range(200)}))
    return time.process_time() - began


if __name__ == "__main__":
    main()
