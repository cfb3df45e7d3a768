"""Which addresses may be asked at all: public machines on the web, and nothing of ours."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

PORTS = frozenset({80, 443})
LONGEST = 4000

_PUBLIC_SIX = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
#: Python calls these public: old tunnels, protocol assignments, one cloud's metadata, examples.
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16",
                    "3fff::/20")
]  # fmt: skip
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


class NotFetched(Exception):
    """Nothing came of it. reason: a sentence in the language of whoever waits."""

    def __init__(self, reason):
        super().__init__(str(reason))
        self.reason = str(reason)


@dataclass(frozen=True, slots=True)
class Place:
    """An address, parsed once: nobody reads it a second time and another way.

    host: a name in ASCII without the dot at its end, or an IP address as `ipaddress` writes it.
    target: path and query, percent-encoded.
    """

    is_secure: bool
    host: str
    port: int
    target: str

    @property
    def literal(self):
        """The IP address that stands in the place of a name, None if it is a name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    @property
    def host_header(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"


def place_of(url, ports=PORTS):
    """Return the `Place` of `url`; raises `NotFetched` for what is no plain address of the web."""
    url = url.strip()
    if len(url) > LONGEST or _CONTROL.search(url):
        raise NotFetched(_("This is not an address of the web."))
    try:
        # Half a character, as broken exports hold them, cannot be sent either.
        url.encode()
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotFetched(_("This is not an address of the web.")) from None
    if parts.scheme not in {"http", "https"}:
        raise NotFetched(_("Only addresses that begin with http:// or https:// are fetched."))
    if "@" in parts.netloc:
        raise NotFetched(_("The address holds a name or a password; such are not fetched."))
    is_secure = parts.scheme == "https"
    if port is None:
        port = 443 if is_secure else 80
    if port not in ports:
        raise NotFetched(_("Port %(port)d is not asked, only 80 and 443.") % {"port": port})
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    return Place(is_secure, _host(parts), port, target)


def _host(parts):
    host = parts.hostname or ""
    if "[" in parts.netloc or "]" in parts.netloc:
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise _no_host(host) from None
        if address.scope_id:
            raise _no_host(host)
        return str(address)
    try:
        # Wide digits and dots become plain ones here, before anything is compared.
        host = host.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        raise _no_host(host) from None
    labels = host.split(".")
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        # 2130706433, 0x7f000001, 0177.0.0.1, 127.1: other ways to write an address, by which
        # nobody's pictures are linked.
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise _no_host(host) from None
    if len(host) > 253 or not all(map(_NAME.fullmatch, labels)):
        raise _no_host(host)
    return host


def _no_host(host):
    return NotFetched(_("“%(host)s” is not the name of a host.") % {"host": host[:100]})


def is_public(address):
    """Tell whether `address` (of `ipaddress`) is one of the open internet.

    An IPv4 address inside an IPv6 one is judged as itself.
    """
    if address.version == 6:
        if getattr(address, "scope_id", None):
            return False
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _PUBLIC_SIX:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not any(
            address in network for network in _NOT_PUBLIC if network.version == address.version
        )
    )
