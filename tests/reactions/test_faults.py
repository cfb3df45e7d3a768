"""The database is away, busy or full: readers are told when to come back, and see no fault."""

import pytest
from django.db import InterfaceError, OperationalError

from reactions import bursts, views
from tests.factories import publish_article
from tests.reactions.presses import press

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", [OperationalError("disk is full"), InterfaceError("closed")])
def test_a_press_that_cannot_be_stored_is_answered_with_503(client, monkeypatch, fault):
    article = publish_article()

    def broken(*_place, **_wish):
        raise fault

    monkeypatch.setattr(bursts, "store", broken)
    answer = press(client, article)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Попробуйте" in answer.json()["error"]
    assert not answer.cookies
    assert answer["Cache-Control"] == "private, no-store"
    form = client.post(f"/articles/{article.pk}/reactions/heart/")
    assert (form.status_code, form["Retry-After"]) == (503, "5")
    assert "Попробуйте" in form.content.decode()
    monkeypatch.undo()
    assert press(client, article).json()["counts"]["heart"] == 1


def test_numbers_that_cannot_be_read_are_answered_with_503(client, monkeypatch):
    article = publish_article()

    def broken(_article_id):
        raise OperationalError

    monkeypatch.setattr(views, "counts_lately", broken)
    answer = client.get(f"/articles/{article.pk}/reactions.json")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "s-maxage" not in answer["Cache-Control"]
