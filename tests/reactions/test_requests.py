"""Which requests are a press at all: from our own pages, small, a form."""

import pytest

from reactions.models import Reaction
from tests.factories import publish_article
from tests.reactions.presses import JSON, address, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return publish_article()


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://evil@testserver"},
    {"Origin": "http://testserver:8000"},
    {"Origin": "null"},
    {"Origin": "http://[broken"},
    {"Origin": ""},
    {"Origin": "file://testserver"},
]
OURS = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "http://testserver"},
    {"Origin": "https://testserver"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_cannot_press_for_its_visitors(client, article, headers):
    answer = press(client, article, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]
    assert not answer.cookies
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_our_own_pages_can(client, article, headers):
    assert press(client, article, headers=headers).status_code == 200


def test_the_address_of_the_paper_is_ours_whatever_the_proxy_calls_it(client, article, settings):
    settings.SITE_URL = "https://zimnik.example"
    assert press(client, article, headers={"Origin": "https://zimnik.example"}).status_code == 200


FORM = "application/x-www-form-urlencoded"
BODIES = [
    ("ten megabytes", b"on=1&x=" + b"x" * 10_000_000, FORM, 413),
    ("a length that is none", b"on=1", (FORM, "abc"), 413),
    ("a length beyond all numbers", b"on=1", (FORM, "9" * 5000), 413),
    ("json", b'{"on": 1}', "application/json", 415),
    ("text", b"on=1", "text/plain", 415),
    ("nonsense for a type", b"on=1", "\x00;;;charset=,", 415),
    ("said twice", b"on=1&on=0", FORM, 422),
    ("the same twice", b"on=1&on=1", FORM, 422),
    ("two", b"on=2", FORM, 422),
    ("nothing", b"on=", FORM, 422),
    ("NUL", b"on=%00", FORM, 422),
    ("true", b"on=true", FORM, 422),
    ("no UTF-8", b"on=%ff", FORM, 422),
    ("another charset", b"on=1", f"{FORM}; charset=koi8-r", 422),
    ("a charset that is none", b"on=1", f"{FORM}; charset=nonsense", 200),
    ("two thousand fields", b"&".join(b"x=1" for _ in range(1000)), FORM, 200),
    ("other fields", b"next=//evil.example&on=1", FORM, 200),
]


@pytest.mark.parametrize(("what", "body", "kind", "status"), BODIES, ids=[row[0] for row in BODIES])
def test_a_body_that_is_no_press_is_refused_by_name(client, article, what, body, kind, status):
    length = {}
    if isinstance(kind, tuple):
        kind, written = kind
        length = {"CONTENT_LENGTH": written}
    answer = client.generic("POST", address(article), body, kind, headers=JSON, **length)
    assert answer.status_code == status
    assert Reaction.objects.exists() == (status == 200)


def test_a_broken_upload_is_refused(client, article):
    kind = "multipart/form-data; boundary=x"
    file = b'--x\r\nContent-Disposition: form-data; name="on"; filename="a"\r\n\r\n1\r\n--x--\r\n'
    for body in (b"--x\r\nnonsense", b"\x00" * 100, file, b"--x--"):
        answer = client.generic("POST", address(article), body, kind, headers=JSON)
        assert answer.status_code in {200, 422}, body
    for kind in ("multipart/form-data", "multipart/form-data; boundary=" + "x" * 5000):
        answer = client.generic("POST", address(article), b"on=1", kind, headers=JSON)
        assert answer.status_code == 422, kind


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "nonsense", "a" * 5000, ";q=x,/,\x00"])
def test_whoever_does_not_ask_for_json_is_sent_to_the_page_with_the_numbers(
    client, article, accept
):
    answer = client.post(
        address(article),
        {"next": "//evil.example"},
        headers={"Accept": accept, "Referer": "https://evil.example/"},
    )
    assert (answer.status_code, answer.url) == (303, f"/articles/{article.pk}/reactions/")


def test_no_answer_to_a_press_is_kept_by_a_cache(client, article):
    for answer in (
        press(client, article),
        press(client, article, on=0),
        press(client, article, "nothing"),
        press(client, article, headers={"Origin": "null"}),
        client.post(address(article)),
    ):
        assert answer["Cache-Control"] == "private, no-store", answer.status_code
