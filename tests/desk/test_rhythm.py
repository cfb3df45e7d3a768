"""How the paper breathes, on the first page: drawn, and said in numbers."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.rhythm import columns, curve, rhythm
from reactions.models import Hour
from tests.factories import make_user, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db


def test_the_first_page_draws_a_day_of_reactions_and_a_month_of_stories(client, sit):
    sit("chief")
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    Hour.objects.create(begins_at=hour, number=7)
    Hour.objects.create(begins_at=hour - datetime.timedelta(hours=3), number=30)
    publish_article("Сегодня", at=now)
    publish_article("Сахалыы", at=now, language="sah")
    publish_article("Давно", at=now - datetime.timedelta(days=31))
    client.get("/admin/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/admin/").content.decode()
    assert len(asked) <= 20
    assert "всего 37, больше всего (30)" in page and "сегодня 2" in page
    assert page.count("<rect ") >= 30 and 'class="line"' in page
    assert "style=" not in page


def test_a_day_begins_at_midnight_where_the_paper_is():
    before, after = ("2026-11-21T14:59:00+00:00", "2026-11-21T15:00:00+00:00")
    for at in (before, after):
        publish_article(at=datetime.datetime.fromisoformat(at))
    now = datetime.datetime.fromisoformat("2026-11-21T18:00:00+00:00")
    _reactions, stories = rhythm(make_person("chief"), now)
    assert [number for _name, number in stories.points[-2:]] == [1, 1]
    assert stories.points[-1][0] == "22 ноября"


def test_the_month_is_read_from_the_index_of_days():
    publish_article("Снята").withdraw(by=None, note="Ошибка")
    publish_article("Вышла")
    with CaptureQueriesContext(connection) as asked:
        _reactions, stories = rhythm(make_person("chief"))
    assert stories.total == 1
    (query,) = [query["sql"] for query in asked if "articles_article" in query["sql"]]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query)
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
        assert "one_story_per_day_and_slug (published_on>? AND published_on<?)" in plan


def test_whoever_sees_no_stories_sees_no_numbers():
    assert rhythm(make_user(is_staff=True)) == []


def test_nothing_at_all_is_drawn_as_well():
    line, area = curve([0] * 24)
    assert line.startswith("M0.0,42.0") and area.endswith("Z")
    assert {height for _x, _y, _width, height in columns([0] * 30)} == {1}
