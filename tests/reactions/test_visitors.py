"""The cookie: from the first press on, for reactions alone, worth nothing if it is not ours."""

import datetime

import pytest
from django.core import signing

from reactions import visitors
from reactions.counts import counts_of
from reactions.models import Reaction
from tests.factories import publish_article
from tests.reactions.presses import press, somebody_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return publish_article()


def test_only_the_first_press_sets_a_cookie(client, article):
    assert not client.get(f"/articles/{article.pk}/reactions.json").cookies
    assert not press(client, article, on=0).cookies
    assert not press(client, article, "nothing").cookies
    cookie = press(client, article).cookies["visitor"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/articles/"
    assert not cookie["secure"]
    assert cookie["max-age"] == 400 * 24 * 60 * 60
    assert not press(client, article, "fire").cookies
    assert not press(client, article, on=0).cookies


def test_over_https_the_cookie_stays_on_https(client, article):
    assert press(client, article, secure=True).cookies["visitor"]["secure"]


def test_stored_is_no_number_that_stands_in_the_cookie(client, article):
    cookie = press(client, article).cookies["visitor"].value
    assert Reaction.objects.get().visitor.hex not in cookie


def worthless(article):
    """Yield cookies that are none: each is made from one that is."""
    good = press(somebody_new(), article).cookies["visitor"].value
    number, moment, signature = good.split(":")
    yield "forged", f"{'0' * 32}:{moment}:{signature}"
    yield "cut", good[:-1]
    yield "cut short", good[:10]
    yield "only a number", number
    yield "four kilobytes", good + "x" * 4096
    yield "empty", ""
    yield "nonsense", "\x00:::é'\"; DROP TABLE"
    yield "other key", signing.TimestampSigner(key="other", salt="reactions.visitor").sign(number)
    yield "other purpose", signing.TimestampSigner(salt="something.else").sign(number)
    ours = signing.TimestampSigner(salt="reactions.visitor")
    yield "signed, but no number", ours.sign("hello")
    yield "signed, but too short", ours.sign("00" * 15)
    yield "signed, but too long", ours.sign("00" * 17)


def test_a_cookie_that_is_not_ours_is_no_cookie(article):
    cookies = dict(worthless(article))
    for number, (what, cookie) in enumerate(cookies.items(), start=2):
        client = somebody_new()
        client.cookies["visitor"] = cookie
        answer = press(client, article)
        assert answer.status_code == 200, what
        assert answer.cookies["visitor"].value != cookie, what
        assert answer.json()["counts"]["heart"] == number, what
    assert len(cookies) == 12


def test_a_cookie_older_than_browsers_keep_it_is_no_cookie(client, article):
    press(client, article)
    signer = signing.TimestampSigner(salt="reactions.visitor")
    moment = signer.timestamp
    long_ago = datetime.datetime.now(datetime.UTC).timestamp() - 401 * 24 * 60 * 60
    signer.timestamp = lambda: signing.b62_encode(int(long_ago))
    assert moment() != signer.timestamp()
    client.cookies["visitor"] = signer.sign("00" * 16)
    assert press(client, article).json()["counts"]["heart"] == 2


def test_nobody_takes_back_what_another_pressed(client, article):
    press(somebody_new(), article)
    press(client, article)
    press(client, article, on=0)
    press(client, article, on=0)
    press(somebody_new(), article, on=0)
    assert counts_of(article.pk).numbers["heart"] == 1


def test_a_new_secret_key_makes_nobody_count_twice(client, article, settings):
    settings.SECRET_KEY = "the old key"
    press(client, article)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    assert press(client, article).json()["counts"]["heart"] == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert press(client, article).json()["counts"]["heart"] == 2


def test_without_a_cookie_a_reader_is_somebody_new(client, article):
    assert visitors.new_visitor().pk != visitors.new_visitor().pk
    press(client, article)
    client.cookies.clear()
    assert press(client, article).json()["counts"]["heart"] == 2
