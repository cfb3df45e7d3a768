"""What is not public is at no public address: not in a body, not in a header."""

import pytest

from articles.models import Author, Rubric, Tag
from images.renditions import url_of
from tests.factories import make_article, publish_article
from tests.hardening.answers import body_of
from tests.images.pictures import make_image

pytestmark = pytest.mark.django_db

SECRETS = {"headline": "Тимптон", "kicker": "Чульман", "lead": "Олёкма", "body": "<p>Учур</p>"}


@pytest.fixture(params=["draft", "withdrawn", "deleted"])
def hidden(request, addresses):
    """Return words and addresses of a story in every list of the paper that readers may not see."""
    texts = {
        **SECRETS,
        "slug": "timpton",
        "rubrics": [Rubric.objects.get(slug="dorogi")],
        "authors": [Author.objects.get(slug="koryakina")],
        "tags": [Tag.objects.get(slug="lyod")],
        "picture": make_image(500, 300, alt="Гонам"),
    }
    if request.param == "draft":
        article = make_article(**texts)
    else:
        article = publish_article(**texts)
        article.withdraw(by=None)
    picture = url_of(article.picture, "card")
    if request.param == "deleted":
        article.delete()
    return ["Тимптон", "Чульман", "Олёкма", "Учур", "Гонам", "timpton", picture]


def test_a_hidden_story_shows_at_no_address(client, addresses, hidden):
    paths = [
        *addresses.values(),
        *(f"/search/?q={word}" for word in ("лёд", "дороги")),
        "/sitemap-stories-1.xml",
    ]
    for path in paths:
        response = client.get(path)
        said = body_of(response).decode(errors="replace") + str(response.headers)
        assert [word for word in hidden if word in said] == [], path


def test_a_hidden_story_is_found_by_none_of_its_words(client, addresses, hidden):
    for word in hidden[:5]:
        assert b"<mark>" not in client.get("/search/", {"q": word}).content


def test_the_picture_of_a_hidden_story_is_not_there(client, addresses, hidden):
    assert client.get(hidden[-1]).status_code == 404
