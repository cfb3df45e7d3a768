"""Who asks: the network address of a visitor, believed only as far as our own proxies vouch."""

import ipaddress
from functools import lru_cache

from django.conf import settings

#: What `TRUSTED_PROXIES` calls a proxy on this machine that speaks over a Unix socket.
SOCKET = "unix"


def client_address(request):
    """Return the visitor's `IPv4Address` or `IPv6Address`; None when there is none to believe.

    `X-Forwarded-For` is read from its end, hop by hop, for as long as the hop before is one of
    `TRUSTED_PROXIES`: whatever a visitor wrote at its beginning is never reached.
    """
    address = parse(request.META.get("REMOTE_ADDR", ""))
    if not is_trusted(address):
        return address
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    for hop in reversed(hops):
        hop = parse(hop)
        if hop is None:
            return address
        address = hop
        if not is_trusted(address):
            return address
    return address


def comes_through_a_proxy(environ):
    """Say whether the connection of a WSGI environ itself comes from one of `TRUSTED_PROXIES`."""
    return is_trusted(parse(environ.get("REMOTE_ADDR", "")))


def is_trusted(address):
    """Say whether `address` (None: a Unix socket) is one of our own proxies."""
    networks = trusted_networks(tuple(settings.TRUSTED_PROXIES))
    if address is None:
        return SOCKET in networks
    return any(address in network for network in networks if network != SOCKET)


@lru_cache(maxsize=4)
def trusted_networks(written):
    """Return the networks of `written` (a tuple of texts). Raises ValueError for what is none."""
    return tuple(
        text if text == SOCKET else ipaddress.ip_network(text, strict=False)
        for text in map(str.strip, written)
        if text
    )


def parse(text):
    """Return `text` as an address, None if it is none; IPv4 written as IPv6 comes out as IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 192.0.2.1:443, as some proxies write it
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
