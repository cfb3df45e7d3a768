"""What a reader without JavaScript gets after a press: a page of its own."""

import uuid

import pytest

from reactions.pressing import press as store
from tests.factories import publish_article

pytestmark = pytest.mark.django_db


def test_the_page_after_a_press_shows_the_numbers_and_takes_back(
    client, django_assert_max_num_queries
):
    article = publish_article(language="sah")
    for _reader in range(2):
        store(article.pk, "fire", uuid.uuid4(), on=True)
    answer = client.post(f"/articles/{article.pk}/reactions/heart/", follow=True)
    assert answer.redirect_chain == [(f"/articles/{article.pk}/reactions/", 303)]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Language"] == "sah"
    html = answer.content.decode()
    assert '<html lang="sah"' in html
    assert article.get_absolute_url() in html
    assert html.count('name="on" value="0"') == 1
    assert html.count('name="on" value="1"') == 6
    assert "<output>2</output>" in html
    with django_assert_max_num_queries(6):
        client.get(f"/articles/{article.pk}/reactions/")
    html = client.post(
        f"/articles/{article.pk}/reactions/heart/", {"on": 0}, follow=True
    ).content.decode()
    assert 'value="0"' not in html


def test_a_refusal_is_a_page_that_leads_back(client):
    article = publish_article()
    answer = client.post(f"/articles/{article.pk}/reactions/heart/", headers={"Origin": "null"})
    assert answer.status_code == 403
    assert article.get_absolute_url() in answer.content.decode()
