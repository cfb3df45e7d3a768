"""What `tests.shell` starts: the whole site, loaded once, and a copy of it for each script.

A line of its input is JSON, `environment` and `script`; so is each answer: what was `printed`, and
what `failed`.
"""
# ruff: noqa: E402 - nothing of the site before `django.setup`

import contextlib
import io
import json
import os
import sys
import traceback
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.db import connections
from django.db.utils import ConnectionHandler

from newsroom.env import database

from .media import pictures_in


def serve():
    for line in sys.stdin:
        asked = json.loads(line)
        if child := os.fork():
            if os.waitpid(child, 0)[1]:
                _answer("", f"it ended the shell: {asked['script']}")
        else:
            _answer(*_printed(**asked))
            os._exit(0)


def _printed(environment, script):
    printed = io.StringIO()
    try:
        os.environ.update(environment)
        here = ConnectionHandler({"default": database()}).settings["default"]
        # In place: a connection may have been made with it, though none is open.
        connections.settings["default"].update(here)
        pictures = pictures_in(Path(environment["MEDIA_ROOT"]), settings)
        with pictures, contextlib.redirect_stdout(printed):
            exec(script, {"__name__": "__main__"})
    except BaseException:
        return printed.getvalue(), traceback.format_exc()
    return printed.getvalue(), ""


def _answer(printed, failed):
    print(json.dumps({"printed": printed, "failed": failed}), flush=True)


if __name__ == "__main__":
    serve()
