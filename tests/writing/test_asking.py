"""What the editor asks the desk while somebody writes."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_article, make_user, publish_article

ADDRESSES = ["writing:words", "writing:stories", "writing:embed"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_desk_is_answered(client, address):
    assert client.get(reverse(address)).status_code == 403
    client.force_login(make_user())
    assert client.get(reverse(address)).status_code == 403


@pytest.mark.django_db
def test_typography_is_set_for_the_desk_alone(client):
    address = reverse("writing:typography")
    assert client.post(address).status_code == 403
    client.force_login(make_user())
    assert client.post(address).status_code == 403
    client.force_login(make_user(is_staff=True))
    assert client.get(address).status_code == 405


@pytest.fixture
def desk(client, db):
    client.force_login(make_user(is_staff=True))
    return client


def found(desk, question):
    answer = desk.get(reverse("writing:stories"), {"q": question})
    return [story["headline"] for story in answer.json()["stories"]]


def test_public_stories_are_found_by_words_of_their_headlines(desk):
    publish_article("Лена встала раньше")
    publish_article("Мост открыли")
    make_article("Лена: черновик")
    assert found(desk, "лена РАНЬШЕ") == ["Лена встала раньше"]
    assert found(desk, "") == ["Мост открыли", "Лена встала раньше"]


def test_a_found_story_has_its_address_and_its_day(desk):
    story = publish_article("Лена встала раньше")
    [answer] = desk.get(reverse("writing:stories")).json()["stories"]
    assert answer["address"] == story.get_absolute_url()
    assert answer["date"]
    assert answer["language"] == "ru"


@pytest.mark.parametrize("question", ["\0", "%", "_" * 5000, "😀", "'\"\\", "а " * 3000])
def test_any_question_is_answered(desk, question):
    assert desk.get(reverse("writing:stories"), {"q": question}).status_code == 200


def test_stories_are_found_with_two_queries(desk, django_assert_max_num_queries):
    for number in range(3):
        publish_article(f"Лена {number}")
    found(desk, "")  # the paper is remembered
    # Session, user, stamp of the paper, the desk's index, stories.
    with django_assert_max_num_queries(5):
        assert len(found(desk, "лена")) == 3


def test_an_address_is_told_in_its_one_form_or_refused_with_a_sentence(desk):
    answer = desk.get(reverse("writing:embed"), {"url": "https://youtu.be/dQw4w9WgXcQ"})
    assert answer.json()["url"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    answer = desk.get(reverse("writing:embed"), {"url": "https://video.example/1"})
    assert answer.status_code == 422
    assert "YouTube, RuTube, VK" in answer.json()["refusal"]


def test_the_words_are_those_of_the_writer_s_language(client, db):
    client.force_login(make_user(is_staff=True, language="en"))
    assert b"django.catalog" in client.get(reverse("writing:words")).content


def set_by(desk, asked):
    asked = asked if isinstance(asked, str) else json.dumps(asked)
    return desk.post(reverse("writing:typography"), asked, content_type="application/json")


def test_typography_answers_what_it_would_change_in_each_text(desk):
    answer = set_by(desk, {"language": "ru", "texts": ['"Лёд"', "мост", "на льду"]})
    assert answer.json()["changes"] == [
        [{"kind": "quotes", "edits": [[0, 1, "«"], [4, 5, "»"]]}],
        [],
        [{"kind": "space", "edits": [[2, 3, "\u00a0"]]}],
    ]
    answer = set_by(desk, {"language": "en", "texts": ["it's"]})
    assert answer.json()["changes"] == [[{"kind": "apostrophe", "edits": [[2, 3, "’"]]}]]


@pytest.mark.parametrize(
    "asked",
    ["", "{", "[]", "7", "null", "{}", '{"language": "ru", "texts": "x"}',
     '{"language": 5, "texts": []}', '{"language": "ru", "texts": [1]}', "[" * 100_000,
     json.dumps({"language": "ru", "texts": [""] * 5001})],
    ids=lambda asked: asked[:40],
)  # fmt: skip
def test_typography_refuses_what_is_no_list_of_texts(desk, asked):
    assert set_by(desk, asked).status_code == 400


def test_typography_refuses_more_than_a_long_story(desk):
    assert set_by(desk, {"language": "ru", "texts": ["x" * 600_000]}).status_code == 413


def test_typography_asks_the_database_only_who_is_asking(desk, django_assert_max_num_queries):
    set_by(desk, {"language": "ru", "texts": []})  # the paper is remembered
    # Session, user, stamp of the paper.
    with django_assert_max_num_queries(3):
        set_by(desk, {"language": "ru", "texts": ["на льду"]})


def test_typography_needs_the_token_of_the_form(db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(is_staff=True))
    assert set_by(strict, {"language": "ru", "texts": []}).status_code == 403
