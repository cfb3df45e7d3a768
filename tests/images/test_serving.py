import threading

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client

from images.darkroom import develop
from images.models import Rendition
from images.renditions import url_of
from tests.factories import make_article, make_author, make_user, publish_article

from .pictures import decode, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    image = make_image(1000, 800)
    publish_article(picture=image, headline="Лена встала")
    image.is_decorative = True
    return image


@pytest.fixture(autouse=True)
def described(monkeypatch):
    """These tests are about files: a story may appear with a picture nobody described."""
    monkeypatch.setattr("articles.models.Article.missing", lambda self, revision=None: {})


def test_the_first_reader_has_the_rendition_made_and_the_second_finds_it(client, published):
    address = url_of(published, "card", 400, "webp")
    first, second = client.get(address), client.get(address)
    picture = decode(first.getvalue())
    assert picture.format == "WEBP"
    assert picture.size == (400, 267)
    assert decode(second.getvalue()).size == (400, 267)
    assert Rendition.objects.get().file.name in address


def test_a_found_rendition_costs_one_query(client, published, django_assert_num_queries):
    address = url_of(published, "card", 400)
    client.get(address)
    with django_assert_num_queries(1):
        client.get(address)


def test_a_rendition_is_kept_for_ever_and_can_do_nothing(client, published):
    answer = client.get(url_of(published, "thumb", 96, "avif"))
    assert answer["Content-Type"] == "image/avif"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]
    assert not answer.cookies


def test_who_has_the_picture_is_not_sent_it_again(client, published):
    address = url_of(published, "card", 400)
    etag = client.get(address)["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer["Cache-Control"].startswith("public")
    assert not answer.content


def test_only_what_we_offer_exists(client, published):
    key = published.content_hash[:16]
    shelf = f"/media/r/{key[:2]}/"
    for name in (
        f"{key}-card-401-50x50.jpg",
        f"{key}-poster-400-50x50.jpg",
        f"{key}-card-99999-50x50.jpg",
        f"{key}-card-0-50x50.jpg",
        f"{key}-card-0400-50x50.jpg",
        f"{key}-card-400-50x50.gif",
        f"{key}-card-400-50x50.jpg.php",
        f"{key}-card-٤٠٠-50x50.jpg",
        f"{key}-social-1000-50x50.avif",
        f"{'f' * 16}-card-400-50x50.jpg",
        f"{key}-card-400-50x50.jpg%00",
    ):
        assert client.get(shelf + name).status_code == 404, name
    assert client.get(f"/media/r/00/{key}-card-400-50x50.jpg").status_code == 404
    assert client.post(url_of(published, "card", 400)).status_code == 405
    assert not Rendition.objects.exists()


def test_nobody_climbs_out_of_the_public_folder(client, published):
    original = published.original.name
    for address in (
        "/media/",
        "/media/r/",
        "/media/../settings.py",
        "/media/%2e%2e/settings.py",
        "/media/..%2fsettings.py",
        "/media/....//settings.py",
        "/media//etc/passwd",
        "/media/r/%2e%2e/%2e%2e/originals/" + original,
        "/media/" + original,
        "/media/originals/" + original,
        "/originals/" + original,
        "/media/r/" + original,
    ):
        assert client.get(address).status_code == 404, address


def test_the_picture_of_a_draft_is_there_for_the_desk_alone(client):
    image = make_image()
    make_article(picture=image)
    address = url_of(image, "card", 400)
    assert client.get(address).status_code == 404
    assert client.get(address)["Cache-Control"] == "no-store"
    client.force_login(make_user(is_staff=True))
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(address).status_code == 404


def test_the_portrait_of_an_author_is_public(client):
    image = make_image()
    make_author(photo=image)
    assert client.get(url_of(image, "thumb", 96)).status_code == 200


def test_a_withdrawn_story_takes_its_picture_along(client):
    image = make_image()
    story = publish_article(picture=image)
    address = url_of(image, "card", 400)
    assert client.get(address).status_code == 200
    story.withdraw(by=None)
    assert client.get(address).status_code == 404


def test_an_address_with_yesterdays_focal_point_leads_to_the_crop_of_today(client, published):
    address = url_of(published, "card", 400)
    published.focal_x = 10
    published.save()
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == url_of(published, "card", 400)
    assert client.get(answer["Location"]).status_code == 200


def test_a_lost_original_takes_down_neither_page_nor_finished_renditions(client, published):
    kept = url_of(published, "card", 400)
    client.get(kept)
    storages["originals"].delete(published.original.name)
    assert client.get(kept).status_code == 200
    assert client.get(url_of(published, "card", 240)).status_code == 404


def test_a_full_disk_does_not_take_pictures_from_readers(client, published, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["default"]), "_save", full)
    answer = client.get(url_of(published, "card", 400))
    assert decode(answer.getvalue()).size == (400, 267)
    assert not Rendition.objects.exists()


def test_of_two_readers_asking_at_once_both_get_the_picture(client, published, monkeypatch):
    address, others = url_of(published, "lead", 800, "webp"), []

    def develop_while_the_other_is_quicker(*args, **kwargs):
        data = develop(*args, **kwargs)
        if not others:
            others.append(None)
            others[0] = decode(client.get(address).getvalue()).size
        return data

    monkeypatch.setattr("images.library.develop", develop_while_the_other_is_quicker)
    assert decode(client.get(address).getvalue()).size == (800, 450)
    assert others == [(800, 450)]
    assert Rendition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crowd_asking_for_one_rendition_has_it_made_once(published):
    address, answers = url_of(published, "lead", 800, "webp"), []

    def ask(start):
        start.wait()
        answers.append(decode(Client().get(address).getvalue()).size)
        connection.close()

    start = threading.Barrier(6)
    readers = [threading.Thread(target=ask, args=(start,)) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == [(800, 450)] * 6
    assert Rendition.objects.count() == 1
