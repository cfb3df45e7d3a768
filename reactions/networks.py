"""Where a press comes from, told apart for a day and named by nobody."""

import ipaddress

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.address import client_address


def network_key(request):
    """Return a name for the network of `request`: the same all day, another tomorrow.

    It is a hash with the paper's key and the day in it. From it nobody reads an address, and
    nobody tells whether two days had the same visitor. 32 characters.
    """
    network = network_of(client_address(request))
    today = timezone.localdate().isoformat()
    return salted_hmac("reactions.network", f"{today} {network}").hexdigest()[:32]


def network_of(address):
    """Return the network that `address` (None: unknown) belongs to, as text.

    An IPv4 /24 or an IPv6 /48: what one customer of a hoster gets to send from costs little, and
    a mobile operator moves its customers from address to address within one.
    """
    if address is None:
        return "unknown"
    length = 48 if address.version == 6 else 24
    return str(ipaddress.ip_network((address, length), strict=False))
