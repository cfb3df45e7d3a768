"""The one thing said to those above: a story changed. They import us, we do not know them."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with `article`: what must be true together with the
# story (search index, summaries) is written by receivers before anybody sees the story.
article_changed = Signal()
