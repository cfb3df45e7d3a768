"""The addresses of all public stories, in parts that a machine reads without ever counting rows."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import connections, router
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .absolute import in_edition
from .models import Article, Author, Listing, Rubric, Status
from .models.listing import Kind

#: Numbers of a part, and therefore at most that many stories: half of what the protocol allows.
PART = 10_000
CHUNK = 500
NEWS_HOURS = 48
NEWS_STORIES = 1000


@dataclass(frozen=True)
class Place:
    """One address. `versions` are `[(language, path), …]` of the same thing, itself included."""

    path: str
    changed_at: datetime.datetime | None = None
    versions: tuple[tuple[str, str], ...] = ()


def parts():
    """Return the numbers of the parts that hold a public story. One query.

    It jumps along the primary key from part to part: a million stories are a hundred steps.
    """
    connection = connections[router.db_for_read(Article)]
    table = connection.ops.quote_name(Article._meta.db_table)
    # Nothing is added to the status so that no index of it is used: SQLite read all published
    # stories by theirs, for each part.
    first = f"SELECT min(id) FROM {table} WHERE status || '' = %s"  # noqa: S608 - our own table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE part(first) AS ("  # noqa: S608 - as above
            f" {first} UNION ALL"
            f" SELECT ({first} AND id >= (part.first / {PART} + 1) * {PART})"
            f" FROM part WHERE part.first IS NOT NULL"
            f") SELECT first / {PART} FROM part WHERE first IS NOT NULL",
            [Status.PUBLISHED, Status.PUBLISHED],
        )
        return [number for (number,) in cursor.fetchall()]


def stories(part):
    """Yield the public stories of a part as places, oldest number first.

    Holds a few hundred at a time; every chunk begins behind the last key, so none is skipped for.
    """
    last, end = part * PART - 1, (part + 1) * PART
    while True:
        chunk = list(addressed().filter(pk__gt=last, pk__lt=end).order_by("pk")[:CHUNK])
        if not chunk:
            return
        yield from places(chunk)
        last = chunk[-1].pk


def addressed():
    return Article.objects.published().only(
        "language", "slug", "published_on", "published_at", "updated_at", "translation_of"
    )


def places(articles):
    """Yield `articles` as places with the other versions of each. At most two queries."""
    roots = {article.translation_of_id for article in articles} - {None}
    own = {article.pk for article in articles}
    family = {article.pk: article for article in addressed().filter(pk__in=roots - own)}
    family |= {
        article.pk: article for article in addressed().filter(translation_of__in=roots | own)
    }
    family |= {article.pk: article for article in articles}
    versions = {}
    for article in family.values():
        root = article.translation_of_id or article.pk
        versions.setdefault(root, []).append((article.language, article.get_absolute_url()))
    for article in articles:
        found = versions[article.translation_of_id or article.pk]
        yield Place(
            article.get_absolute_url(),
            article.updated_at or article.published_at,
            tuple(sorted(found)) if len(found) > 1 else (),
        )


def sections():
    """Yield the front page, the rubrics and the authors of every edition that has stories there."""
    languages = [code for code, _name in settings.LANGUAGES]
    yield from versions_of("/", languages)
    for model, kind in ((Rubric, Kind.RUBRIC), (Author, Kind.AUTHOR)):
        listed = {
            f"in_{number}": Exists(
                Listing.objects.filter(kind=kind, key=OuterRef("pk"), language=language)
            )
            for number, language in enumerate(languages)
        }
        for found in model.objects.annotate(**listed).order_by("pk"):
            yield from versions_of(
                found.get_absolute_url(),
                [code for number, code in enumerate(languages) if getattr(found, f"in_{number}")],
            )


def versions_of(path, languages):
    """Yield `path` in every one of `languages`, each knowing the others."""
    versions = tuple((code, in_edition(path, code)) for code in languages)
    for _code, own in versions:
        yield Place(own, versions=versions if len(versions) > 1 else ())


def news(at=None):
    """Return the stories of the last two days, newest first, all languages.

    The one list that time alone changes: news engines ask for nothing older.
    """
    at = at or timezone.now()
    since = at - datetime.timedelta(hours=NEWS_HOURS)
    return (
        Article.objects.published()
        .in_editions()
        .first_published_between(since, at)
        .newest_first()
        .only("language", "slug", "published_on", "published_at", "headline")[:NEWS_STORIES]
    )
