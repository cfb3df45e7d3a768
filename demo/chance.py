"""Draws that depend on nothing but a number, so that a story is the same whenever it is made. Pure.

Seeding a `random.Random` for each story took as long as writing the story.
"""

from hashlib import blake2b


class Chance:
    """A purse of 512 bits, made of `number`: every draw takes from it what it needs."""

    def __init__(self, number):
        self._left = int.from_bytes(blake2b(b"tom %d" % number).digest())

    def below(self, limit):
        """Return a number from 0 to `limit` - 1."""
        self._left, drawn = divmod(self._left, limit)
        return drawn

    def one_of(self, items):
        return items[self.below(len(items))]

    def some_of(self, items, number):
        """Return `number` different ones of `items`, which are more than that."""
        places = []
        while len(places) < number:
            place = self.below(len(items))
            while place in places:
                place = (place + 1) % len(items)
            places.append(place)
        return [items[place] for place in places]
