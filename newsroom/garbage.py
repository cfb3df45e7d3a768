"""Python's search for garbage in cycles, as it suits a process that answers for weeks."""

import gc

#: New objects between two searches. Python's own 700 are fewer than one page makes.
OBJECTS = 10_000


def search_seldom():
    """Leave alone what is loaded by now, and look through what comes after at longer intervals.

    To be called once, when a server has loaded its program. A page costs 6 to 8 % less; what
    waits to be found are some megabytes at most.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 10, 10)
