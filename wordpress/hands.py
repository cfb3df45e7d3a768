"""More hands than one: processes beside this one that do a part of its work, answered in order.

They are copies of this process that have nothing of its open: whoever writes is this one alone.
They end with it, however it ends. Whatever one of them cannot do is done here.
"""

import contextlib
import gc
import os
import pickle
import signal
import threading
from collections import deque
from multiprocessing import Pipe
from pathlib import Path
from queue import SimpleQueue

from django.db import connection, connections

#: Tasks that are handed over at once.
AT_ONCE = 50
#: Batches that are being worked on while one is being written.
AHEAD = 1
MOST = 4


class NotHere(Exception):
    """What only the process that writes can do."""


def usual_number():
    """Return how many processes have a core each, `MOST` at most."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, MOST)


class Hands:
    """Does `work(task)` for batches of tasks, in `number` processes with this one, `MOST` at most.

    begin: called in each of the others before its first task. Alone where this process cannot be
    copied: in a transaction, whose rows no other would see, or beside threads.
    """

    def __init__(self, number, work, begin):
        self.work, self.begin = work, begin
        self._lines, self._pids = [], []
        self._next = 0
        if number > 1 and _can_be_copied():
            self._hire(min(number, MOST) - 1)

    @property
    def number(self):
        return len(self._pids) + 1

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        """Let the others go. They hold nothing that would have to be put away."""
        for line in self._lines:
            line.close()
        for pid in self._pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._lines, self._pids = [], []
        gc.unfreeze()

    def batches(self, batches):
        """Yield for each list of tasks the list of answers; the next is begun meanwhile."""
        begun = deque()
        for tasks in batches:
            begun.append(self._hand_over(tasks))
            if len(begun) > AHEAD:
                yield self._collect(begun.popleft())
        while begun:
            yield self._collect(begun.popleft())

    def _hand_over(self, tasks):
        shares = []
        for start in range(0, len(tasks), AT_ONCE):
            some = tasks[start : start + AT_ONCE]
            line = None
            if self._lines:
                line = self._lines[self._next % len(self._lines)]
                self._next += 1
                with contextlib.suppress(OSError):
                    line.send(some)
            shares.append((line, some))
        return shares

    def _collect(self, shares):
        found = []
        for line, tasks in shares:
            answers = None
            if line:
                # Of one that was killed nothing more comes.
                with contextlib.suppress(EOFError, OSError):
                    answers = pickle.loads(line.recv_bytes())  # noqa: S301 - of a copy of this
            found += map(self._done, tasks, answers or [None] * len(tasks))
        return found

    def _done(self, task, answer):
        return self.work(task) if answer is None else answer

    # --- the others ---------------------------------------------------------------------------

    def _hire(self, number):
        # SQLite knows of no copies: what is open here must not be open there.
        if connection.vendor == "sqlite":
            connection.close()
        gc.collect()
        # What is here now is looked through no more, so that it stays common to all.
        gc.freeze()
        # Where there is room for no more processes, those that are here are enough.
        with contextlib.suppress(OSError):
            for _ in range(number):
                ours, theirs = Pipe()
                pid = os.fork()
                if not pid:
                    self._serve(theirs)
                theirs.close()
                self._lines.append(ours)
                self._pids.append(pid)

    def _serve(self, line):
        """Answer until nobody asks. Never returns."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # for the process that writes
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            # The locks and connections of the other process, and its lines to the others.
            _close_all_but(line.fileno())
            for inherited in connections.all(initialized_only=True):
                _kept.append(inherited.connection)
                inherited.connection = None
            self.begin()
            outbox: SimpleQueue = SimpleQueue()
            threading.Thread(target=_send, args=(line, outbox), daemon=True).start()
            while True:
                outbox.put(pickle.dumps([self._tried(task) for task in line.recv()], 5))
        finally:
            os._exit(0)

    def _tried(self, task):
        try:
            return self.work(task)
        except NotHere:
            return None


#: Connections of the process that this one is a copy of: to close one would close it there, too.
_kept: list = []


def _send(line, outbox):
    """Send while the next task is done: a line holds less than an answer."""
    while True:
        try:
            line.send_bytes(outbox.get())
        except OSError:
            os._exit(0)


def _close_all_but(kept):
    for file in [int(place.name) for place in Path("/dev/fd").iterdir()]:
        if file > 2 and file != kept:
            with contextlib.suppress(OSError):
                os.close(file)


def _can_be_copied():
    is_in_memory = connection.vendor == "sqlite" and connection.is_in_memory_db()
    return (
        hasattr(os, "fork")
        and not connection.in_atomic_block
        and not is_in_memory
        and threading.active_count() == 1
    )
