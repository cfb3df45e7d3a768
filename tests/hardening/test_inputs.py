"""Whatever stands in an address, a header or a body: an answer, never a failure.

Every address of the paper is asked with every kind of junk, so that a new page is tried with all
of it by being listed once.
"""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import make_user
from tests.hardening.answers import assert_good, body_of, complaints
from tests.hardening.conftest import ADDRESSES

pytestmark = pytest.mark.django_db

EVERYWHERE = pytest.mark.parametrize("name", ADDRESSES)
PARAMETERS = ["q", "page", "before", "after", "rubric", "when", "order", "id", "next", "emoji"]
#: Those that read a parameter, one of a kind.
READ_THEIR_ADDRESS = ["front", "rubric", "author", "month", "corrections", "search"]
VALUES = {
    "nothing": "",
    "NUL": "%00",
    "NUL inside": "a%00b",
    "a million pages": "1" + "0" * 32,
    "negative": "-1",
    "5,000 digits": "9" * 5000,
    "200,000 letters": "x" * 200_000,
    "not UTF-8": "%ff%fe%80",
    "a lone surrogate": "%ed%a0%80",
    "malformed %": "%zz%",
    "SQL": quote("' OR 1=1; DROP TABLE articles_article; --"),
    "FTS": quote('указ* ^"( NEAR AND {a} : '),
    "markup": quote('"><script>alert(1)</script>'),
    "a far year": "9999-12-31T23:59:59.999999",
    "a key of a page": "zzzzzzzzzzz.zzzzzzzzzzzz",
    "a key before all time": "-zzzzzzzzzzz.1",
    "bidi and controls": quote("\u202e\u0007\u001b[31m\r\nSet-Cookie: a=b"),
}


@EVERYWHERE
def test_junk_in_every_parameter_is_answered(client, addresses, name):
    assert_good(
        (junk, client.get(addresses[name], QUERY_STRING=query_of(PARAMETERS, value)))
        for junk, value in VALUES.items()
    )


# One by one as well: the first that is refused would hide the others.
@pytest.mark.parametrize("name", READ_THEIR_ADDRESS)
@pytest.mark.parametrize("parameter", ["q", "page", "before", "after"])
def test_junk_in_one_parameter_is_answered(client, addresses, name, parameter):
    assert_good(
        (junk, client.get(addresses[name], QUERY_STRING=query_of([parameter], value)))
        for junk, value in VALUES.items()
    )


def query_of(parameters, value):
    return "&".join(f"{parameter}={value}" for parameter in parameters)


@pytest.mark.parametrize("name", READ_THEIR_ADDRESS)
def test_malformed_query_strings_are_answered(client, addresses, name):
    queries = [
        "&&&===", "q=a;page=2", "q=a&q=b&q=c", "q[]=a&q[b]=c", "page=1&page=2", "%", "%00=%00",
        "?q=?", "=x", "q" * 20_000, "&".join(f"f{n}=1" for n in range(10_001)),
        "__proto__=1&constructor=2", "q=%E0%A4%A", "before=1&after=1", "after=" + "z." * 9999,
    ]  # fmt: skip
    assert_good((query[:40], client.get(addresses[name], QUERY_STRING=query)) for query in queries)


@EVERYWHERE
def test_every_method_is_answered_everywhere(client, addresses, name):
    for method in ("HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "BREW"):
        response = client.generic(method, addresses[name], b"\x00" * 100, "text/x-lie")
        assert_good([(method, response)])
        if method == "HEAD":
            assert body_of(response) == b""


# As many at once as do not speak of the same thing.
LIES = [
    {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "127.0.0.1, evil.example, \x00",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "//evil.example",
        "X-Forwarded-Port": "evil",
        "Forwarded": "for=127.0.0.1;host=evil.example;proto=https",
        "X-Original-URL": "/admin/",
        "X-Rewrite-URL": "/admin/",
        "X-HTTP-Method-Override": "DELETE",
        "X-Host": "evil.example",
        "Origin": "https://evil.example",
        "Referer": "https://evil.example/",
    },
    {
        "Accept": "../../../../etc/passwd",
        "Accept-Language": "sah, " + "x" * 10_000,
        "Accept-Encoding": "identity;q=0, *;q=9",
        "If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT",
        "Range": "bytes=-1,9999999999-,abc",
        "Authorization": "Basic \x00\xff",
        "Content-Length": "-1",
        "Sec-Fetch-Site": "\x00",
    },
    {"If-Modified-Since": "9" * 5000, "If-None-Match": '"' * 5000, "Range": "bytes=0-0"},
    {"Cookie": "desk=\x01\x02; desk_csrf=; visitor=x; sessionid=" + "y" * 4000},
    {
        "Cookie": "desk="
        + "a" * 32
        + "; desk_csrf="
        + "b" * 32
        + "; messages=[]; django_language=sah"
    },
]


# Asked of a moment or of whoever asks: two answers differ by right.
OF_THE_MOMENT = {"metrics", "counts"}


@EVERYWHERE
def test_no_header_changes_what_readers_see(client, addresses, name):
    path = addresses[name]
    plain = body_of(client.get(path))
    for lie in LIES:
        response = client.get(path, headers=lie)
        assert_good([(lie, response)])
        body = body_of(response)
        assert b"evil.example" not in body, lie
        if response.status_code == 200 and name not in OF_THE_MOMENT:
            assert body == plain, lie


@EVERYWHERE
def test_a_foreign_host_is_refused(client, addresses, name, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    for host in ("evil.example", "testserver.evil.example", "a b", "x" * 9000):
        response = client.get(addresses[name], headers={"Host": host})
        assert b"evil" not in body_of(response)
        if name not in {"life", "readiness", "metrics", "story moved"}:
            assert response.status_code == 400
        assert "status" not in " ".join(complaints(response))


PLACES = [
    "/{}/", "/rubric/{}/", "/tag/{}/", "/author/{}/", "/2026/11/22/{}/", "/sah/{}/", "/media/{}",
    "/rubric/{}/feed/", "/author/{}/feed.json", "/media/r/{}", "/sitemap-stories-{}.xml",
    "/articles/{}/reactions.json", "/articles/1/reactions/{}/", "/{}/11/22/", "/2026/{}/",
    "/admin/{}", "/static/{}", "/health/{}",
]  # fmt: skip
PIECES = [
    "%00", "a%00b", "%0d%0aSet-Cookie:a=b", "%ff%fe", "..%2f..%2fetc%2fpasswd", "%2e%2e/", " ",
    "x" * 9000, "9" * 5000, "-1", "9" * 30, "%F0%9F%94%A5", "%zz", "a;x.css", "a%3Fb", "CON",
    "<script>", "{{x}}", "a//b", "%E2%80%AE",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_junk_inside_a_path_is_not_found(client, db, place):
    paths = [place.format(piece) for piece in PIECES]
    answers = [(path[:60], client.get(path)) for path in paths]
    wrong = [
        f"{path}: {found}"
        for path, response in answers
        for found in complaints(response)
        if "status" in found or "shows" in found
    ]
    assert wrong == []
    assert {response.status_code for _path, response in answers} <= {301, 302, 400, 404, 405}


@pytest.mark.parametrize("edition", ["", "/sah", "/en"])
@pytest.mark.parametrize(
    "path",
    [
        "/9999/12/31/", "/9999/12/", "/9999/", "/0000/", "/0000/01/", "/0001/01/01/", "/2026/13/",
        "/2026/00/", "/2026/02/30/", "/2026/13/45/", "/2026/11/00/", "/99999/1/1/", "/0/1/1/",
        "/２０２６/11/22/", "/2026/11/22/x/y/", "/1/", "/-2026/",
    ],
)  # fmt: skip
def test_days_that_never_were_are_not_found(client, db, edition, path):
    response = client.get(edition + path)
    assert response.status_code == 404
    assert_good([(path, response)])


SUFFIXES = ["x.css", "x.js", ";x.css", "%0a.css", "x.jpg", ".css", "%2fx.css", "x.css?a=b"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_page_can_be_dressed_up_as_a_file(client, addresses, suffix):
    for name in ("story", "rubric", "author", "search"):
        assert client.get(addresses[name] + suffix).status_code == 404
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for path in ("/admin/", "/admin/articles/article/", "/admin/password_change/"):
        assert client.get(path + suffix).status_code == 404


def test_thousands_of_fields_and_hundreds_of_files_are_refused(client, addresses):
    fields = {f"field{number}": "1" for number in range(10_001)}
    files = {f"file{number}": SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)}
    for path in ("/admin/login/", addresses["counts"].replace(".json", "/heart/"), "/search/"):
        assert client.post(path, fields).status_code in {400, 403, 404, 405, 413}
        assert client.post(path, files).status_code in {400, 403, 404, 405, 413}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b'{"on": ' + b"[" * 10_000),
        ("application/x-www-form-urlencoded", b"on=%00&on=\xff\xfe&%zz"),
        ("application/x-www-form-urlencoded; charset=no-such", b"on=1"),
        ("", b"on=1"),
        ("application/x-www-form-urlencoded", b"on=" + b"1" * 6_000_000),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused_or_ignored(
    client, addresses, content_type, body
):
    press = addresses["counts"].replace(".json", "/heart/")
    for path in (press, "/admin/login/", "/search/", "/feed/", "/"):
        response = client.generic("POST", path, body, content_type=content_type)
        assert response.status_code < 500, path
        assert b"Traceback" not in response.content


def test_https_is_remembered_where_the_paper_speaks_https(client, addresses, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    for name, path in addresses.items():
        response = client.get(path, secure=True)
        assert "max-age=31536000" in response.get("Strict-Transport-Security", ""), name


def test_every_listed_address_leads_where_it_should(client, addresses):
    expected = {"story withdrawn": 410, "nowhere": 404}
    for name, path in addresses.items():
        assert client.get(path).status_code == expected.get(name, 200), (name, path)
