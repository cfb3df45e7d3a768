"""What our engine of PostgreSQL does less of, and what must come of it all the same."""

import contextlib
import datetime

import pytest
from django.db import OperationalError, connection, models, transaction

from articles.models import Tag
from newsroom.env import _configured
from pagecache import bulletin
from pagecache.prepared import Prepared

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is another database"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def tags():
    """Return a question that is asked with ever other values, on a new connection."""
    connection.close()
    Tag.objects.create(name="Лёд", slug="led")
    return Prepared(lambda slug: Tag.objects.filter(slug=slug), slug=models.SlugField())


@pytest.fixture
def other():
    """A second connection to the same database, as another process has one."""
    its = connection.copy()
    with contextlib.closing(its):
        yield its


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall() if "articles_tag" in statement]


def test_what_is_asked_often_is_planned_once(tags):
    for number in range(8):
        assert tags(slug=f"tag-{number}") == []
    assert [tag.name for tag in tags(slug="led")] == ["Лёд"]
    assert len(plans()) == 1


def test_behind_a_pooler_nothing_is_planned_ahead(tags, monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    for _time in range(8):
        assert len(tags(slug="led")) == 1
    assert plans() == []


@pytest.mark.parametrize(("said", "meant"), [("", 2), ("?prepare_threshold=none", None)])
def test_the_address_of_the_database_says_whether(said, meant):
    config = _configured(f"postgres://paper@db.example/paper{said}")
    assert config["OPTIONS"]["prepare_threshold"] == meant


def test_a_plan_older_than_the_table_is_made_anew(tags, other):
    for _time in range(8):
        tags(slug="led")
    length = Tag._meta.get_field("name").max_length
    with other.cursor() as cursor:
        cursor.execute(f"ALTER TABLE articles_tag ALTER name TYPE varchar({length + 1})")
    try:
        assert [tag.name for tag in tags(slug="led")] == ["Лёд"]
    finally:
        with other.cursor() as cursor:
            cursor.execute(f"ALTER TABLE articles_tag ALTER name TYPE varchar({length})")


def test_the_clock_is_read_though_its_table_was_changed(other):
    for _time in range(4):
        now = bulletin.look().now
    with other.cursor() as cursor:
        cursor.execute("ALTER TABLE pagecache_clock ALTER now TYPE numeric")
    try:
        assert bulletin.look().now == now
    finally:
        with other.cursor() as cursor:
            cursor.execute("ALTER TABLE pagecache_clock ALTER now TYPE bigint")


def test_a_connection_is_found_usable_without_a_question(other, monkeypatch):
    connection.ensure_connection()
    raw = connection.connection
    monkeypatch.setattr(raw, "cursor", lambda *args, **kwargs: pytest.fail("it was asked"))
    assert connection.is_usable()
    monkeypatch.undo()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [raw.info.backend_pid])
    assert not connection.is_usable()
    connection.close()


def test_the_request_after_a_restart_of_the_server_gets_its_page(client, other):
    connection.ensure_connection()
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )
    connection.health_check_enabled, connection.health_check_done = True, False
    assert client.get("/").status_code == 200


def test_in_a_transaction_a_lost_server_is_said(other):
    with pytest.raises(OperationalError), transaction.atomic():
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
            )
        Tag.objects.count()
    connection.close()


@pytest.mark.parametrize("is_kept", [False, True])
def test_moments_are_read_as_django_reads_them(is_kept):
    said = "2026-02-28 23:59:59.123456+00", "1900-01-01 00:00:00+00", "2026-03-01 09:00:00+00"
    with (
        connection.preparing() if is_kept else contextlib.nullcontext(),
        connection.cursor() as cursor,
    ):
        for _time in range(7):
            cursor.execute("SELECT %s::timestamptz, %s::timestamptz, %s::timestamptz, NULL", said)
            *found, nothing = cursor.fetchone()
    assert found == [datetime.datetime.fromisoformat(one) for one in said] and nothing is None
    assert {one.tzinfo for one in found} == {datetime.UTC}
