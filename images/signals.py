"""What the library says to those above: a picture changed. They import us."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with `image`: its words, its focal point or its file
# are others now, and whatever shows them is out of date.
image_changed = Signal()
