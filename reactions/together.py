"""Those who wait for one disk go together: all who stand in line, in one transaction (SQLite).

A flush of the disk costs the same for one press and for fifty. Whoever finds nobody at it stores
for all who stand in line, and each is answered after the commit that holds its own.
"""

import threading
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, transaction

from .gate import gate

#: As many in one transaction: a fraction of a tenth of a second, for which the others wait.
LARGEST = 200


@dataclass(eq=False)
class Place:
    """Somebody's place in the line."""

    wish: Any
    answer: Any = None
    error: Exception | None = None
    is_done: bool = False


class Line:
    """The line of one process."""

    def __init__(self):
        self._places: list[Place] = []
        self._is_stored_for = False
        self._news = threading.Condition()

    def do(self, wish, store):
        """Have `store`, called with a list of wishes, do `wish`; return its answer for this one.

        Others' wishes may be stored with it, or this one with others'. Returns after the commit.
        What goes wrong goes wrong for the whole list: a full disk, a database that stays busy.
        """
        mine = Place(wish)
        with self._news:
            self._places.append(mine)
        while self._is_mine_to_do(mine):
            self._store(store)
        if mine.error:
            # Each thread raises one of its own: an exception remembers the way it came.
            raise type(mine.error)(*mine.error.args) from mine.error
        return mine.answer

    def _is_mine_to_do(self, mine):
        """Wait until `mine` is done (False), or until nobody stores for it (True)."""
        with self._news:
            while self._is_stored_for and not mine.is_done:
                self._news.wait()
            if mine.is_done:
                return False
            self._is_stored_for = True
            return True

    def _store(self, store):
        taken: list[Place] = []
        error: Exception | None = OperationalError("The process ended before this was stored.")
        try:
            with gate():
                # Not before: whoever came while another process had its turn goes along.
                taken = self._take()
                with transaction.atomic():
                    answers = store([place.wish for place in taken])
            for place, answer in zip(taken, answers, strict=True):
                place.answer = answer
            error = None
        except Exception as what:
            error = what
        finally:
            for place in taken or self._take():
                place.error, place.is_done = error, True
            with self._news:
                self._is_stored_for = False
                self._news.notify_all()

    def _take(self):
        with self._news:
            taken = self._places[:LARGEST]
            del self._places[:LARGEST]
        return taken


do = Line().do
