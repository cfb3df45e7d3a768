"""The desk's index in SQLite: an FTS5 table of threes, rowid = story."""

from django.db import connection


def write(texts):
    """Let the index say `texts`, `{story: text}`, of these stories. What it says stays as it is."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM desk_index WHERE rowid = %s", [(pk,) for pk in texts])
        cursor.executemany("INSERT INTO desk_index (rowid, words) VALUES (%s, %s)", texts.items())


def remove(article_ids):
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM desk_index WHERE rowid = %s", [(pk,) for pk in article_ids])


def held(first, last):
    """Return `{story: text}` of the stories numbered from `first` to `last`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid, words FROM desk_index WHERE rowid BETWEEN %s AND %s", [first, last]
        )
        return dict(cursor.fetchall())


def highest():
    """Return the greatest number of a story in the index, 0 when it is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(rowid) FROM desk_index")
        return cursor.fetchone()[0] or 0


def find(wanted, limit):
    """Return the numbers of `limit` stories at most whose texts hold all threes `wanted`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM desk_index WHERE desk_index MATCH %s LIMIT %s",
            [" AND ".join(map(_quoted, sorted(wanted))), limit],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _quoted(three):
    # Quoted, nothing is syntax.
    return '"' + three.replace('"', '""') + '"'
