"""Varnish with the shipped configuration, in a folder of its own, in front of one newspaper."""

import shutil
import subprocess
import time
import urllib.error
from contextlib import contextmanager

from tests import ROOT
from tests.browser.newspaper import free_port
from tests.edge.front import Asked

SHIPPED = ROOT / "deploy" / "varnish" / "newsroom.vcl"
SECRET = "a word between us"


class Varnish(Asked):
    """Varnish at `url`. folder: an empty one, for what it keeps."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self, host):
        """Stand before the newspaper at `host`; what is changed is what every site changes."""
        name, _colon, port = host.partition(":")
        (self.folder / "secret").write_text(f"{SECRET}\n")
        shipped = SHIPPED.read_text()
        for theirs, ours in {
            '.host = "127.0.0.1";': f'.host = "{name}";',
            '.port = "8000";': f'.port = "{port}";',
            "/etc/varnish/newsroom.secret": f"{self.folder}/secret",
        }.items():
            assert theirs in shipped
            shipped = shipped.replace(theirs, ours)
        (self.folder / "newsroom.vcl").write_text(shipped)
        process = subprocess.Popen(
            [
                "varnishd", "-F", "-n", self.folder / "run", "-f", self.folder / "newsroom.vcl",
                "-a", f"127.0.0.1:{self.port}", "-s", "default,32m", "-j", "none",
            ],
            stdout=(self.folder / "log").open("wb"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            for _time in range(1000):
                try:
                    self.get("/robots.txt")
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert process.poll() is None, (self.folder / "log").read_text()
                    time.sleep(0.02)
            yield self
        finally:
            process.terminate()
            process.wait(timeout=30)

    def counted(self, name):
        """Return what Varnish says of itself: `MAIN.n_object`, `MAIN.bans` …"""
        asked = ["varnishstat", "-n", self.folder / "run", "-1", "-f", name]
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return int(said.split()[1])


def is_there():
    # Its configuration becomes C, which a compiler turns into a library.
    return all(map(shutil.which, ("varnishd", "varnishstat", "cc")))
