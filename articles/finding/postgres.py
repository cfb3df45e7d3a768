"""The desk's index in PostgreSQL: an array of numbers of threes under a GIN index.

PostgreSQL's own threes (pg_trgm) want an extension, and in a database of locale “C” see no letter
but Latin ones.
"""

from functools import lru_cache
from zlib import crc32

from django.db import connection

from .text import threes


def write(texts):
    """Let the index say `texts`, `{story: text}`, of these stories. What it says stays as it is."""
    with connection.cursor() as cursor:
        # One statement for all of them; an array of arrays would have to be as wide in each row.
        cursor.execute(
            """
            INSERT INTO desk_index (article_id, words, threes)
            SELECT article_id, words, threes::smallint[]
            FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS d(article_id, words, threes)
            ON CONFLICT (article_id) DO UPDATE
                SET words = excluded.words, threes = excluded.threes
                WHERE desk_index.words <> excluded.words
            """,
            [
                list(texts),
                list(texts.values()),
                [f"{{{','.join(map(str, numbers(threes(text))))}}}" for text in texts.values()],
            ],
        )


def remove(article_ids):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_index WHERE article_id = ANY(%s)", [list(article_ids)])


def held(first, last):
    """Return `{story: text}` of the stories numbered from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, words FROM desk_index WHERE article_id BETWEEN %s AND %s",
            [first, last],
        )
        return dict(cursor.fetchall())


def highest():
    """Return the greatest number of a story in the index, 0 when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(article_id) FROM desk_index")
        return cursor.fetchone()[0] or 0


def find(wanted, limit):
    """Return the numbers of `limit` stories at most whose texts hold each of the threes `wanted`.

    Two threes may have one number: a few of the stories may not.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id FROM desk_index WHERE threes @> %s::smallint[] LIMIT %s",
            [numbers(wanted), limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def numbers(wanted):
    """Return the numbers of threes, each once, in order."""
    return sorted(set(map(_number, wanted)))


@lru_cache(maxsize=50_000)
def _number(three):
    # Two bytes: some 20,000 threes are all that a language has.
    return (crc32(three.encode()) & 0xFFFF) - 0x8000
