"""The index in SQLite: one FTS5 table, rowid = story. Knows nothing of ranking."""

from django.db import connection

# What stands before the texts is read without following a long row over its pages.
_COLUMNS = "rowid, fingerprint, published, edition, rubrics, headline, lead, body"


def write(documents):
    """Put `documents` into the index in place of what it holds of the same stories."""
    documents = list(documents)
    remove([document.article_id for document in documents])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_index ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
            [
                (
                    document.article_id,
                    document.fingerprint,
                    int(document.published_at.timestamp()),
                    edition_token(document.language),
                    " ".join(map(rubric_token, document.rubric_ids)),
                    document.headline,
                    document.lead,
                    document.body,
                )
                for document in documents
            ],
        )


def remove(article_ids):
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM search_index WHERE rowid = %s", [(pk,) for pk in article_ids]
        )


def fingerprints(first, last):
    """Return `{story: fingerprint}` of the stories numbered from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid, fingerprint FROM search_index WHERE rowid BETWEEN %s AND %s",
            [first, last],
        )
        return dict(cursor.fetchall())


def highest():
    """Return the greatest number of a story in the index, 0 when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(rowid) FROM search_index")
        return cursor.fetchone()[0] or 0


def find(stems, language, *, by_beginning, rubric_ids, since, limit):
    """Return `(story, published, rubric ids, tier, relevance)` of the newest `limit` matches.

    tier: 2 when all words stand in the headline, 1 in headline and lead, else 0.
    relevance: greater is better, comparable within one answer.
    """
    words = " AND ".join(quoted(stem, by_beginning) for stem in stems)
    wanted = f'edition : "{edition_token(language)}" AND {{headline lead body}} : ({words})'
    if rubric_ids:
        wanted += f" AND rubrics : ({' OR '.join(map(rubric_token, sorted(rubric_ids)))})"
    tier = "rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT rowid, published, rubrics, ({tier}) + ({tier}),
                   -bm25(search_index, 0, 0, 0, 0, 8, 3, 1)
            FROM search_index WHERE search_index MATCH %s AND published >= %s
            ORDER BY rowid DESC LIMIT %s
            """,  # noqa: S608
            [
                f"headline : ({words})",
                f"{{headline lead}} : ({words})",
                wanted,
                int(since.timestamp()) if since else 0,
                limit,
            ],
        )
        return [
            (pk, published, [int(token[1:]) for token in rubrics.split()], in_title, relevance)
            for pk, published, rubrics, in_title, relevance in cursor.fetchall()
        ]


def quoted(stem, by_beginning):
    # Quoted, nothing is syntax: not AND, not NEAR, not a star.
    return f'"{stem}"*' if by_beginning and len(stem) > 3 else f'"{stem}"'


def edition_token(language):
    return "edition" + "".join(filter(str.isalnum, language))


def rubric_token(rubric_id):
    return f"r{rubric_id}"
