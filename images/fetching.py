"""Files from other machines, fetched so that nobody is led to ours.

An address is parsed once and its name resolved once; each address it resolves to must be public;
the connection goes to that very address, with the name for the certificate. Asked again by name,
a resolver could answer otherwise the second time. Redirects begin the same from the start.
"""

import http.client
import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from django.utils.translation import gettext as _

from multilingual.troubles import reason

from .reach import PORTS, NotFetched, is_public, place_of
from .validators import plain_text

__all__ = ["Fetched", "NotFetched", "fetch"]

MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file from elsewhere. name: what the address calls it, on one line, perhaps empty.

    content_type: what its server calls it, lower case, perhaps wrong or empty.
    """

    data: bytes
    name: str
    content_type: str


def addresses_of(host):
    """Return the IP addresses of a name, as text, in the order of the resolver."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def fetch(
    url,
    *,
    most_bytes=20 * 2**20,
    seconds=30,
    ports=PORTS,
    resolve=addresses_of,
    may_be_reached=is_public,
) -> Fetched:
    """Return the file at `url`, or raise `NotFetched` with a sentence.

    seconds: for everything together, redirects and slow servers included. The file is held in
    memory, so `most_bytes` is what it may cost. Variables that name a proxy are not heeded: what
    may be reached is decided here. resolve, may_be_reached: host → addresses, address → bool.
    """
    deadline = time.monotonic() + seconds
    here = url
    for _hop in range(MOST_REDIRECTS + 1):
        place = place_of(here, ports)
        try:
            with closing(_connected(place, resolve, may_be_reached, deadline)) as wire:
                # What is sent round the file may be as long as the file, and never endless.
                wire.most_bytes = 2 * most_bytes + 2**20
                answer = _asked(wire, place)
                if answer.status not in _REDIRECTS:
                    data = _body(answer, most_bytes)
                    return Fetched(data, _name(url), _type(answer))
                here = urljoin(_written(place), _location(answer))
        except TimeoutError:
            raise _late() from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _broken(place, error) from error
    raise NotFetched(_("The address leads on more than %(number)d times.")
                     % {"number": MOST_REDIRECTS})  # fmt: skip


def _connected(place, resolve, may_be_reached, deadline):
    """Return an open `_Wire`; nothing is opened unless each address may be reached."""
    addresses = [place.literal] if place.literal else _resolved(place.host, resolve, deadline)
    for address in addresses:
        if not may_be_reached(address):
            raise NotFetched(
                _("%(host)s leads to %(address)s, which is no public address; it is not asked.")
                % {"host": place.host, "address": address}
            )
    failure = None
    for address in addresses:
        plain = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET)
        try:
            plain.settimeout(_left(deadline))
            plain.connect((str(address), place.port))
            if not place.is_secure:
                return _Wire(plain, deadline)
            plain.settimeout(_left(deadline))
            secured = ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
            return _Wire(secured, deadline)
        except ssl.SSLCertVerificationError as error:
            failure = NotFetched(
                _("%(host)s shows no valid certificate: %(error)s")
                % {"host": place.host, "error": error.verify_message}
            )
        except TimeoutError:
            failure = _late()
        except OSError as error:
            failure = _broken(place, error)
        except BaseException:
            plain.close()
            raise
        plain.close()
    raise failure or _unknown(place.host)


def _resolved(host, resolve, deadline):
    """Return the addresses of `host`; a resolver that does not answer is not waited for."""
    answers: queue.Queue = queue.Queue()

    def ask():
        try:
            answers.put([ipaddress.ip_address(found) for found in resolve(host)])
        except (OSError, UnicodeError, ValueError):
            answers.put([])

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=_left(deadline))
    except queue.Empty:
        raise _late() from None
    if not found:
        raise _unknown(host)
    return found


class _Wire:
    """A socket whose every wait ends at `deadline`, as `http.client` wants to have one."""

    def __init__(self, plain, deadline):
        self.plain, self.deadline, self.most_bytes = plain, deadline, 0

    def sendall(self, data):
        self.plain.settimeout(_left(self.deadline))
        self.plain.sendall(data)

    def makefile(self, mode):
        return io.BufferedReader(_Reader(self), _CHUNK)

    def close(self):
        self.plain.close()


class _Reader(io.RawIOBase):
    def __init__(self, wire):
        self.wire = wire

    def readable(self):
        return True

    def readinto(self, buffer):
        # Set anew for each piece: a server that sends one byte a second is never done, either.
        self.wire.plain.settimeout(_left(self.wire.deadline))
        read = self.wire.plain.recv_into(buffer)
        self.wire.most_bytes -= read
        if self.wire.most_bytes < 0:
            raise OSError(0, _("it sends without end"))
        return read


def _asked(wire, place):
    lines = [
        f"GET {place.target} HTTP/1.1",
        f"Host: {place.host_header}",
        "User-Agent: newsroom",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    wire.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    answer = http.client.HTTPResponse(wire, method="GET")
    answer.begin()
    return answer


def _location(answer):
    # Headers are read as Latin-1; servers write UTF-8 where they do not encode.
    said = answer.headers.get("Location") or ""
    if not said:
        raise NotFetched(_("The server leads on without saying where."))
    return said.encode("latin-1").decode("utf-8", "replace")


def _written(place):
    scheme = "https" if place.is_secure else "http"
    return f"{scheme}://{place.host_header}{place.target}"


def _body(answer, most_bytes):
    if answer.status != 200:
        raise NotFetched(_("The server answers %(status)d.") % {"status": answer.status})
    if answer.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise NotFetched(_("The server sends the file packed, which nobody asked for."))
    if _type(answer) in {"text/html", "application/xhtml+xml"}:
        raise NotFetched(_("The server sends a page, not a file."))
    too_large = NotFetched(
        _("The file is larger than %(limit)d MB.") % {"limit": -(-most_bytes // 2**20)}
    )
    if (answer.length or 0) > most_bytes:
        raise too_large
    pieces, size = [], 0
    while piece := answer.read(_CHUNK):
        size += len(piece)
        if size > most_bytes:
            raise too_large
        pieces.append(piece)
    if answer.length:
        raise NotFetched(_("The connection ended before the file did."))
    return b"".join(pieces)


def _type(answer):
    return answer.headers.get_content_type() if "Content-Type" in answer.headers else ""


def _name(url):
    last = unquote(re.split(r"[?#]", url.strip())[0].rpartition("/")[2])
    return plain_text(last.replace("\\", "/").rpartition("/")[2], 200)


def _left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _late():
    return NotFetched(_("It took too long."))


def _unknown(host):
    return NotFetched(_("There is no host “%(host)s”.") % {"host": host})


def _broken(place, error):
    said = reason(error) if isinstance(error, OSError) else type(error).__name__
    return NotFetched(_("%(host)s cannot be read: %(error)s") % {"host": place.host, "error": said})
