"""What the page 5,000 stories deep costs, against the first page of the same rubric.

    python benchmarks/lists.py [--stories 100000] [--depth 5000] [--times 150]

Fills a database of its own, SQLite and then PostgreSQL, and throws it away. CPU time is counted,
not time on the wall: of this process for each page, the median of many, and of the PostgreSQL
process that serves it, the mean. First and deep page take turns, so that a busy moment hits both.
"""

import argparse
import datetime
import os
import platform
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 - after the path is set

django.setup()

from django.conf import settings  # noqa: E402 - after the settings are named
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from measuring.databases import on_both_databases  # noqa: E402

from articles.finding import index  # noqa: E402
from articles.models import Article, Listing, Placement, Rubric, Status  # noqa: E402
from articles.models.listing import Kind  # noqa: E402
from articles.paging import BY_LISTING, place  # noqa: E402

#: The deep page may cost this many times the first one.
LIMIT = 1.2
BATCH = 5000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--depth", type=int, default=5000)
    parser.add_argument("--times", type=int, default=150)
    parser.add_argument("--here", action="store_true", help="In the empty database DATABASE_URL.")
    options = parser.parse_args()
    if options.here:
        sys.exit(measure(options) > LIMIT)
    sys.exit(on_both_databases(__file__))


def measure(options):
    """Print what both pages cost; return the ratio."""
    # Addresses of static files need no manifest here.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0)
    rubric = Rubric.objects.create(name="Дороги", slug="dorogi")
    began = time.perf_counter()
    fill(rubric, options.stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{machine()}; {options.stories} stories in {time.perf_counter() - began:.0f} s")
    listed = Article.objects.listed_under(Kind.RUBRIC, rubric.pk, "ru")
    key = place("before", listed[options.depth], BY_LISTING)
    first, deep = f"/rubric/{rubric.slug}/", f"/rubric/{rubric.slug}/{key}"
    client = Client(headers={"Host": "localhost"})
    for path in (first, deep) * 5:
        assert client.get(path).content.count(b"<article") == 20
    spent = {first: [], deep: []}
    beside = {first: 0.0, deep: 0.0}
    for _time in range(options.times):
        for path in (first, deep):
            before, began = cpu_of_database(), time.process_time()
            client.get(path)
            spent[path].append(time.process_time() - began)
            beside[path] += cpu_of_database() - before
    cost = {
        path: 1000 * (statistics.median(spent[path]) + beside[path] / options.times)
        for path in (first, deep)
    }
    ratio = cost[deep] / cost[first]
    print(
        f"first page {cost[first]:.2f} ms CPU, {options.depth} stories deep {cost[deep]:.2f} ms: "
        f"ratio {ratio:.2f} (limit {LIMIT})"
    )
    return ratio


def fill(rubric, stories):
    """Write public stories of `rubric`, an hour apart, and the lines of its list."""
    now = timezone.now()
    for first in range(0, stories, BATCH):
        numbers = range(first, min(first + BATCH, stories))
        moments = [now - datetime.timedelta(hours=number) for number in numbers]
        articles = Article.objects.bulk_create(
            Article(
                language="ru",
                status=Status.PUBLISHED,
                headline=f"Лёд у посёлка окреп, замер {number}",
                lead="Лёд растёт от двух вещей: от мороза и от того, что мороз до него достаёт.",
                body="<p>Ровный гул означает, что всё в порядке, и можно ехать дальше.</p>" * 30,
                slug=f"led-{number}",
                published_at=at,
                published_on=timezone.localdate(at),
                rubric_ids=[rubric.pk],
            )
            for number, at in zip(numbers, moments, strict=True)
        )
        Placement.objects.bulk_create(
            Placement(article=article, rubric=rubric) for article in articles
        )
        index.enter(articles)
        Listing.objects.rebuild(
            Article.objects.filter(pk__gte=articles[0].pk, pk__lte=articles[-1].pk)
        )


def cpu_of_database():
    """Return the seconds of CPU that our PostgreSQL process has spent; SQLite is in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    # In nanoseconds; `stat` counts hundredths of a second, longer than most of what is measured.
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return int(stat.split()[0]) / 1e9


def machine():
    with connection.cursor() as cursor:
        question = "sqlite_version()" if connection.vendor == "sqlite" else "version()"
        cursor.execute(f"SELECT {question}")
        version = cursor.fetchone()[0].removeprefix("PostgreSQL ").split()[0]
    return (
        f"{connection.display_name} {version}, Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
