"""The index in PostgreSQL: a table of vectors under a GIN index. Knows nothing of ranking.

The words come stemmed (`text.py`), so PostgreSQL's “simple” configuration is all that is used:
both databases find the same stories.
"""

from django.db import connection, connections, router
from django.utils import timezone

from articles.models import Article

from .months import MARKED, months_since, windows, words_of


def write(documents):
    """Put `documents` into the index in place of what it holds of the same stories."""
    rows = [
        (
            document.article_id,
            document.fingerprint,
            document.published_at,
            document.language,
            # An array of arrays would have to be as wide in each row.
            f"{{{','.join(map(str, document.rubric_ids))}}}",
            document.headline,
            document.lead,
            document.body,
            " ".join(map(quoted, beside(document))),
        )
        for document in documents
    ]
    if not rows:
        return
    with connection.cursor() as cursor:
        # One statement for all of them: row by row took half as long again.
        cursor.execute(
            """
            INSERT INTO search_index (article_id, fingerprint, published, edition, rubrics, words)
            SELECT article_id, fingerprint, published, edition, rubrics::int[],
                   setweight(to_tsvector('simple', headline), 'A')
                   || setweight(to_tsvector('simple', lead), 'B')
                   || setweight(to_tsvector('simple', body), 'D') || beside::tsvector
            FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::text[], %s::text[],
                        %s::text[], %s::text[], %s::text[], %s::text[])
                 AS d(article_id, fingerprint, published, edition, rubrics, headline, lead, body,
                      beside)
            ON CONFLICT (article_id) DO UPDATE SET
                fingerprint = excluded.fingerprint, published = excluded.published,
                edition = excluded.edition, rubrics = excluded.rubrics, words = excluded.words
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )


def beside(document):
    """Return what a story is found by besides its words: month, year and rubrics."""
    return words_of(document.published_at, MARKED) + list(map(rubric_word, document.rubric_ids))


def rubric_word(rubric_id):
    return f"r:{rubric_id}"


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

    def query(weights=""):
        return " & ".join(quoted(stem, weights, by_beginning) for stem in stems)

    parts, values = _parts(query(), language, rubric_ids, since, limit)
    # Readers may be sent to a replica.
    with connections[router.db_for_read(Article)].cursor() as cursor:
        cursor.execute(
            f"""
            SELECT article_id, extract(epoch FROM published)::bigint, rubrics,
                   (words @@ %s::tsquery)::int + (words @@ %s::tsquery)::int,
                   ts_rank('{{0.1, 0.1, 0.4, 1.0}}', words, %s::tsquery, 1)
            FROM ({" UNION ALL ".join(parts)}) found LIMIT %s
            """,  # noqa: S608
            [query("A"), query("AB"), query(), *values, limit],
        )
        return cursor.fetchall()


def _parts(query, language, rubric_ids, since, limit):
    """Return (statements, values), one statement for each window of time, newest first.

    An index of words knows no order: for a frequent word it returns twenty years at once. So it
    is asked for some months at a time, and no further back than is wanted: of a union without an
    order PostgreSQL reads one part after the other.
    """
    now = timezone.now()
    if rubric_ids:
        query = f"({query}) & ({' | '.join(quoted(rubric_word(pk)) for pk in sorted(rubric_ids))})"
    parts, values = [], []
    for window, until in windows(now):
        begin = max(filter(None, [window, since]), default=None)
        wanted, where = query, ["words @@ %s::tsquery", "edition = %s"]
        if begin:
            months = " | ".join(map(quoted, months_since(begin, until or now, MARKED)))
            wanted = f"({query}) & ({months})"
        bounds = [
            (condition, value)
            for condition, value in (
                ("published >= %s", begin),
                ("published < %s", until),
            )
            if value is not None
        ]
        where += [condition for condition, _value in bounds]
        parts.append(PART.format(where=" AND ".join(where)))
        values += [wanted, language, *(value for _condition, value in bounds), limit]
        if since and begin == since:
            break
    return parts, values


PART = """(
    SELECT article_id, published, rubrics, words FROM search_index WHERE {where}
    ORDER BY published DESC, article_id DESC LIMIT %s
)"""


def quoted(stem, weights="", by_beginning=False):
    # A stem holds letters and digits alone; quoted, nothing is syntax.
    star = "*" if by_beginning and len(stem) > 3 else ""
    return f"'{stem}':{star}{weights}" if star or weights else f"'{stem}'"
