"""The index in PostgreSQL: a table of vectors under a GIN index. Knows nothing of ranking.

The words come stemmed (`text.py`), so PostgreSQL's “simple” configuration is all that is used:
both databases find the same stories.
"""

from datetime import UTC, datetime

from django.db import connection


def write(documents):
    """Put `documents` into the index in place of what it holds of the same stories."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO search_index (article_id, fingerprint, published, edition, rubrics, words)
            VALUES (%s, %s, %s, %s, %s,
                    setweight(to_tsvector('simple', %s), 'A')
                    || setweight(to_tsvector('simple', %s), 'B')
                    || setweight(to_tsvector('simple', %s), 'D'))
            ON CONFLICT (article_id) DO UPDATE SET
                fingerprint = excluded.fingerprint, published = excluded.published,
                edition = excluded.edition, rubrics = excluded.rubrics, words = excluded.words
            """,
            [
                (
                    document.article_id,
                    document.fingerprint,
                    document.published_at,
                    document.language,
                    list(document.rubric_ids),
                    document.headline,
                    document.lead,
                    document.body,
                )
                for document in documents
            ],
        )


def remove(article_ids):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index WHERE article_id = ANY(%s)", [list(article_ids)])


def fingerprints(first, last):
    """Return `{story: fingerprint}` of the stories numbered from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, fingerprint FROM search_index WHERE article_id BETWEEN %s AND %s",
            [first, last],
        )
        return dict(cursor.fetchall())


def highest():
    """Return the greatest number of a story in the index, 0 when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(article_id) FROM search_index")
        return cursor.fetchone()[0] or 0


def find(stems, language, *, by_beginning, rubric_ids, since, limit):
    """Return `(story, published, rubric ids, tier, relevance)` of the newest `limit` matches.

    tier: 2 when all words stand in the headline, 1 in headline and lead, else 0.
    relevance: greater is better, comparable within one answer.
    """

    def query(weights):
        return " & ".join(quoted(stem, weights, by_beginning) for stem in stems)

    rubrics = sorted(rubric_ids) if rubric_ids else None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT article_id, extract(epoch FROM published)::bigint, rubrics,
                   (words @@ %s::tsquery)::int + (words @@ %s::tsquery)::int,
                   ts_rank('{0.1, 0.1, 0.4, 1.0}', words, %s::tsquery, 1)
            FROM search_index
            WHERE words @@ %s::tsquery AND edition = %s AND published >= %s
                  AND (%s::int[] IS NULL OR rubrics && %s::int[])
            ORDER BY published DESC, article_id DESC LIMIT %s
            """,
            [
                query("A"), query("AB"), query(""), query(""), language,
                since or datetime(1, 1, 1, tzinfo=UTC), rubrics, rubrics, limit,
            ],
        )  # fmt: skip
        return cursor.fetchall()


def quoted(stem, weights, by_beginning):
    # A stem holds letters and digits alone; quoted, nothing is syntax.
    star = "*" if by_beginning and len(stem) > 3 else ""
    return f"'{stem}':{star}{weights}" if star or weights else f"'{stem}'"
