"""Where one may press: asked by what stores a press, so that none comes after a withdrawal."""

#: The story and the emoji, if they may be pressed.
PLACE = """
    SELECT article.id AS article_id, emoji.id AS emoji_id
    FROM articles_article article, reactions_emoji emoji
    WHERE article.id = %(article)s AND article.status = %(published)s AND article.has_reactions
      AND emoji.slug = %(slug)s AND emoji.is_active
"""

#: The burst, if nobody has judged it.
WAITING_BURST = "SELECT id FROM reactions_burst WHERE id = %(burst)s AND verdict = ''"
