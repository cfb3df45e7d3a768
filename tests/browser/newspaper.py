"""A whole newspaper in a folder of its own: database, pictures, a real server."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests import ROOT, migrated, shell
from tests.migrated import ENVIRONMENT, manage

SECONDS_TO_START = 30
DATABASE = "db.sqlite3"


class Newspaper:
    """The site as `make run` makes it, at `url`.

    folder: where its database and pictures lie; two newspapers may share one.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        self.environment = ENVIRONMENT | {
            "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
            "MEDIA_ROOT": str(folder / "media"),
        }
        self._log = folder / f"server-{self.port}.log"
        self._server = None

    def manage(self, *command):
        """Run a command of `manage.py` and return what it printed."""
        return manage(self.environment, *command)

    def tell(self, script):
        """Run `script` in Django's shell and return what it printed, stripped."""
        return shell.run(self.environment, script).strip()

    def addresses(self, language):
        """Return `{page type: path}` of the sweep's pages in `language`."""
        show = f"from tests.browser import addresses; addresses.show({language!r})"
        return json.loads(self.tell(show))

    def found(self, *, demo=True):
        """Make the database, the static files and, unless told otherwise, the demo."""
        shutil.copy(migrated.sqlite_file(), self.folder / DATABASE)
        lay_out_static_files()
        if demo:
            self.manage("make_demo")

    def start(self):
        if self._is_usual():
            lay_out_static_files()
            self._server = shell.Server(self.environment, self.host, self._log)
        else:
            self._server = Gunicorn(self.environment, self.host, self._log)
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self._server.is_running(), self.log()
            assert time.monotonic() < deadline, f"no answer at {self.url}\n{self.log()}"
            time.sleep(0.02)

    def stop(self):
        if self._server:
            self._server.stop()
            self._server = None

    def restart(self):
        self.stop()
        self.start()

    def log(self):
        return self._log.read_text(errors="replace")[-5000:]

    def _is_usual(self):
        """Return whether nothing is asked of it for which the site must be loaded anew."""
        return self.environment.items() - ENVIRONMENT.items() <= {
            (name, self.environment[name]) for name in shell.OWN
        }

    def _answers(self):
        try:
            urllib.request.urlopen(f"{self.url}/robots.txt", timeout=10)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


class Gunicorn:
    """What serves a newspaper that asks for more than most: a process that loads the site anew."""

    def __init__(self, environment, host, log):
        workers = environment.get("WEB_CONCURRENCY", "1")
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", host]
        with log.open("ab") as file:
            self._process = subprocess.Popen(
                [*command, "--workers", workers],
                cwd=ROOT, env=environment, stdout=file, stderr=file,
            )  # fmt: skip
        self.pid = self._process.pid

    def is_running(self):
        return self._process.poll() is None

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, script=""):
    """Yield a running newspaper without a story; what `script` printed in its shell is `told`."""
    paper = Newspaper(folder)
    paper.found(demo=False)
    paper.told = paper.tell(script) if script else ""
    paper.start()
    try:
        yield paper
    finally:
        paper.stop()


def sign_in(page, login, password="zimnik", *, then="/admin/"):
    """Come in through the door of the desk, on to `then`."""
    page.goto(f"/admin/login/?next={then}")
    page.fill("#id_username", login)
    page.fill("#id_password", password)
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url(f"**{then}")


def lay_out_static_files():
    """Collect and compress them, once for all newspapers of a run: that takes 20 s of one core.

    Not once for each process: a server that starts meanwhile would miss the files that are laid
    out anew.
    """
    with migrated.made_once("static") as (note, is_made):
        if not is_made:
            manage(ENVIRONMENT, "collectstatic", "--verbosity=0", "--no-input")
            note.touch()
