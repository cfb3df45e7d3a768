"""A web server as it is shipped, on a port of its own, and one that always says the same."""

import contextlib
import os
import socket
import subprocess
import sys
import time

from .machine import ROOT

SECONDS_TO_START = 60
HOST = "127.0.0.1"


class Server:
    """A running server. pid: its first process; cold_seconds: from its start to its first page."""

    def __init__(self, process, port, cold_seconds):
        self.pid = process.pid
        self.port = port
        self.cold_seconds = cold_seconds


@contextlib.contextmanager
def serving(application="newsroom.wsgi", first="/health/live", log=None, **environment):
    """Yield a `Server` of `application` under gunicorn; first: the page that must answer.

    log: an open file for what it has to say, None: where this process says it.
    """
    port = free_port()
    # As `make run` does: the rest stands in gunicorn.conf.py.
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"{HOST}:{port}"]
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stderr=log)
    try:
        wait_for(process, port, first)
        yield Server(process, port, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(process, port, path):
    """Return when `path` was answered with 200."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"The server ended with {process.returncode}.")
        with contextlib.suppress(OSError), Reader(port) as reader:
            if reader.get(path).status == 200:
                return
        time.sleep(0.005)
    sys.exit("The server did not answer.")


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Answer:
    """What came back: its status, its headers by small names, its body as it was sent."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class Reader:
    """One client with one connection, as cheap as can be: it shares the cores with the server."""

    def __init__(self, port):
        self.port = port
        self._socket = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        if self._socket:
            self._socket.close()
            self._socket = None

    def get(self, path, **headers):
        """Return the `Answer` of `path`; `accept_encoding="br"` is a header."""
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{self.port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        try:
            self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            return self._answer()
        except OSError:
            self.close()
            raise

    def _answer(self):
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more()
        head, _, body = read.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if "content-length" in headers:
            while len(body) < int(headers["content-length"]):
                body += self._more()
        else:
            with contextlib.suppress(ConnectionError):
                while True:
                    body += self._more()
        if headers.get("connection") == "close" or "content-length" not in headers:
            self.close()
        return Answer(int(first.split()[1]), headers, body)

    def _more(self):
        found = self._socket.recv(262_144)
        if not found:
            raise ConnectionError("The server closed the connection.")
        return found
