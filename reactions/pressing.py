"""One press: the reaction and its step, stored before anybody is told that it counts."""

from django.db import connection, transaction
from django.utils import timezone

from articles.models import Status

from .gate import gate


def press(article_id, slug, visitor, *, on):
    """Bring about that `visitor` reacts so (`on`) or does not; repeated, it changes nothing.

    visitor: the UUID of a reader. Returns False, with nothing stored, where nobody may press: no
    such story or emoji, a draft, reactions switched off. That is asked by the statement that
    stores, so that no press comes after a withdrawal. On return the press is on the disk.
    """
    if connection.vendor == "postgresql":
        return _press_at_once(article_id, slug, visitor, on)
    with gate(), transaction.atomic():
        return _press_alone(article_id, slug, visitor, on)


#: The story and the emoji, if they may be pressed.
PLACE = """
    SELECT article.id AS article_id, emoji.id AS emoji_id
    FROM articles_article article, reactions_emoji emoji
    WHERE article.id = %(article)s AND article.status = %(published)s AND article.has_reactions
      AND emoji.slug = %(slug)s AND emoji.is_active
"""

VOTE_ON = f"""
    INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
    SELECT article_id, emoji_id, %(visitor)s, %(today)s FROM ({PLACE}) place WHERE true
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - made of the constants above

VOTE_OFF = f"""
    DELETE FROM reactions_reaction
    WHERE visitor = %(visitor)s AND (article_id, emoji_id) IN ({PLACE})
"""  # noqa: S608

STEP = """
    INSERT INTO reactions_step (article_id, emoji_id, change, at)
    SELECT article_id, emoji_id, %(change)s, %(now)s FROM
"""


def _press_at_once(article_id, slug, visitor, on):
    """PostgreSQL: all of it in one statement, one round trip and one flush of the disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH place AS ({PLACE}),
                 vote AS ({VOTE_ON if on else VOTE_OFF} RETURNING article_id, emoji_id),
                 step AS ({STEP} vote)
            SELECT EXISTS (SELECT FROM place)
            """,  # noqa: S608
            _values(article_id, slug, visitor, on),
        )
        return cursor.fetchone()[0]


def _press_alone(article_id, slug, visitor, on):
    """SQLite: the transaction is the only writer, so its statements see one state."""
    values = _values(article_id, slug, visitor.hex, on)
    with connection.cursor() as cursor:
        cursor.execute(VOTE_ON if on else VOTE_OFF, values)
        if cursor.rowcount:
            cursor.execute(f"{STEP} ({PLACE})", values)
            return True
        cursor.execute(PLACE, values)
        return cursor.fetchone() is not None


def _values(article_id, slug, visitor, on):
    now = timezone.now()
    return {
        "article": article_id,
        "published": Status.PUBLISHED,
        "slug": slug,
        "visitor": visitor,
        "today": connection.ops.adapt_datefield_value(now.date()),
        "now": connection.ops.adapt_datetimefield_value(now),
        "change": 1 if on else -1,
    }
