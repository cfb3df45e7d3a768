"""As much of S3 as backups use, in memory, on this machine: the real client talks to it."""

import contextlib
import datetime
import itertools
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Store:
    """Objects and uploads. objects: key → (bytes, moment). uploads: id → (key, parts, moment)."""

    def __init__(self):
        self.objects, self.uploads = {}, {}
        self.numbers = itertools.count(1)
        #: Called with (method, path) before each answer; what it returns is a status instead.
        self.trouble = lambda method, path: None

    def put(self, key, data, at=None):
        self.objects[key] = (data, at or now())


def now():
    return datetime.datetime.now(datetime.UTC)


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *args):
        pass

    def handle_one_request(self):
        with contextlib.suppress(ConnectionError):
            super().handle_one_request()

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content_Length": len(body), "ETag": '"x"', **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def xml(self, inside):
        self.answer(200, f'<?xml version="1.0"?>{inside}'.encode(), Content_Type="application/xml")

    def prepare(self):
        """Return (key, question, body), or None if the trouble was answered."""
        parts = urlsplit(self.path)
        _empty, _bucket, *key = unquote(parts.path).split("/")
        body = self.body()
        if status := self.store.trouble(self.command, self.path):
            self.answer(status, b"<Error><Code>Trouble</Code></Error>")
            return None
        return "/".join(key), parse_qs(parts.query, keep_blank_values=True), body

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return data
        found = b""
        while data:
            head, _line, data = data.partition(b"\r\n")
            size = int(head.split(b";")[0], 16)
            if not size:
                break
            found, data = found + data[:size], data[size + 2 :]
        return found

    def do_POST(self):
        if not (prepared := self.prepare()):
            return
        key, question, _body = prepared
        if "uploads" in question:
            number = str(next(self.store.numbers))
            self.store.uploads[number] = (key, {}, now())
            self.xml(f"<R><UploadId>{number}</UploadId></R>")
        else:
            _key, parts, _at = self.store.uploads.pop(question["uploadId"][0])
            self.store.put(key, b"".join(parts[number] for number in sorted(parts)))
            self.xml("<R><ETag>x</ETag></R>")

    def do_PUT(self):
        if not (prepared := self.prepare()):
            return
        key, question, body = prepared
        if source := self.headers.get("x-amz-copy-source"):
            self.store.put(key, self.store.objects[unquote(source).strip("/").split("/", 1)[1]][0])
            self.xml("<R><ETag>x</ETag></R>")
        elif "partNumber" in question:
            _key, parts, _at = self.store.uploads[question["uploadId"][0]]
            parts[int(question["partNumber"][0])] = body
            self.answer(200)
        else:
            self.store.put(key, body)
            self.answer(200)

    def do_GET(self):
        if not (prepared := self.prepare()):
            return
        key, question, _body = prepared
        if not key:
            self.xml(self.listed(question))
        elif key not in self.store.objects:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            data, at = self.store.objects[key]
            facts = {"Last_Modified": at.strftime("%a, %d %b %Y %H:%M:%S GMT")}
            if wanted := self.headers.get("Range"):
                first, last = map(int, wanted.removeprefix("bytes=").split("-"))
                self.answer(206, data[first : last + 1], **facts)
            else:
                self.answer(200, data, **facts)

    do_HEAD = do_GET

    def do_DELETE(self):
        if not (prepared := self.prepare()):
            return
        key, question, _body = prepared
        if "uploadId" in question:
            self.store.uploads.pop(question["uploadId"][0], None)
        else:
            self.store.objects.pop(key, None)
        self.answer(204)

    def listed(self, question):
        prefix = question.get("prefix", [""])[0]
        if "uploads" in question:
            return "<R>" + "".join(
                f"<Upload><Key>{escape(key)}</Key><UploadId>{number}</UploadId>"
                f"<Initiated>{stamp(at)}</Initiated></Upload>"
                for number, (key, _parts, at) in self.store.uploads.items()
            ) + "</R>"  # fmt: skip
        return "<R><IsTruncated>false</IsTruncated>" + "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size>"
            f"<LastModified>{stamp(at)}</LastModified></Contents>"
            for key, (data, at) in sorted(self.store.objects.items())
            if key.startswith(prefix) and "/" not in key[len(prefix) :]
        ) + "</R>"  # fmt: skip


@contextlib.contextmanager
def serving():
    """Yield (address, `Store`)."""
    store = Store()
    handler = type("OfThisTest", (Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", store
    finally:
        server.shutdown()
        server.server_close()
