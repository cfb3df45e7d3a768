"""The database is away, busy or full: readers are told when to come back, and see no fault."""

import uuid

import pytest
from django.db import InterfaceError, OperationalError, connection

from reactions import bursts, views
from reactions.pressing import press as store
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


@pytest.mark.skipif(connection.vendor == "sqlite", reason="no server that could hang up")
@pytest.mark.django_db(transaction=True)
def test_a_press_outlives_a_connection_that_the_database_has_closed():
    article = publish_article()
    assert store(article.pk, "heart", uuid.uuid4(), on=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    other.close()
    assert store(article.pk, "heart", uuid.uuid4(), on=True).counts.numbers["heart"] == 2
