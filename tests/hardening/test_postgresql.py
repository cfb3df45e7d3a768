"""What our engine of PostgreSQL does less of, and what must come of it all the same."""

import contextlib
import datetime
import threading
import time

import pytest
from django.db import DataError, OperationalError, connection, connections, models, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Tag
from newsroom.env import _configured
from pagecache import bulletin
from pagecache.prepared import Prepared, rows_of

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


def cut_off(other):
    """End our server process; `other` waits until it is gone."""
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )


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


GLANCE = "SELECT name, id, NULL FROM articles_tag WHERE id < %s AND %s > DATE '2026-01-01'"


def glance():
    return connection.glance(GLANCE, (2**40, datetime.datetime.now(datetime.UTC)))


def test_what_is_read_at_a_glance_is_what_a_cursor_reads(tags):
    connection.ensure_connection()
    tag = Tag.objects.get()
    assert glance() == glance() == [("Лёд", tag.pk, None)]
    assert len(plans()) == 1


def test_a_glance_sees_what_was_stored_in_between(tags, other):
    glance()
    with other.cursor() as cursor:
        cursor.execute("UPDATE articles_tag SET name = 'Река'")
    assert [name for name, *_rest in glance()] == ["Река"]


def test_nobody_glances_where_a_glance_could_mislead(tags, monkeypatch):
    glance()
    with transaction.atomic():
        assert glance() is None
        Tag.objects.update(name="Река")
        assert glance() is None
    assert glance()[0][0] == "Река"
    with CaptureQueriesContext(connection):
        assert glance() is None
    with connection.execute_wrapper(lambda execute, *asked: execute(*asked)):
        assert glance() is None
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    assert glance() is None
    connection.close()
    assert glance() is None


def test_what_fails_at_a_glance_fails_as_usual(tags):
    connection.ensure_connection()
    assert connection.glance("SELECT nothing FROM nowhere WHERE %s = 1", (1,)) is None
    assert connection.glance("SELECT 1 / %s", (0,)) is None
    assert connection.glance("SELECT 7 %% 4 + %s", (1,)) == [(4,)], "a sign of percent is one"
    assert connection.glance("SELECT 1.5 + %s", (1,)) is None, "no whole number"
    with pytest.raises(DataError):
        rows_of(connection, "SELECT 1 / %s", (0,))
    assert len(glance()) == 1


def test_a_glance_through_a_lost_connection_is_a_lost_connection(tags, other):
    bulletin.look()
    cut_off(other)
    with pytest.raises(OperationalError):
        bulletin.look()
    connection.close()
    assert bulletin.look().now
    assert len(glance()) == 1, "a new connection learns the names anew"


def kept():
    """Return how many questions the server has a plan of, asked at a glance."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'glance%'")
        return cursor.fetchone()[0]


def test_what_fails_leaves_no_plans_behind(tags):
    connection.ensure_connection()
    for _time in range(5):
        assert connection.glance("SELECT 1 / %s", (0,)) is None
    assert connection.glance("SELECT 1 / %s", (1,)) == [(1,)]
    for _time in range(3):
        assert connection.glance("SELECT 1.5 + %s", (1,)) is None
    assert kept() == 2


def test_a_glance_outlives_a_rollback(tags):
    assert len(tags(slug="led")) == len(tags(slug="led")) == len(tags(slug="led")) == 1
    assert len(glance()) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert len(tags(slug="led")) == 1
        raise ZeroDivisionError
    assert len(glance()) == 1
    assert kept() == 1


def test_a_glance_outlives_a_change_of_its_table(tags, other):
    assert len(glance()) == 1
    length = Tag._meta.get_field("name").max_length
    with other.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_tag ALTER name TYPE text")
    try:
        assert len(glance()) == 1
        assert kept() == 1
    finally:
        with other.cursor() as cursor:
            cursor.execute(f"ALTER TABLE articles_tag ALTER name TYPE varchar({length})")
    assert len(glance()) == 1


def test_two_who_share_a_connection_share_its_plans(tags):
    """As a pool gives one to whoever needs it next."""
    assert len(glance()) == 1
    vars(connection.connection)["_glanced"].clear()
    assert len(glance()) == 1, "the server knows the name already"
    assert kept() == 1


def test_what_took_too_long_is_not_asked_again(tags):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 200")
    began = time.monotonic()
    with pytest.raises(OperationalError):
        connection.glance("SELECT 1 FROM pg_sleep(%s)", (5,))
    assert time.monotonic() - began < 2
    connection.close()


def test_nobody_else_glances_through_this_connection(tags):
    connection.ensure_connection()
    its, found = connections["default"], []
    thread = threading.Thread(target=lambda: found.append(its.glance("SELECT 1 + %s", (1,))))
    thread.start()
    thread.join()
    assert found == [None]


def test_a_connection_keeps_few_plans(tags, monkeypatch):
    monkeypatch.setattr("newsroom.postgresql.base.NAMES", 3)
    connection.ensure_connection()
    asked = [connection.glance(f"SELECT {number} + %s", (1,)) for number in range(5)]
    assert asked == [[(1,)], [(2,)], [(3,)], None, None]


def test_others_go_on_while_somebody_waits_for_a_glance(tags):
    """The interpreter is not held while the server thinks."""
    connection.ensure_connection()
    stop, steps = threading.Event(), []
    counting = threading.Thread(target=lambda: count_until(stop, steps))
    counting.start()
    connection.glance("SELECT pg_sleep(%s)", (1,))
    stop.set()
    counting.join()
    assert len(steps) > 20


def count_until(stop, steps):
    while not stop.wait(0.01):
        steps.append(1)


def test_a_connection_is_found_usable_without_a_question(other, monkeypatch):
    connection.ensure_connection()
    raw = connection.connection
    monkeypatch.setattr(raw, "cursor", lambda *args, **kwargs: pytest.fail("it was asked"))
    assert connection.is_usable()
    monkeypatch.undo()
    cut_off(other)
    assert not connection.is_usable()
    connection.close()


def test_the_request_after_a_restart_of_the_server_gets_its_page(client, other):
    connection.ensure_connection()
    cut_off(other)
    connection.health_check_enabled, connection.health_check_done = True, False
    assert client.get("/").status_code == 200


def test_in_a_transaction_a_lost_server_is_said(other):
    with pytest.raises(OperationalError), transaction.atomic():
        cut_off(other)
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
