from ipaddress import ip_address

import pytest
from django.test import RequestFactory

from accounts.address import client_address

READER = "198.51.100.7"


def ask(peer, forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


def test_without_proxies_nobody_is_believed(settings):
    settings.TRUSTED_PROXIES = []
    assert ask("203.0.113.9", READER) == ip_address("203.0.113.9")


@pytest.mark.parametrize(
    "forwarded",
    [
        READER,
        f"1.1.1.1, {READER}",
        f"127.0.0.1, ' OR 1=1 --, {READER}, 10.0.0.8",
        f"{READER}:55123, 10.1.2.3",
        f"::ffff:{READER}",
    ],
)
def test_the_hop_before_our_own_proxy_is_the_reader(settings, forwarded):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8"]
    assert ask("127.0.0.1", forwarded) == ip_address(READER)


@pytest.mark.parametrize("junk", ["", "evil", "1.2.3.4.5", "\x00", "x" * 100_000, ",,,,"])
def test_a_proxy_that_forwards_junk_is_itself_the_client(settings, junk):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert ask("127.0.0.1", junk) == ip_address("127.0.0.1")


def test_a_proxy_behind_a_unix_socket_is_trusted_when_it_is_named(settings):
    settings.TRUSTED_PROXIES = ["unix"]
    assert ask("", READER) == ip_address(READER)
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert ask("", READER) is None
