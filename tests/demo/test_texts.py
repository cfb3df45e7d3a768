import datetime
from zoneinfo import ZoneInfo

import pytest

from articles import html
from demo import texts
from demo.hours import latest_of_today, moment
from demo.markup import Markup

YAKUTSK = ZoneInfo("Asia/Yakutsk")


@pytest.mark.parametrize("hour", [0, 1, 7, 13, 23])
def test_the_stories_of_today_keep_their_order_and_never_lie_ahead(hour):
    now = datetime.datetime(2026, 11, 22, hour, 3, tzinfo=YAKUTSK)
    whens = [text.when for text in texts.stories("ru") if text.when.startswith("today")]
    latest = latest_of_today(whens)
    wanted = sorted(whens, key=lambda when: datetime.datetime.strptime(when, "today %H:%M"))
    hours = [moment(when, now=now, latest=latest) for when in wanted]
    assert hours == sorted(hours)
    assert len(set(hours)) == len(set(whens))
    assert {at.date() for at in hours} == {now.date()}
    assert hours[-1] < now


def test_a_day_ago_is_said_in_the_hours_of_the_paper():
    now = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=YAKUTSK)
    at = moment("3d 12:05", now=now, latest="0:00")
    assert at.isoformat() == "2026-11-19T12:05:00+09:00"


@pytest.mark.parametrize(
    ("when", "at"),
    [("+1d 07:30", "2026-11-23T07:30:00+09:00"), ("+90m", "2026-11-22T10:30:00+09:00")],
)
def test_what_is_planned_lies_ahead(when, at):
    now = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=YAKUTSK)
    assert moment(when, now=now, latest="0:00").isoformat() == at


@pytest.mark.parametrize("language", ["ru", "sah", "en"])
def test_what_the_markup_makes_is_what_the_desk_stores(language):
    pictures = {name: number for number, name in enumerate(texts.captions(), start=1)}
    stories = {text.slug: f"/2026/11/22/{text.slug}/" for text in texts.stories(language)}
    for text in texts.stories(language):
        body = Markup(pictures, stories).html(text.text)
        assert html.clean(body) == body, text.slug


def test_an_unknown_name_in_a_head_is_told():
    with pytest.raises(ValueError, match="haedline"):
        texts.parse("haedline: X\n\nY", slug="x", language="ru")


@pytest.mark.parametrize("language", ["ru", "sah", "en"])
def test_whatever_a_story_names_exists(language):
    slugs = {text.slug for text in texts.stories(language)}
    originals = {text.slug for text in texts.stories("ru")}
    authors = {told.slug for told in texts.authors()}
    for text in texts.stories(language):
        assert set(text.related) <= slugs, text.slug
        assert {slug for slug, _role in text.authors} <= authors, text.slug
        assert not text.translation_of or text.translation_of in originals, text.slug
        assert not text.picture or text.picture in texts.captions(), text.slug
