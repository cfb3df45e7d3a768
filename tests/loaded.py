"""What `tests.shell` starts: the whole site, loaded once, and a copy of it for whoever asks.

A line of its input is JSON: what to `do` (a function below), and what that needs to know; so is
each answer: what was `told`, and what `failed`.
"""
# ruff: noqa: E402 - nothing of the site before `django.setup`

import contextlib
import io
import json
import os
import signal
import sys
import traceback
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.db.utils import ConnectionHandler
from gunicorn.app.base import Application
from gunicorn.util import import_app

from newsroom.env import database

from .media import pictures_in

#: Processes that serve and have not been seen to end.
servers = set()


def answer_all():
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"told": DO[asked.pop("do")](**asked), "failed": ""}
        except Exception:
            answer = {"told": "", "failed": traceback.format_exc()}
        print(json.dumps(answer), flush=True)
    # Whoever asked is gone, and with them all who could stop these.
    for server in servers:
        os.kill(server, signal.SIGTERM)


def run(environment, script):
    """Run `script` in a copy; return what it printed."""
    theirs, ours = os.pipe()
    if child := os.fork():
        os.close(ours)
        with os.fdopen(theirs) as answer:
            printed, failed = json.loads(answer.read() or '["", "it ended the shell"]')
        os.waitpid(child, 0)
        if failed:
            raise RuntimeError(failed)
        return printed
    with os.fdopen(ours, "w") as answer:
        json.dump(_printed(environment, script), answer)
    os._exit(0)


def _printed(environment, script):
    printed = io.StringIO()
    try:
        with _newspaper(environment), contextlib.redirect_stdout(printed):
            exec(script, {"__name__": "__main__"})
    except BaseException:
        return printed.getvalue(), traceback.format_exc()
    return printed.getvalue(), ""


@contextlib.contextmanager
def _newspaper(environment):
    """Be the newspaper that `environment` describes, from here on."""
    os.environ.update(environment)
    here = ConnectionHandler({"default": database()}).settings["default"]
    # In place: a connection may have been made with it, though none is open.
    connections.settings["default"].update(here)
    with pictures_in(Path(environment["MEDIA_ROOT"]), settings):
        yield


class Server(Application):
    """The gunicorn of `make run`, on the site as it was loaded."""

    def __init__(self, application, host):
        self.application, self.host = application, host
        super().__init__()

    def load_config(self):
        self.load_config_from_file("gunicorn.conf.py")
        self.cfg.set("bind", self.host)
        self.cfg.set("workers", 1)

    def load(self):
        return self.application


def serve(environment, host, log):
    """Serve the newspaper at `host` from a copy; return its pid. It writes into the file `log`."""
    # In time for the static files, which must be there when the site looks for them.
    application = import_app("newsroom.wsgi")
    if child := os.fork():
        servers.add(child)
        return child
    try:
        os.setsid()
        for file, number in ((os.devnull, 0), (log, 1), (log, 2)):
            os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
        with _newspaper(environment):
            Server(application, host).run()
    except SystemExit as over:
        # Not only here: gunicorn's own copies come along this way, too.
        os._exit(over.code or 0)
    finally:
        os._exit(1)


def is_serving(server):
    """Return whether a process that `serve` told of has not ended."""
    if server in servers and os.waitpid(server, os.WNOHANG)[0]:
        servers.remove(server)
    return server in servers


def end(server):
    """Let a process that `serve` told of finish what it does, and end."""
    if is_serving(server):
        os.kill(server, signal.SIGTERM)
        os.waitpid(server, 0)
        servers.remove(server)


DO = {"run": run, "serve": serve, "is_serving": is_serving, "end": end}

if __name__ == "__main__":
    answer_all()
