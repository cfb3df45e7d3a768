"""A Redis of its own, which may be stopped, held, filled and emptied."""

import contextlib
import shutil
import signal
import socket
import subprocess
import time

from tests.browser.newspaper import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


class Redis:
    """Redis at `url`, keeping nothing on disk."""

    def __init__(self):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process = None

    def start(self):
        self._process = subprocess.Popen(
            [PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for _time in range(500):
            with contextlib.suppress(OSError):
                if self.say("PING").startswith(b"+PONG"):
                    return
            time.sleep(0.02)
        raise AssertionError("Redis did not start")

    def say(self, *words):
        """Send a command and return the beginning of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as place:
            place.sendall((" ".join(words) + "\r\n").encode())
            return place.recv(4096)

    def hang(self):
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)

    def kill(self):
        self._process.kill()
        self._process.wait(timeout=10)
