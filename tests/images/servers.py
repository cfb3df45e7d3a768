"""Web servers of one answer, on this machine, for what fetches from others."""

import contextlib
import socket
import ssl
import threading
import time


class Server:
    """Listens on 127.0.0.1 and gives each visitor to `answer(connection, request)`.

    requests: what came, as text. visitors: how many connections were opened, even without a word.
    """

    def __init__(self, answer, context=None):
        self.answer, self.context = answer, context
        self.requests, self.visitors = [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self.listener.accept()
                self.visitors += 1
                threading.Thread(target=self._attend, args=(connection,), daemon=True).start()

    def _attend(self, connection):
        with contextlib.suppress(OSError), connection:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(4096)
                if not piece:
                    return
                request += piece
            self.requests.append(request.decode())
            self.answer(connection, request.decode())
            connection.shutdown(socket.SHUT_WR)
            if not isinstance(connection, ssl.SSLSocket):
                connection.settimeout(1)
                connection.recv(1)


@contextlib.contextmanager
def serving(answer, context=None):
    """Yield a `Server`. answer: bytes to send, or a function of connection and request."""
    if isinstance(answer, bytes):
        data = answer
        answer = lambda connection, request: connection.sendall(data)  # noqa: E731
    server = Server(answer, context)
    try:
        yield server
    finally:
        server.listener.close()


def http(body=b"", status="200 OK", **headers):
    """Return a whole answer; `Content_Length` may lie."""
    headers = {"Content_Type": "image/jpeg", "Content_Length": len(body)} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value != ""]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def dripping(first, piece, *, every=0.02):
    """Return what sends `first` and then `piece` for ever."""

    def answer(connection, request):
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            if every:
                time.sleep(every)

    return answer
