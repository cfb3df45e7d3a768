"""The Django shell of newspapers that tests run, at a twentieth of what `manage.py shell` costs."""

import json
import os
import subprocess
import sys
from functools import cache

from . import ROOT


def run(environment, script):
    """Return what `script` printed in the shell of the newspaper with this `environment`.

    Nothing of one script is left for the next: each is run by a copy of a process that has loaded
    the site. Only `DATABASE_URL` and `MEDIA_ROOT` may differ from one newspaper to the other.
    """
    kind = environment["DATABASE_URL"].partition(":")[0]
    process = _process(environment["DJANGO_SETTINGS_MODULE"], environment["SECRET_KEY"], kind)
    process.stdin.write(json.dumps({"environment": environment, "script": script}) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline() or '{"failed": "the shell itself has ended"}')
    assert not answer["failed"], f"{script}\n{answer['failed']}"
    return answer["printed"]


@cache
def _process(settings_module, key, kind_of_database):
    """Start the process; it ends with this one, when its input does."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.loaded"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": settings_module,
            "SECRET_KEY": key,
            # A site keeps to one kind; which database, every script says for itself.
            "DATABASE_URL": f"{kind_of_database}:///unused",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
