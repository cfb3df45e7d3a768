"""Copies of the site as it was loaded once: a twentieth of what loading it for each one costs."""

import json
import os
import subprocess
import sys
from functools import cache

from . import ROOT

#: What may differ from one newspaper to the other: the rest is read when the site is loaded.
OWN = {"DATABASE_URL", "MEDIA_ROOT"}


def run(environment, script):
    """Return what `script` printed in the shell of the newspaper with this `environment`.

    Nothing of one script is left for the next: each is run by a copy of a process that has loaded
    the site. Only what is in `OWN` may differ from one newspaper to the other.
    """
    return _ask(environment, "run", script, environment=environment, script=script)


class Server:
    """A newspaper that is served by a copy of a process that has loaded the site.

    host: address and port. log: the file for what gunicorn says.
    """

    def __init__(self, environment, host, log):
        self.environment = environment
        self.pid = self._ask("serve", environment=environment, host=host, log=str(log))

    def is_running(self):
        return self._ask("is_serving", server=self.pid)

    def stop(self):
        """Let it answer what it was asked, and wait for its end."""
        self._ask("end", server=self.pid)

    def _ask(self, do, **told):
        return _ask(self.environment, do, f"the server at {self.environment}", **told)


def _ask(newspaper, do, what, /, **told):
    kind = newspaper["DATABASE_URL"].partition(":")[0]
    process = _process(newspaper["DJANGO_SETTINGS_MODULE"], newspaper["SECRET_KEY"], kind)
    process.stdin.write(json.dumps({"do": do} | told) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline() or '{"failed": "the shell itself has ended"}')
    assert not answer["failed"], f"{what}\n{answer['failed']}"
    return answer["told"]


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
