"""nginx as it is shipped, in a folder of its own, in front of one newspaper on several nodes."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from tests import ROOT
from tests.browser.newspaper import free_port

SHIPPED = ROOT / "deploy" / "nginx"
WHOLE = """
daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    {sites}
}}
"""


def shipped(folder, hosts, media, port):
    """Write the shipped files to `folder`, with this machine's places; return the first.

    What is changed is what every site changes: addresses, certificates, folders.
    """
    places = {
        "/srv/newsroom/deploy/nginx/": f"{folder}/",
        "/srv/newsroom/var/media/": f"{media}/",
        "/srv/newsroom/var": str(ROOT / "var"),
        "/var/cache/nginx/newsroom": f"{folder}/pages",
        "    server 127.0.0.1:8000;": "".join(f"    server {host};\n" for host in hosts),
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
    }
    for file in SHIPPED.glob("*.conf"):
        text = file.read_text()
        for theirs, ours in places.items():
            text = text.replace(theirs, ours)
        lines = text.splitlines()
        if file.name == "newsroom.conf":
            lines = [line for line in lines if not line.strip().startswith(("ssl_", "listen [::]"))]
            text = "\n".join(lines).replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        (folder / file.name).write_text(text)
    whole = folder / "whole.conf"
    sites = (folder / "newsroom.conf").read_text()
    whole.write_text(WHOLE.format(folder=folder, sites=sites))
    return whole


class Asked:
    """What stands at `url` and may be asked."""

    def get(self, path, method="GET", **headers):
        """Return (status, headers, body) of `path`, following no redirect."""
        asked = urllib.request.Request(
            f"{self.url}{path}",
            headers={k.replace("_", "-"): v for k, v in headers.items()},
            method=method,
        )
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read()


class Front(Asked):
    """nginx in front of `hosts`, the nodes of one site whose pictures lie in `media`.

    folder: an empty one for what nginx keeps. pid: its first process, while it runs.
    """

    def __init__(self, folder, hosts, media):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.pid = None
        self._conf = shipped(folder, hosts, media, self.port)

    def begin_a_second(self):
        """Wait until a second of the clock begins: what nginx keeps is kept to its end."""
        time.sleep(1.02 - time.time() % 1)

    @contextmanager
    def running(self):
        command = ["nginx", "-p", self.folder, "-c", self._conf]
        if os.geteuid() == 0:
            # Its workers would give up root, and not reach what tests keep to themselves.
            command += ["-g", "user root;"]
        process = subprocess.Popen(command)
        self.pid = process.pid
        try:
            for _time in range(500):
                try:
                    self.get("/robots.txt")
                    break
                except urllib.error.URLError:
                    assert process.poll() is None, (self.folder / "error.log").read_text()
                    time.sleep(0.02)
            yield self
        finally:
            process.terminate()
            process.wait(timeout=30)


def is_there():
    return shutil.which("nginx") is not None
