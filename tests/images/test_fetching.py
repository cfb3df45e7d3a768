"""Whoever names an address to fetch from is never led into our own house."""

import ipaddress
import socket
import ssl
import time

import pytest
from django.utils import translation

from images.fetching import Fetched, NotFetched, fetch
from images.reach import PORTS, is_public, place_of

from .certificates import certificate
from .servers import dripping, http, serving

#: What names lead to, as a hostile resolver would have it.
NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "printer.local": ["192.168.1.20"],
    "metadata.google.internal": ["169.254.169.254"],
    "private.example": ["10.1.2.3"],
    "half.example": ["93.184.216.34", "10.1.2.3"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "six.example": ["fd00::5"],
    "scoped.example": ["fe80::1%2"],
    "zero.example": ["0.0.0.0"],
    "empty.example": [],
    "xn--e1afmkfd.xn--p1ai": ["127.0.0.1"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
}

NOT_PUBLIC, NO_ADDRESS, NO_HOST, UNKNOWN = "no public", "not an address", "not the name", "no host"
NOT_HTTP, PORT, LOGIN = "begin with http", "Port", "a name or a password"

REFUSED = [
    # this machine
    ("http://127.0.0.1/", NOT_PUBLIC),
    ("http://127.255.255.254/", NOT_PUBLIC),
    ("http://localhost/", NOT_PUBLIC),
    ("http://LOCALHOST./", NOT_PUBLIC),
    ("http://localhost.localdomain/", NOT_PUBLIC),
    ("http://0.0.0.0/", NOT_PUBLIC),
    ("http://[::1]/", NOT_PUBLIC),
    ("http://[::]/", NOT_PUBLIC),
    ("http://[0:0:0:0:0:0:0:1]/", NOT_PUBLIC),
    # the same in other figures
    ("http://127.1/", NO_HOST),
    ("http://127.0.1/", NO_HOST),
    ("http://2130706433/", NO_HOST),
    ("http://0x7f000001/", NO_HOST),
    ("http://0x7f.0.0.1/", NO_HOST),
    ("http://0177.0.0.1/", NO_HOST),
    ("http://017700000001/", NO_HOST),
    ("http://127.0.0.01/", NO_HOST),
    ("http://127.0.0.1./", NOT_PUBLIC),
    ("http://１２７。０。０。１/", NOT_PUBLIC),
    ("http://①②⑦.⓪.⓪.①/", NOT_PUBLIC),
    ("http://%31%32%37.0.0.1/", NO_HOST),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", NOT_PUBLIC),
    # an old address inside a new one
    ("http://[::ffff:127.0.0.1]/", NOT_PUBLIC),
    ("http://[::ffff:7f00:1]/", NOT_PUBLIC),
    ("http://[::127.0.0.1]/", NOT_PUBLIC),
    ("http://[64:ff9b::127.0.0.1]/", NOT_PUBLIC),
    ("http://[64:ff9b::a00:1]/", NOT_PUBLIC),
    ("http://[64:ff9b:1::a00:1]/", NOT_PUBLIC),
    ("http://[2002:7f00:1::]/", NOT_PUBLIC),
    ("http://[2002:a00:1::1]/", NOT_PUBLIC),
    ("http://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/", NOT_PUBLIC),
    # our own networks
    ("http://10.0.0.1/", NOT_PUBLIC),
    ("http://172.16.0.1/", NOT_PUBLIC),
    ("http://192.168.0.1/", NOT_PUBLIC),
    ("http://100.64.0.1/", NOT_PUBLIC),
    ("http://100.100.100.200/", NOT_PUBLIC),
    ("http://[fd00:ec2::254]/", NOT_PUBLIC),
    ("http://[fc00::1]/", NOT_PUBLIC),
    ("http://[fec0::1]/", NOT_PUBLIC),
    ("http://printer.local/", NOT_PUBLIC),
    # the machine's neighbours, and those who run it
    ("http://169.254.169.254/latest/meta-data/", NOT_PUBLIC),
    ("http://metadata.google.internal/", NOT_PUBLIC),
    ("http://168.63.129.16/", NOT_PUBLIC),
    ("http://192.0.0.192/", NOT_PUBLIC),
    ("http://[fe80::1]/", NOT_PUBLIC),
    ("http://[fe80::1%25eth0]/", NO_HOST),
    ("http://[fe80::1%eth0]/", NO_HOST),
    # many at once, and nobody
    ("http://224.0.0.1/", NOT_PUBLIC),
    ("http://239.255.255.250/", NOT_PUBLIC),
    ("http://255.255.255.255/", NOT_PUBLIC),
    ("http://240.0.0.1/", NOT_PUBLIC),
    ("http://[ff02::1]/", NOT_PUBLIC),
    ("http://192.88.99.1/", NOT_PUBLIC),
    ("http://198.18.0.1/", NOT_PUBLIC),
    ("http://203.0.113.7/", NOT_PUBLIC),
    ("http://[2001:db8::1]/", NOT_PUBLIC),
    # names that lead inside
    ("http://private.example/", NOT_PUBLIC),
    ("http://half.example/", NOT_PUBLIC),
    ("http://mapped.example/", NOT_PUBLIC),
    ("http://six.example/", NOT_PUBLIC),
    ("http://scoped.example/", NOT_PUBLIC),
    ("http://zero.example/", NOT_PUBLIC),
    ("http://пример.рф/", NOT_PUBLIC),
    ("http://127.0.0.1.nip.example/", NOT_PUBLIC),
    ("http://empty.example/", UNKNOWN),
    ("http://nobody.example/", UNKNOWN),
    # who is meant
    ("http://public.example@127.0.0.1/", LOGIN),
    ("http://127.0.0.1:80@public.example/", LOGIN),
    ("http://user:password@private.example/", LOGIN),
    ("http://@127.0.0.1/", LOGIN),
    ("http://public.example\\@127.0.0.1/", NO_ADDRESS),
    ("http://127.0.0.1\t/", NO_ADDRESS),
    ("http://127.0.0.1\r\nHost: private/", NO_ADDRESS),
    ("http://[::1", NO_ADDRESS),
    ("http://[127.0.0.1]/", "not"),
    ("http://private_.example:99999/", NO_ADDRESS),
    ("http://private.example:x/", NO_ADDRESS),
    ("http://-private.example/", NO_HOST),
    ("http://private..example/", NO_HOST),
    ("http:///etc/passwd", NO_HOST),
    ("http://" + "a" * 64 + ".example/", NO_HOST),
    ("http://a b.example/", NO_HOST),
    ("http://private.example/" + "a" * 4000, NO_ADDRESS),
    ("http://private.example/\ud800", NO_ADDRESS),
    # other doors and other languages
    ("http://127.0.0.1:6379/", PORT),
    ("http://private.example:22/", PORT),
    ("https://private.example:8443/", PORT),
    ("http://private.example:0/", PORT),
    ("file:///etc/passwd", NOT_HTTP),
    ("gopher://127.0.0.1:6379/_INFO", NOT_HTTP),
    ("ftp://private.example/a.jpg", NOT_HTTP),
    ("data:image/png;base64,AAAA", NOT_HTTP),
    ("//private.example/a.jpg", NOT_HTTP),
    ("/wp-content/a.jpg", NOT_HTTP),
    ("", NOT_HTTP),
]  # fmt: skip


def resolve(host):
    if host not in NAMES:
        raise socket.gaierror(-2, "Name or service not known")
    return NAMES[host]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def nobody_is_called(monkeypatch):
    """Opening any connection fails the test."""
    called = []

    class Silent(socket.socket):
        def connect(self, address):
            called.append(address)
            raise AssertionError(f"a connection to {address} was opened")

    monkeypatch.setattr(socket, "socket", Silent)
    yield
    assert called == []


@pytest.mark.parametrize(("url", "reason"), REFUSED, ids=[url[:60] for url, _reason in REFUSED])
def test_what_is_not_of_the_open_web_is_refused_before_anybody_is_called(
    url, reason, nobody_is_called
):
    with pytest.raises(NotFetched, match=reason):
        fetch(url, resolve=resolve)


def test_a_listener_on_this_machine_hears_nothing_of_a_refused_address():
    with serving(http(b"secret")) as server:
        for host in ("127.0.0.1", "localhost", "localhost.", "[::ffff:127.0.0.1]", "0.0.0.0"):
            with pytest.raises(NotFetched, match="no public"):
                fetch(f"http://{host}:{server.port}/", resolve=resolve, ports={server.port})
        time.sleep(0.05)
        assert server.visitors == 0


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "2a00:1450:4010::8a", "2606:4700::1111", "::ffff:8.8.8.8",
     "64:ff9b::808:808"],
)  # fmt: skip
def test_public_addresses_are_public(address):
    assert is_public(ipaddress.ip_address(address))


def test_an_address_is_written_as_servers_read_it():
    place = place_of(" http://Пример.РФ./фото/лёд 1.jpg?ver=1&q=ы#part ")
    assert place.host == "xn--e1afmkfd.xn--p1ai"
    assert place.host_header == "xn--e1afmkfd.xn--p1ai"
    assert place.target == ("/%D1%84%D0%BE%D1%82%D0%BE/%D0%BB%D1%91%D0%B4%201.jpg?ver=1&q=%D1%8B")
    assert place_of("https://[2606:4700::1]:80/a%20b").host_header == "[2606:4700::1]:80"
    assert place_of("https://a.example").target == "/"


def near(server, name="pictures.example", **options):
    """Return what lets `fetch` reach the test's own server, by its port alone."""
    return {
        "resolve": lambda host: ["127.0.0.1"] if host == name else resolve(host),
        "ports": {server.port, *PORTS},
        "may_be_reached": lambda address: str(address) == "127.0.0.1" or is_public(address),
    } | options


def get(server, path="/a.jpg", **options):
    return fetch(f"http://pictures.example:{server.port}{path}", **near(server, **options))


def test_a_picture_is_fetched_with_its_name_and_type():
    with serving(http(b"pixels", Content_Type="image/JPEG; charset=x")) as server:
        fetched = get(server, "/2019/05/%D0%BB%D1%91%D0%B4.jpg?w=100")
        assert fetched == Fetched(b"pixels", "лёд.jpg", "image/jpeg")
        (request,) = server.requests
    assert f"Host: pictures.example:{server.port}\r\n" in request
    assert "Accept-Encoding: identity\r\n" in request
    assert "cookie" not in request.lower()


def test_a_name_is_asked_for_once_and_its_address_is_called():
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with serving(http(b"pixels")) as server:
        assert get(server, resolve=lambda host: answers.pop(0)).data == b"pixels"
    assert answers == [["10.0.0.1"]]


def test_the_next_address_is_tried_where_one_does_not_answer():
    with serving(http(b"pixels")) as server:
        fetched = get(
            server,
            resolve=lambda host: ["127.0.0.2", "127.0.0.1"],
            may_be_reached=lambda address: address.is_loopback,
        )
    assert fetched.data == b"pixels"


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch):
    with serving(http(b"pixels")) as server, serving(http(b"proxied")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert get(server).data == b"pixels"
        assert proxy.visitors == 0


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http://127.0.0.1/", NOT_PUBLIC),
        ("http://169.254.169.254/latest/", NOT_PUBLIC),
        ("http://[::1]/", NOT_PUBLIC),
        ("//private.example/", NOT_PUBLIC),
        ("http://private.example/лёд", NOT_PUBLIC),
        ("http://nobody.example/", UNKNOWN),
        ("http://localhost:6379/", PORT),
        ("file:///etc/passwd", NOT_HTTP),
        ("gopher://private.example/", NOT_HTTP),
        ("http://a@private.example/", LOGIN),
        ("http://[::1", "cannot be read"),
        ("", "without saying where"),
    ],
)
def test_a_redirect_is_judged_like_an_address(place, reason):
    answer = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()
    with serving(answer) as server:
        own = near(server)
        own["may_be_reached"] = lambda address, seen=[]: (
            seen.append(address) or (len(seen) == 1 or is_public(address))
        )
        with pytest.raises(NotFetched, match=reason):
            fetch(f"http://pictures.example:{server.port}/", **own)
        assert server.visitors == 1


def leading_on(times):
    def answer(connection, request):
        number = int(request.split()[1].strip("/").split("/")[-1])
        if number < times:
            connection.sendall(http(status="301 Moved", Location=f"/hop/{number + 1}"))
        else:
            connection.sendall(http(b"pixels"))

    return answer


def test_three_redirects_are_followed_and_a_fourth_is_not():
    with serving(leading_on(3)) as server:
        assert get(server, "/hop/0").data == b"pixels"
    with serving(leading_on(4)) as server:
        with pytest.raises(NotFetched, match="more than 3 times"):
            get(server, "/hop/0")
        assert server.visitors == 4


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http(b"gone", status="404 Not Found"), "answers 404"),
        (http(b"part", status="206 Partial Content"), "answers 206"),
        (http(b"", status="304 Not Modified"), "answers 304"),
        (http(b"<html>", Content_Type="text/html; charset=utf-8"), "a page, not a file"),
        (http(b"x", Content_Encoding="gzip"), "packed"),
        (http(b"x", Content_Length=10 * 2**30), "larger than 1 MB"),
        (http(b"x" * 2_000_000, Content_Length=""), "larger than 1 MB"),
        (http(b"short", Content_Length=100), "ended before the file did"),
        (b"", "cannot be read"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "cannot be read"),
        (http(b"zz\r\n", Content_Length="", Transfer_Encoding="chunked"), "cannot be read"),
        (http(b"-1\r\n" + b"x" * 4_000_000, Content_Length="", Transfer_Encoding="chunked"),
         "cannot be read|larger"),
        (http(b"ffffffff\r\n" + b"x" * 2_000_000, Content_Length="", Transfer_Encoding="chunked"),
         "larger"),
    ],
)  # fmt: skip
def test_what_a_server_sends_amiss_is_said_in_a_sentence(answer, reason):
    with serving(answer) as server, pytest.raises(NotFetched, match=reason):
        get(server, most_bytes=2**20)


def test_a_body_in_pieces_comes_whole():
    body = b"3\r\npix\r\n3;x=y\r\nels\r\n0\r\nTrailer: x\r\n\r\n"
    with serving(http(body, Content_Length="", Transfer_Encoding="chunked")) as server:
        assert get(server).data == b"pixels"


@pytest.mark.parametrize(
    "answer",
    [
        dripping(b"", b"", every=0.05),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X"),
        dripping(http(Content_Length=10**6), b"x"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        dripping(http(Content_Length="", Transfer_Encoding="chunked"), b"1\r\nx\r\n"),
    ],
    ids=["silent", "headers", "body", "continue", "pieces"],
)
def test_a_slow_server_is_left_when_the_time_is_up(answer):
    began = time.monotonic()
    with serving(answer) as server, pytest.raises(NotFetched, match="too long"):
        get(server, seconds=0.3)
    assert time.monotonic() - began < 2


def test_an_endless_body_is_left_at_the_limit():
    endless = dripping(http(Content_Length=""), b"x" * 65536, every=0)
    with serving(endless) as server, pytest.raises(NotFetched, match="larger than 2 MB"):
        get(server, most_bytes=2 * 2**20)


def test_endless_headers_are_left_at_the_limit():
    endless = dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, every=0)
    with serving(endless) as server, pytest.raises(NotFetched, match="without end"):
        get(server, most_bytes=2**20)


def test_a_resolver_that_does_not_answer_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(NotFetched, match="too long"):
        fetch("http://slow.example/", seconds=0.2, resolve=lambda host: time.sleep(5))
    assert time.monotonic() - began < 2


def test_a_host_that_refuses_is_said():
    with serving(b"") as server:
        own = near(server)
    with pytest.raises(NotFetched, match=r"pictures\.example cannot be read"):
        fetch(f"http://pictures.example:{server.port}/", **own)


def secured(tmp_path, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    path = certificate(tmp_path, name)
    context.load_cert_chain(path)
    return context, path


def test_the_certificate_is_asked_for_the_name_and_must_be_its(tmp_path, monkeypatch):
    context, path = secured(tmp_path, "pictures.example")
    named = []
    context.sni_callback = lambda connection, name, context: named.append(name)
    trusting = ssl.create_default_context(cafile=path)
    with serving(http(b"pixels"), context) as server:
        secure = f"https://pictures.example:{server.port}/a.jpg"
        with pytest.raises(NotFetched, match="no valid certificate"):
            fetch(secure, **near(server))
        assert server.requests == []
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert fetch(secure, **near(server)).data == b"pixels"
        assert named == ["pictures.example"] * 2
        with pytest.raises(NotFetched, match="no valid certificate"):
            fetch(
                f"https://other.example:{server.port}/a.jpg", **near(server, name="other.example")
            )
        assert len(server.requests) == 1


def test_a_server_that_never_finishes_its_greeting_is_left(tmp_path):
    listener = socket.create_server(("127.0.0.1", 0))
    with listener, pytest.raises(NotFetched, match="too long"):
        fetch(
            f"https://pictures.example:{listener.getsockname()[1]}/",
            seconds=0.3,
            resolve=lambda host: ["127.0.0.1"],
            ports={listener.getsockname()[1]},
            may_be_reached=lambda address: True,
        )
