"""How fast the machine at hand is: limits in milliseconds carried over to it."""

from . import processes
from .server import Reader, serving

#: What a constant answer cost on the machine for which limits were set in milliseconds.
REFERENCE_MS = 0.167


def constant():
    """Return a context with a `Server`, started as it is shipped, that always says the same."""
    return serving("benchmarks.measuring.constant:application", first="/")


def constant_ms(times=3_000):
    """Return the milliseconds of CPU of a constant answer."""
    with constant() as server:
        return asked(server.pid, server.port, "/", times)


def slowness(constant):
    """Return what a limit in milliseconds is multiplied by here, where a constant costs so many."""
    return constant / REFERENCE_MS


def said(constant):
    """Return a line for the head of a table."""
    return (
        f"a constant answer costs {constant:.3f} ms here, {REFERENCE_MS} where the limits were set:"
        f" limits of time are {slowness(constant):.2f} times those"
    )


def asked(pid, port, path, times):
    """Return the milliseconds of CPU that a request for `path` costs the processes of `pid`."""
    with Reader(port) as reader:
        for _time in range(100):
            reader.get(path)
        before = processes.cpu_seconds(pid)
        for _time in range(times):
            reader.get(path)
        return 1000 * (processes.cpu_seconds(pid) - before) / times
