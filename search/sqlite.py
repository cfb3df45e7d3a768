"""The index in SQLite: one FTS5 table, rowid = story. Knows nothing of ranking."""

from django.db import connection
from django.utils import timezone

from .months import PLAIN, months_since, words_of

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
                    " ".join(
                        [edition_token(document.language), *words_of(document.published_at, PLAIN)]
                    ),
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
    if since:
        wanted += f" AND edition : ({' OR '.join(months_since(since, timezone.now(), PLAIN))})"
    with connection.cursor() as cursor:
        # Read from the newest back, and no further than is wanted. The index's own relevance,
        # `bm25`, asks first how often each word stands in the whole archive.
        cursor.execute(
            """
            SELECT rowid, published, rubrics, headline, lead, body FROM search_index
            WHERE search_index MATCH %s AND published >= %s ORDER BY rowid DESC LIMIT %s
            """,
            [wanted, int(since.timestamp()) if since else 0, limit],
        )
        found = cursor.fetchall()
    beginnings = [f" {stem}" if begins(stem, by_beginning) else f" {stem} " for stem in stems]
    return [
        (pk, published, [int(token[1:]) for token in rubrics.split()], *weighed(texts, beginnings))
        for pk, published, rubrics, *texts in found
    ]


def weighed(texts, beginnings):
    """Return (tier, relevance) of a story whose stems are `texts`: headline, lead and body."""
    headline, lead, body = (f" {text} " for text in texts)
    found, is_in_headline, is_above = 0, True, True
    for word in beginnings:
        in_headline, in_lead = headline.count(word), lead.count(word)
        is_in_headline = is_in_headline and in_headline > 0
        is_above = is_above and in_headline + in_lead > 0
        found += 8 * in_headline + 3 * in_lead + body.count(word)
    # The tenth time a word says less than the first, and in a long text less than in a short one.
    return is_in_headline + is_above, found / (found + 4 + len(body) / 1000)


def quoted(stem, by_beginning):
    # Quoted, nothing is syntax: not AND, not NEAR, not a star.
    return f'"{stem}"*' if begins(stem, by_beginning) else f'"{stem}"'


def begins(stem, by_beginning):
    """Tell whether words that only begin with `stem` are meant, too."""
    return by_beginning and len(stem) > 3


def edition_token(language):
    return "edition" + "".join(filter(str.isalnum, language))


def rubric_token(rubric_id):
    return f"r{rubric_id}"
