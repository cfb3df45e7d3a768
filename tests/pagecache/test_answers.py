"""How a kept page is sent: to whom, in which form, and what is never kept."""

import gzip
import threading

import brotli
import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from articles import reading
from pagecache import bulletin
from pagecache.answers import answers
from pagecache.middleware import PageCacheMiddleware
from pagecache.models import Clock
from pagecache.questions import question_of
from pagecache.shelf import REFUSALS, Shelf
from pagecache.shortcut import Shortcut
from pagecache.tags import changed, depends_on
from tests.factories import make_user, publish_article

pytestmark = pytest.mark.django_db

HIT, STORED = "newsroom; hit", "newsroom; fwd=miss; stored"


@pytest.fixture
def address():
    return publish_article().get_absolute_url()


def test_the_second_reader_gets_what_the_first_had_made(client, address):
    first = client.get(address)
    second = client.get(address)
    assert (first["Cache-Status"], second["Cache-Status"]) == (STORED, HIT)
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Cache-Control"] == "public, max-age=0, s-maxage=1, stale-if-error=86400"
    assert second["Vary"] == "Accept-Encoding"
    assert "Content-Security-Policy" in second
    assert not second.cookies


def test_a_kept_page_is_one_query(client, address, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address)["Cache-Status"] == HIT


def test_what_a_page_depends_on_is_said_to_caches(client, address):
    tags = client.get(address)["Cache-Tag"].split(",")
    assert {"paper", "rubrics", "recent:ru", "emoji"} <= set(tags)
    assert any(tag.startswith("article:") for tag in tags)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", "", bytes),
        ("", "", bytes),
    ],
)
def test_each_encoding_says_the_same(client, address, accepted, encoding, unpack):
    plain = client.get(address).content
    tags = set()
    for _time in range(3):
        page = client.get(address, headers={"accept-encoding": accepted})
        assert page.get("Content-Encoding", "") == encoding
        assert unpack(page.content) == plain
        assert int(page["Content-Length"]) == len(page.content)
        tags.add(page["ETag"].split("-")[0].strip('"'))
    assert len(tags) == 1


def test_other_bytes_have_another_name(client, address):
    pages = [client.get(address, headers={"accept-encoding": "br"}) for _time in range(3)]
    assert [page["ETag"][-4:] for page in pages] == ['br3"', 'br5"', 'br5"']
    assert pages[1].content == pages[2].content != pages[0].content


def test_whoever_holds_the_page_is_told_so_in_a_few_bytes(client, address):
    tag = client.get(address, headers={"accept-encoding": "br"})["ETag"]
    again = client.get(address, headers={"if-none-match": f'"other", W/{tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again["Cache-Control"].startswith("public")
    changed("rubrics")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    changed("paper")
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_first_reader_who_holds_an_old_page_has_the_new_one_made_and_kept(client, address):
    tag = client.get(address)["ETag"]
    answers.forget()
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert client.get(address)["Cache-Status"] == HIT


def test_only_the_headers_are_sent_to_who_asks_for_them(client, address):
    first = client.head(address)
    assert first.content == b""
    page = client.get(address)
    assert page["Cache-Status"] == HIT
    assert first["Content-Length"] == page["Content-Length"]
    assert client.head(address)["Content-Length"] == page["Content-Length"]


def test_a_feed_is_kept_and_whoever_holds_it_is_told_so(client):
    publish_article()
    feed = client.get("/feed/")
    assert client.get("/feed/")["Cache-Status"] == HIT
    assert client.get("/feed/", headers={"if-none-match": feed["ETag"]}).status_code == 304


def test_where_a_reader_comes_from_makes_no_page_of_its_own(client, address):
    client.get(address)
    for words in ("utm_source=vk&utm_medium=social", "fbclid=1", "yclid=2&from=main"):
        assert client.get(f"{address}?{words}")["Cache-Status"] == HIT


def test_an_address_with_words_that_nobody_knows_is_made_each_time(client, address):
    client.get(address)
    for _time in range(2):
        assert "Cache-Status" not in client.get(f"{address}?q=1")
    assert len(answers.shelf) == 1


def test_a_page_that_is_not_kept_is_whole(client):
    publish_article("Лена встала")
    page = client.get("/search/")
    assert "Cache-Status" not in page
    assert int(page["Content-Length"]) == len(page.content)
    assert page.content.rstrip().endswith(b"</html>")
    assert b"issue-date" in page.content


def test_who_works_here_is_never_sent_a_kept_page_nor_has_one_kept(client, address):
    client.force_login(make_user(is_staff=True))
    for _time in range(2):
        assert "Cache-Status" not in client.get(address)
    assert len(answers.shelf) == 0


def test_forms_the_desk_and_previews_ask_nothing_of_what_is_kept():
    ask = RequestFactory()
    assert question_of(ask.get("/rubric/roads/").META)
    for request in (
        ask.post("/"),
        ask.get("/admin/"),
        ask.get("/preview/abc/"),
        ask.get("/articles/1/reactions.json"),
        ask.get("/", headers={"authorization": "Basic x"}),
        ask.get("/" + "a" * 700),
    ):
        assert question_of(request.META) is None


def test_a_page_belongs_to_the_host_and_the_scheme_it_was_made_for(settings):
    ask = RequestFactory()
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def key(**environ):
        return question_of(ask.get("/", **environ).META).key

    told = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert key(HTTP_HOST="a.example") != key(HTTP_HOST="b.example")
    assert key(REMOTE_ADDR="10.0.0.1", **told) != key(REMOTE_ADDR="10.0.0.1")
    assert key(REMOTE_ADDR="192.0.2.1", **told) == key(REMOTE_ADDR="192.0.2.1")


def kept_by(view):
    """Return what asks `view` through the middleware."""
    middleware = PageCacheMiddleware(view)
    return lambda path="/", **more: middleware(RequestFactory().get(path, **more))


def test_a_page_that_says_nothing_of_itself_is_not_kept():
    ask = kept_by(lambda request: HttpResponse("mine"))
    ask()
    assert len(answers.shelf) == 0


def test_a_page_that_sets_a_cookie_is_not_kept():
    def view(request):
        depends_on("x")
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    assert kept_by(view)().cookies
    assert len(answers.shelf) == 0


def test_what_fails_is_not_kept_and_the_page_as_it_was_is_sent_instead():
    status = 200

    def view(request):
        depends_on("x")
        return HttpResponse(f"as of {status}", status=status)

    ask = kept_by(view)
    ask()
    status = 500
    assert ask("/other/").status_code == 500
    changed("x")
    old = ask()
    assert (old.status_code, old.content) == (200, b"as of 200")
    assert old["Cache-Status"] == "newsroom; hit; detail=stale"


def test_a_change_between_the_beginning_and_the_end_of_a_page_is_not_lost():
    said = ["before"]

    def view(request):
        depends_on("x")
        text = said[-1]
        if len(said) == 1:
            said.append("after")
            changed("x")
        return HttpResponse(text)

    ask = kept_by(view)
    assert ask().content == b"before"
    assert ask().content == b"after"


def test_of_readers_who_come_at_once_one_has_the_page_made_and_the_others_wait():
    question = question_of(RequestFactory().get("/").META)
    found = []
    assert answers.begin(question)
    waiting = threading.Thread(target=lambda: found.append(answers.begin(question)))
    waiting.start()
    waiting.join(0.05)
    assert not found
    answers.made(question, was_kept=True)
    waiting.join(5)
    assert found == [False]


def test_the_database_may_stumble_while_readers_read(client, address, monkeypatch):
    page = client.get(address)
    monkeypatch.setattr("pagecache.answers.look", broken)
    monkeypatch.setattr(connection, "close", lambda: None)
    for _time in range(2):
        old = client.get(address)
        assert old.content == page.content
        assert old["Cache-Status"] == "newsroom; hit; detail=stale"


def broken():
    raise OperationalError("the server closed the connection")


def test_what_is_not_there_pushes_nothing_out(client, address):
    client.get(address)
    for number in range(REFUSALS + 20):
        client.get(f"/nothing-{number}/")
    assert client.get(address)["Cache-Status"] == HIT
    assert len(answers.shelf) == REFUSALS + 1
    assert client.get("/nothing-5/")["Cache-Status"] == STORED


def test_the_shelf_is_bounded_by_bytes():
    class Book:
        weight = 1000

        class page:
            status = 200

    shelf = Shelf(10_000)
    for number in range(50):
        shelf.put(str(number), Book())
        shelf.get("0")
    assert len(shelf) == 10
    assert shelf.weight <= 10_000
    assert shelf.get("0")
    assert shelf.get("1") is None


def test_the_shortcut_sends_what_django_would(address, client):
    sent = []
    environ = RequestFactory().get(address).META
    shortcut = Shortcut(lambda environ, start: pytest.fail("Django was asked"))
    page = client.get(address)
    body = shortcut(environ, lambda status, headers: sent.append((status, dict(headers))))
    assert sent[0][0] == "200 OK"
    assert b"".join(body) == page.content
    assert sent[0][1]["ETag"] == page["ETag"]


def test_after_a_backup_was_restored_nothing_kept_is_believed(client, address):
    client.get(address)
    Clock.objects.update(era=1)
    assert client.get(address)["Cache-Status"] == STORED


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_stamped_and_took_back_is_never_heard_of(monkeypatch):
    monkeypatch.undo()
    bulletin.forget()
    before = bulletin.look()
    with pytest.raises(DatabaseError), transaction.atomic():
        changed("x")
        inside = bulletin.look()
        assert inside.is_private
        raise DatabaseError
    with transaction.atomic():
        changed("y")
    after = bulletin.look()
    assert after.now == inside.now, "the number is drawn again"
    assert not after.is_fresh(["y"], before.now)
    assert after.is_fresh(["x"], before.now)


def test_a_thread_that_asked_before_another_began_anew_asks_again(monkeypatch):
    heard = bulletin.Bulletin("default")
    cold = heard._heard
    changed("x")
    before = heard.look()
    changed("x")
    assert not heard._hear(before.now + 1, before.era, cold, [])
    reading = heard.look()
    assert not reading.is_fresh(["x"], before.now)


def test_a_withdrawn_page_is_sent_by_nobody_even_when_all_else_fails(client, monkeypatch):
    story = publish_article()
    address = story.get_absolute_url()
    client.get(address)
    story.withdraw(by=None)
    assert [client.get(address).status_code for _time in range(2)] == [410, 410]
    assert client.get(address)["Cache-Status"] == HIT
    monkeypatch.setattr("pagecache.answers.look", broken)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert client.get(address).status_code == 410


def test_a_page_made_by_whoever_did_what_was_due_is_of_before_it_was_read(client, monkeypatch):
    story = publish_article()
    address = story.get_absolute_url()
    Clock.objects.update(alarm="2020-01-01T00:00:00Z")
    monkeypatch.setattr("newsroom.middleware.keep_schedules", lambda **how: None)
    found = reading.story_at

    def corrected_meanwhile(*place):
        article = found(*place)
        changed(article.page_tag())
        return article

    monkeypatch.setattr(reading, "story_at", corrected_meanwhile)
    client.get(address)
    monkeypatch.setattr(reading, "story_at", found)
    Clock.objects.update(alarm=None)
    assert client.get(address)["Cache-Status"] == STORED


def test_a_broken_connection_says_nothing_of_the_others(client, address, monkeypatch):
    client.get(address)
    looks = iter([OperationalError("cut off"), None])

    def once(real=bulletin.look):
        if fault := next(looks):
            raise fault
        return real()

    monkeypatch.setattr("pagecache.answers.look", once)
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert client.get(address)["Cache-Status"] == HIT


def test_readers_of_what_is_never_kept_do_not_wait_for_one_another(client):
    client.get("/robots.txt")
    question = question_of(RequestFactory().get("/robots.txt").META)
    assert answers.begin(question) is False
    assert not answers._making
