"""How gunicorn serves the paper. What stands on its command line comes before what is said here."""

import ctypes

workers = 2
threads = 8
loglevel = "warning"

M_ARENA_MAX = -8  # of glibc's malloc.h


def post_fork(server, worker):
    """Let all threads of a process share two heaps.

    glibc gives each thread that makes pictures a heap of its own, and what one has freed no other
    can use: a process keeps what all of them needed at their worst. Elsewhere nothing is to be
    done.
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(M_ARENA_MAX, 2)
