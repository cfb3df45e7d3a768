"""On SQLite, too, what is asked most often goes past Django, and says the same."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Tag
from pagecache.prepared import rows_of

NAMES = "SELECT name, id, NULL FROM articles_tag WHERE id > %s"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has tests of its own"),
]


def test_what_is_read_at_a_glance_is_what_a_cursor_reads():
    tag = Tag.objects.create(name="Лёд", slug="led")
    assert (
        connection.glance(NAMES, (0,))
        == rows_of(connection, NAMES, (0,))
        == [("Лёд", tag.pk, None)]
    )
    with CaptureQueriesContext(connection) as asked:
        assert connection.glance(NAMES, (0,)) is None, "it would not be counted"
        assert rows_of(connection, NAMES, (0,)) == [("Лёд", tag.pk, None)]
    assert len(asked) == 1


def test_a_sign_of_percent_is_one_at_a_glance_too():
    asked = "SELECT STRFTIME('%%Y', '2026-11-23'), %s"
    assert connection.glance(asked, (1,)) == [("2026", 1)]


def test_in_a_broken_transaction_nobody_glances():
    with pytest.raises(ZeroDivisionError), transaction.atomic(savepoint=False):
        transaction.set_rollback(True)
        assert connection.glance(NAMES, (0,)) is None
        raise ZeroDivisionError
    transaction.set_rollback(False)


def test_what_fails_at_a_glance_fails_as_usual():
    assert connection.glance("SELECT nothing FROM nowhere WHERE %s = 1", (1,)) is None
    with pytest.raises(OperationalError):
        rows_of(connection, "SELECT nothing FROM nowhere WHERE %s = 1", (1,))
