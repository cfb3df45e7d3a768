import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from articles.models import FrontLayout
from frontpage.lineup import Column, lineup, rows
from frontpage.models import Condition
from tests.factories import make_rubric, publish_article


def story(pk, importance=3, picture_id=1):
    return SimpleNamespace(pk=pk, importance=importance, picture_id=picture_id)


def band(layout=FrontLayout.COLUMN):
    return SimpleNamespace(front_layout=layout)


def numbers(stories):
    return [story.pk for story in stories]


def test_the_most_important_of_the_newest_leads():
    newest = [story(1), story(2, 5), story(3, 4)] + [story(n) for n in range(4, 30)]
    assert lineup(newest, []).lead.pk == 2


def test_importance_does_not_keep_an_old_story_up():
    newest = [story(n) for n in range(20)] + [story(99, 5)]
    assert lineup(newest, []).lead.pk == 0


def test_of_equals_the_one_with_a_picture_leads():
    assert lineup([story(1, picture_id=None), story(2)], []).lead.pk == 2


def test_no_story_stands_twice():
    newest = [story(n, 1 + n % 5) for n in range(40)]
    columns = [(band(), newest[n::3]) for n in range(3)]
    bands = [(band(FrontLayout.INTERVIEW), newest[:9]), (band(FrontLayout.NIGHT), newest), *columns]
    found = lineup(newest, bands)
    placed = [found.lead, *found.followers, *found.seconds, *found.latest]
    placed += [found.interview, found.night]
    placed += [s for row in found.rows for column in row for s in column.stories]
    assert len(numbers(placed)) == len(set(numbers(placed)))


def test_the_rail_is_in_the_order_of_the_clock():
    latest = numbers(lineup([story(n, 1 + n % 5) for n in range(40)], []).latest)
    assert latest == sorted(latest)


def test_an_edition_of_one_story_is_a_page_with_a_lead():
    found = lineup([story(1)], [(band(FrontLayout.INTERVIEW), [story(1)])])
    assert (found.lead.pk, found.interview, found.seconds, found.rows) == (1, None, [], [])


@pytest.mark.parametrize(
    ("number", "lengths"), [(0, []), (1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3])]
)
def test_columns_stand_in_rows_of_nearly_equal_length(number, lengths):
    columns = [Column(None, []) for _ in range(number)]
    assert [len(row) for row in rows(columns)] == lengths


def publish_issue():
    layouts = {
        FrontLayout.INTERVIEW: "Интервью", FrontLayout.NIGHT: "Фотоистория",
    }  # fmt: skip
    rubrics = [make_rubric(name, front_layout=layout) for layout, name in layouts.items()]
    rubrics += [make_rubric(f"Рубрика {n}", front_layout=FrontLayout.COLUMN) for n in range(5)]
    now = timezone.now()
    for number in range(60):
        publish_article(
            f"История {number:02}",
            rubrics=[rubrics[number % len(rubrics)]],
            importance=1 + number % 5,
            at=now - datetime.timedelta(hours=number),
        )


@pytest.mark.django_db
def test_the_front_page_is_at_most_six_queries(client, uncached, django_assert_max_num_queries):
    publish_issue()
    Condition.objects.create(name="Лена", value="62 см", fill=60)
    client.get("/")
    with django_assert_max_num_queries(6):
        page = client.get("/").content.decode()
    assert page.count("<h1") == 1
    # What readers react most to may well stand above, too.
    main = page[page.index("<main") : page.index("<footer")].partition('id="most"')[0]
    headlines = re.findall(r"История \d\d", main)
    assert len(headlines) > 30
    assert len(headlines) == len(set(headlines))


@pytest.mark.django_db
def test_an_edition_without_stories_is_friendly(client):
    publish_article("По-русски")
    page = client.get("/sah/")
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
    assert "first-issue" in page.content.decode()


@pytest.mark.django_db
def test_the_strip_of_conditions_disappears_when_nothing_is_measured(client):
    publish_article()
    crossing = Condition.objects.create(
        name="Лена", value="62 см", fill=60, translations={"en": {"name": "Lena", "value": "62 cm"}}
    )
    publish_article(language="en")
    assert "62 см" in client.get("/").content.decode()
    assert "62 cm" in client.get("/en/").content.decode()
    crossing.is_shown = False
    crossing.save()
    assert 'class="conditions"' not in client.get("/").content.decode()
