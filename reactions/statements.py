"""The statements of a press. PostgreSQL runs them as one, SQLite in one transaction.

{place}: what `PLACE`, or for a press that is held `HELD_PLACE`, finds.
"""

#: The story and the emoji, if they may be pressed.
PLACE = """
    SELECT article.id AS article_id, emoji.id AS emoji_id
    FROM articles_article article, reactions_emoji emoji
    WHERE article.id = %(article)s AND article.status = %(published)s AND article.has_reactions
      AND emoji.slug = %(slug)s AND emoji.is_active
"""

#: The same, as long as nobody has judged the burst. {lock}: no verdict before the press is stored.
HELD_PLACE = f"""
    SELECT place.article_id, place.emoji_id
    FROM ({PLACE}) place,
         (SELECT id FROM reactions_burst WHERE id = %(burst)s AND verdict = '' {{lock}}) burst
"""  # noqa: S608 - made of the constant above

VOTE_ON = """
    INSERT INTO reactions_reaction (article_id, emoji_id, visitor, pressed_on)
    SELECT article_id, emoji_id, %(visitor)s, %(today)s FROM {place} place WHERE true
    ON CONFLICT DO NOTHING
"""

VOTE_OFF = """
    DELETE FROM reactions_reaction
    WHERE visitor = %(visitor)s
      AND (article_id, emoji_id) IN (SELECT article_id, emoji_id FROM {place} place)
"""

STEP = """
    INSERT INTO reactions_step (article_id, emoji_id, change, at)
    SELECT article_id, emoji_id, %(change)s, %(now)s FROM {rows}
"""

#: Whoever counts already is not held.
HOLD = """
    INSERT INTO reactions_held (article_id, emoji_id, visitor, burst_id, at)
    SELECT article_id, emoji_id, %(visitor)s, %(burst)s, %(now)s FROM {place} place
    WHERE NOT EXISTS (
        SELECT 1 FROM reactions_reaction counted
        WHERE counted.article_id = place.article_id AND counted.emoji_id = place.emoji_id
          AND counted.visitor = %(visitor)s
    )
    ON CONFLICT DO NOTHING
"""

LET_GO = """
    DELETE FROM reactions_held
    WHERE visitor = %(visitor)s
      AND (article_id, emoji_id) IN (SELECT article_id, emoji_id FROM {place} place)
"""

#: PostgreSQL: it stood there when the statement began, and was gone when it came to delete it.
WAS_JUDGED = """
    EXISTS (
        SELECT 1 FROM reactions_held held JOIN place
          ON held.article_id = place.article_id AND held.emoji_id = place.emoji_id
        WHERE held.visitor = %(visitor)s
    ) AND NOT EXISTS (SELECT FROM other)
"""
