"""The machine that numbers come from: a number without it says nothing."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def described(**more):
    """Return the description of this machine as a dictionary; more: say, database="SQLite 3.40"."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "django": version_of("django"),
        "gunicorn": version_of("gunicorn"),
        "commit": commit(),
        **more,
    }


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def version_of(package):

    return version(package)


def commit():
    """Return the commit that is measured, with a plus where files differ from it."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return said.stdout.strip() or "unknown"


def load():
    """Return how many processes wanted a core in the last minute: ours should be alone."""
    return os.getloadavg()[0]
