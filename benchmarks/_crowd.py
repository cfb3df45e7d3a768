"""A crowd at a web server: connections that stay open, each asking again once it is answered."""

import multiprocessing
import select
import socket
import time
from dataclasses import dataclass, field


@dataclass
class Measured:
    """What a crowd got. times: seconds of each answer; statuses: how many of each."""

    seconds: float
    times: list = field(default_factory=list)
    statuses: dict = field(default_factory=dict)
    cpu_seconds: float = 0.0

    @property
    def cpu_ms(self):
        """Return what one answer cost the server and its database."""
        return 1000 * self.cpu_seconds / max(1, len(self.times))

    @property
    def per_second(self):
        return self.statuses.get(200, 0) / self.seconds

    def at(self, share):
        """Return the milliseconds within which that share of all was answered."""
        times = sorted(self.times)
        return 1000 * times[min(len(times) - 1, int(len(times) * share))] if times else 0.0

    def __add__(self, other):
        both = {key: self.statuses.get(key, 0) + other.statuses.get(key, 0)
                for key in self.statuses | other.statuses}  # fmt: skip
        cpu = self.cpu_seconds + other.cpu_seconds
        return Measured(self.seconds + other.seconds, self.times + other.times, both, cpu)


class Connection:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begin(b"")

    def begin(self, request):
        self.read, self.length = b"", None
        self.began = time.perf_counter()
        if request:
            self.socket.sendall(request)

    def receive(self):
        """Take what has come; return the status once the answer is whole, else None."""
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("the server hung up")
        self.read += piece
        if self.length is None:
            end = self.read.find(b"\r\n\r\n")
            if end < 0:
                return None
            head = self.read[:end].lower()
            at = head.find(b"content-length:")
            self.length = end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0])
        return int(self.read[9:12]) if len(self.read) >= self.length else None


def ask_all(host, port, requests, *, clients, seconds):
    """Send `requests` over `clients` connections for `seconds`; return `(Measured, acknowledged)`.

    acknowledged: the places in `requests` of those that were answered with 200.
    """
    connections = {}
    poll = select.epoll()
    for _client in range(clients):
        connection = Connection(host, port)
        connections[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
    places = iter(range(len(requests)))
    measured, acknowledged = Measured(seconds), []
    began = time.perf_counter()
    until = began + seconds
    waiting = 0

    def go_on(connection):
        nonlocal waiting
        if time.perf_counter() < until and (place := next(places, None)) is not None:
            connection.place = place
            connection.begin(requests[place])
            waiting += 1

    for connection in connections.values():
        go_on(connection)
    while waiting:
        for number, _event in poll.poll(180) or [(None, None)]:
            if number is None:
                raise TimeoutError(f"{waiting} requests are not answered")
            connection = connections[number]
            if (status := connection.receive()) is None:
                continue
            waiting -= 1
            measured.times.append(time.perf_counter() - connection.began)
            measured.statuses[status] = measured.statuses.get(status, 0) + 1
            if status == 200:
                acknowledged.append(connection.place)
            go_on(connection)
    measured.seconds = time.perf_counter() - began
    for connection in connections.values():
        connection.socket.close()
    return measured, acknowledged


class Reader:
    """Somebody who opens one page `per_second` times, in a process of their own."""

    def __init__(self, host, port, request, *, per_second=20):
        fork = multiprocessing.get_context("fork")
        self._is_over, self._answers = fork.Event(), fork.SimpleQueue()
        self._process = fork.Process(target=self._read, args=(host, port, request, 1 / per_second))
        self._process.start()

    def stop(self):
        """Return what was `Measured`."""
        self._is_over.set()
        measured = self._answers.get()
        self._process.join()
        return measured

    def _read(self, host, port, request, pause):
        measured = Measured(0)
        began = time.perf_counter()
        connection = Connection(host, port)
        while not self._is_over.wait(pause):
            connection.begin(request)
            while (status := connection.receive()) is None:
                pass
            measured.times.append(time.perf_counter() - connection.began)
            measured.statuses[status] = measured.statuses.get(status, 0) + 1
        measured.seconds = time.perf_counter() - began
        self._answers.put(measured)


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def post(path, body="", headers=()):
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Accept: application/json",
             "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
             *headers]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
