"""What a server and all its processes have cost, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def family(pid):
    """Return the numbers of process `pid` and of all that descend from it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        fields = stat_of(folder.name)
        if fields:
            parents[int(folder.name)] = int(fields[1])
    found = {pid} & parents.keys()
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def cpu_seconds(*pids):
    """Return the seconds of CPU of these families, in programs and in the kernel.

    Children that have ended count with whoever waited for them. One tick is ten milliseconds.
    """
    ticks = 0
    for pid in pids:
        for member in family(pid):
            fields = stat_of(member)
            if fields:
                ticks += sum(map(int, fields[11:15]))
    return ticks / TICK


def memory_mib(pid):
    """Return the MiB of memory of a family, what processes share divided among them (PSS)."""
    total = 0
    for member in family(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def stat_of(pid):
    """Return the fields of a process after its name, None if it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
