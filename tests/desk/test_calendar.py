"""The calendar: what stands on which day, for whom, and how it is moved."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Action, Article, Overtaken, Schedule, Section, Status
from desk.spans import as_shown, rows_of, span_of, week_of
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db

YAKUTSK, BERLIN = ZoneInfo("Asia/Yakutsk"), ZoneInfo("Europe/Berlin")


def local(*numbers, zone=YAKUTSK):
    return datetime.datetime(*numbers, tzinfo=zone)


def soon(**later):
    """Return an hour of the day after tomorrow, in the paper's zone, or later."""
    at = timezone.localtime() + datetime.timedelta(days=2) + datetime.timedelta(**later)
    return at.replace(minute=0, second=0, microsecond=0)


def plan(story, at=None, action=Action.PUBLISH):
    story.schedule(action, at or soon(), by=make_person("chief"))
    return story.schedules.get(action=action)


def page_of(client, span, day, **asked):
    day = day if isinstance(day, str) else day.date().isoformat()
    return client.get(reverse("desk:span", args=[span, day]), asked)


def standing(page):
    """Return `{(day, hour): [headline, …]}` of a page."""
    return {
        (day.date, row.hours[-1]): [str(entry.article) for entry in row.place.entries]
        for day in page.context["days"]
        for row in day.rows
        if row.place.entries
    }


def move(client, schedule, at, **changes):
    address = reverse("desk:plan", args=[schedule.article_id, schedule.action])
    sent = {
        "day": at.date().isoformat(), "time": at.strftime("%H:%M"),
        "seen": schedule.at.isoformat(),
    }  # fmt: skip
    return client.post(address, sent | changes)


def moment(schedule):
    return Schedule.objects.get(pk=schedule.pk).at


# --- what stands where --------------------------------------------------------------------------


def test_midnight_and_the_minute_before_it_stand_on_their_own_days(client, sit):
    sit("editor")
    publish_article("Полночь", at=local(2026, 3, 4, 0, 0))
    publish_article("За минуту", at=local(2026, 3, 4, 23, 59))
    publish_article("Завтра", at=local(2026, 3, 5, 0, 0))
    day = datetime.date(2026, 3, 4)
    assert standing(page_of(client, "day", "2026-03-04")) == {
        (day, 0): ["Полночь"],
        (day, 23): ["За минуту"],
    }
    month = standing(page_of(client, "month", "2026-03-31"))
    assert month[day, 0] == ["Полночь", "За минуту"]
    assert month[datetime.date(2026, 3, 5), 0] == ["Завтра"]


@pytest.mark.parametrize(
    ("day", "hours", "at"),
    [
        ("2026-03-29", 23, local(2026, 3, 29, 3, 30, zone=BERLIN)),
        ("2026-10-25", 25, local(2026, 10, 25, 2, 30, zone=BERLIN)),
    ],
)
def test_days_on_which_the_clocks_are_changed_keep_their_stories(
    client, sit, settings, day, hours, at
):
    settings.TIME_ZONE = "Europe/Berlin"
    sit("editor")
    publish_article("Ночная", at=at)
    again = at.replace(fold=1)
    if again.utcoffset() != at.utcoffset():
        publish_article("Ночная ещё раз", at=again.replace(minute=10))
    else:
        publish_article("До перевода", at=local(2026, 3, 29, 1, 30, zone=BERLIN))
    page = page_of(client, "day", day)
    (drawn,) = page.context["days"]
    assert drawn.hours_long == hours
    assert page.context["span"].offsets in ("UTC+1 / UTC+2", "UTC+2 / UTC+1")
    stands, no_hours = standing(page), [row.hours[-1] for row in drawn.rows if row.is_no_hour]
    if hours == 23:
        assert stands == {(drawn.date, 1): ["До перевода"], (drawn.date, 3): ["Ночная"]}
        assert no_hours == [2]
    else:
        assert stands == {(drawn.date, 2): ["Ночная", "Ночная ещё раз"]}
        assert no_hours == []


def test_an_hour_that_the_clocks_never_show_is_none(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    assert as_shown(datetime.datetime(2027, 3, 28, 2, 30)) is None
    twice = as_shown(datetime.datetime(2027, 10, 31, 2, 30))
    assert twice.utcoffset() == datetime.timedelta(hours=2), "the first of the two"


def test_a_week_begins_with_the_day_of_the_language(client, sit):
    sunday = datetime.date(2026, 11, 29)
    assert week_of(sunday) == datetime.date(2026, 11, 23)
    assert span_of("month", sunday).days[0] == datetime.date(2026, 10, 26)


def test_an_empty_night_is_one_row_until_something_stands_in_it():
    assert [rows_of(set())[0], rows_of(set())[-1]] == [range(7), range(22, 24)]
    assert rows_of({3})[:2] == [range(3), range(3, 4)]
    assert [hour for row in rows_of({3}) for hour in row] == list(range(24))


@pytest.mark.parametrize(
    "address",
    ["week/abc", "week/0000-01-01", "month/9999-12-31", "month/2026-13-01", "day/2026-02-30",
     "year/2026-01-01", "day/%00", "week/1899-12-31", "day/2026-1-1", "day/20260101xx"],
)  # fmt: skip
def test_a_day_that_no_paper_has_is_not_found(client, sit, address):
    sit("editor")
    assert client.get(f"/admin/calendar/{address}/").status_code == 404


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
@pytest.mark.parametrize("span", ["day", "week", "month"])
def test_the_calendar_ends_where_the_archive_does(client, sit, span, day):
    sit("editor")
    assert page_of(client, span, day).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "rubric=abc", "person=u", "person=a\0", "person=x5", "hour=99", "hour=-1",
        "rubric=" + "9" * 40, "person=a" + "9" * 18,
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_asks_nothing(client, sit, asked):
    sit("editor")
    publish_article("Есть", at=local(2026, 3, 4, 12))
    page = client.get(f"/admin/calendar/day/2026-03-04/?{asked}")
    assert page.context["number"] == 1


# --- for whom -----------------------------------------------------------------------------------


def test_a_reporter_sees_what_is_out_and_what_is_own(client, sit):
    reporter = sit("reporter")
    publish_article("Вышла", at=soon(days=-20))
    plan(make_article("Моя", created_by=reporter), soon())
    plan(make_article("Чужая"), soon())
    page = page_of(client, "day", soon())
    assert [name for names in standing(page).values() for name in names] == ["Моя"]
    assert "Чужая" not in page.content.decode()
    assert "data-plan=" not in page.content.decode()
    assert page_of(client, "day", soon(days=-20)).context["number"] == 1


def test_what_is_held_is_named_to_nobody_else(client, sit):
    sit("editor")
    story = make_article("Тайное")
    schedule = plan(story)
    story.hold(by=make_person("chief"), note="Ждём")
    page = page_of(client, "day", soon())
    assert (page.context["number"], "Тайное" in page.content.decode()) == (0, False)
    answer = move(client, schedule, soon(days=1))
    assert (answer.status_code, moment(schedule)) == (404, schedule.at)
    sit("chief")
    assert "Тайное" in page_of(client, "day", soon()).content.decode()


def test_it_is_narrowed_to_a_rubric_and_those_below_it(client, sit):
    sit("editor")
    culture = make_rubric("Культура")
    theatre = make_rubric("Театр", parent=culture)
    publish_article("Премьера", rubrics=[theatre], at=local(2026, 3, 4, 12))
    publish_article("Хоккей", at=local(2026, 3, 4, 12))
    page = page_of(client, "week", "2026-03-04", rubric=culture.pk)
    assert [*standing(page).values()] == [["Премьера"]]


def test_it_is_narrowed_to_a_name_or_to_whoever_has_the_turn(client, sit):
    editor = sit("editor")
    vera = make_author("Вера")
    publish_article("Верина", authors=[vera], at=local(2026, 3, 4, 12))
    publish_article("Ничья", at=local(2026, 3, 4, 12))
    mine = publish_article("Моя очередь", at=local(2026, 3, 4, 12))
    mine.assign(editor)
    page = page_of(client, "week", "2026-03-04", person=f"a{vera.pk}")
    assert [*standing(page).values()] == [["Верина"]]
    page = page_of(client, "week", "2026-03-04", person=f"u{editor.pk}")
    assert [*standing(page).values()] == [["Моя очередь"]]


def test_somebody_without_rights_at_the_desk_does_not_enter(client):
    assert client.get("/admin/calendar/").status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get("/admin/calendar/").status_code == 403


# --- however much there is ----------------------------------------------------------------------


@pytest.mark.parametrize(("span", "drawn"), [("month", 4), ("week", 4), ("day", 12)])
def test_many_stories_are_counted_and_few_are_drawn(client, sit, span, drawn):
    sit("editor")
    for number in range(15):
        publish_article(f"Новость {number}", at=local(2026, 3, 4, 12, number))
    page = page_of(client, span, "2026-03-04")
    (place,) = [row.place for day in page.context["days"] for row in day.rows if row.place.entries]
    assert (len(place.entries), place.number, place.more) == (drawn, 15, 15 - drawn)
    assert page.context["number"] == 15
    whole = page_of(client, "day", "2026-03-04", hour=12)
    assert len(standing(whole)[datetime.date(2026, 3, 4), 12]) == 15


def test_what_is_out_never_hides_what_is_late(client, sit):
    sit("editor")
    for number in range(15):
        publish_article(at=local(2026, 3, 4, 12, number))
    late = plan(make_article("Опаздывает"))
    Schedule.objects.filter(pk=late.pk).update(at=local(2026, 3, 4, 12, 50))
    page = page_of(client, "month", "2026-03-04")
    assert standing(page)[datetime.date(2026, 3, 4), 0][-1] == "Опаздывает"
    assert "status--late" in page.content.decode()


def test_of_a_week_too_full_to_draw_one_story_an_hour_is_drawn_and_all_are_counted(client, sit):
    sit("editor")
    first, one = local(2026, 3, 2), publish_article()
    Article.objects.bulk_create(
        Article(
            language="ru", headline="Много", slug=f"{hour}-{number}", status=Status.PUBLISHED,
            published_at=first + datetime.timedelta(hours=hour, minutes=number),
            published_on=datetime.date(2026, 3, 2), rubric_ids=one.rubric_ids,
        )
        for hour in range(7 * 24) for number in range(3)
    )  # fmt: skip
    page = page_of(client, "week", "2026-03-04")
    rows = [row.place for day in page.context["days"] for row in day.rows]
    assert {(len(place.entries), place.number) for place in rows} == {(1, 3)}
    assert page.context["number"] == 7 * 24 * 3


@pytest.mark.parametrize("span", ["month", "week", "day"])
def test_a_full_month_costs_no_more_queries_than_an_empty_one(
    client, sit, span, django_assert_max_num_queries
):
    sit("editor")
    client.get("/admin/calendar/")
    with django_assert_max_num_queries(14):
        page_of(client, span, "2026-03-04")
    for number in range(8):
        story = publish_article(at=local(2026, 3, 4, number))
        story.assign(make_person("editor"))
    Schedule.objects.bulk_create(
        Schedule(article=make_article(), action="withdraw", at=local(2026, 3, 4, number))
        for number in range(8)
    )
    with django_assert_max_num_queries(18):
        assert page_of(client, span, "2026-03-04").context["number"] > 0


def test_an_editor_of_some_rubrics_moves_only_what_stands_there(client, sit):
    editor = sit("editor")
    culture = make_rubric("Культура")
    Section.objects.create(user=editor, rubric=culture)
    mine, other = (plan(make_article(rubrics=[rubric])) for rubric in (culture, make_rubric()))
    page = page_of(client, "day", soon())
    entries = [
        entry for day in page.context["days"] for row in day.rows for entry in row.place.entries
    ]
    assert {entry.plan.pk: entry.may_move for entry in entries} == {mine.pk: True, other.pk: False}
    assert move(client, mine, soon(hours=5)).status_code == 302
    assert move(client, other, soon(hours=5)).status_code == 403


# --- moving -------------------------------------------------------------------------------------


def test_a_plan_is_moved_with_the_revision_that_was_approved(client, sit):
    editor = sit("editor")
    story = make_article()
    schedule = plan(story)
    story.refresh_from_db()
    later = soon(hours=5)
    assert move(client, schedule, later).status_code == 302
    after = Schedule.objects.get(pk=schedule.pk)
    assert (after.at, after.revision, after.by) == (later, schedule.revision, editor)
    last = story.history.first()
    assert (last.by, last.planned_for, last.status_after) == (editor, later, Status.SCHEDULED)
    assert timezone.localtime(schedule.at).strftime("%d.%m.%Y %H:%M") in last.note


def test_a_move_can_be_taken_back(client, sit):
    sit("editor")
    schedule = plan(make_article())
    move(client, schedule, soon(hours=5))
    page = page_of(client, "day", soon(hours=5))
    moved = page.context["moved"]
    sent = {"day": moved["day"], "time": moved["time"], "seen": moved["seen"], "undo": "1"}
    client.post(moved["address"], sent)
    assert moment(schedule) == schedule.at
    assert page_of(client, "day", soon()).context["moved"]["may_undo"] is False


@pytest.mark.parametrize("action", [Action.UPDATE, Action.WITHDRAW])
def test_changes_and_withdrawals_are_moved_too(client, sit, action):
    sit("editor")
    story = publish_article()
    story.revise(_changed(story), by=None, seen=story.newest)
    schedule = plan(story, action=action)
    assert move(client, schedule, soon(hours=3)).status_code == 302
    assert moment(schedule) == soon(hours=3)


def _changed(story):
    story._keep_as_it_is()
    return story.newest_revision().content | {"headline": "Новее"}


def test_the_past_is_refused_with_a_sentence_and_nothing_typed_is_lost(client, sit):
    sit("editor")
    schedule = plan(make_article())
    past = timezone.localtime() - datetime.timedelta(minutes=5)
    answer = move(client, schedule, past)
    assert (answer.status_code, moment(schedule)) == (422, schedule.at)
    assert past.strftime("%H:%M") in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [{"day": ""}, {"day": "9999-12-31"}, {"day": "0000-00-00"}, {"day": "24\0"}, {"time": "25:00"},
     {"time": "\0"}, {"day": "9" * 9000}, {"time": ""}],
)  # fmt: skip
def test_strange_hours_are_refused_with_a_sentence(client, sit, sent):
    sit("editor")
    schedule = plan(make_article())
    answer = move(client, schedule, soon(hours=5), **sent)
    assert (answer.status_code, moment(schedule)) == (422, schedule.at)


@pytest.mark.parametrize("seen", ["", "abc", "\0", "2026-13-45T00:00:00+00:00", "9" * 5000])
def test_a_move_that_does_not_say_what_it_saw_is_shown_what_is(client, sit, seen):
    sit("editor")
    schedule = plan(make_article())
    answer = move(client, schedule, soon(hours=5), seen=seen)
    assert (answer.status_code, moment(schedule)) == (409, schedule.at)


def test_of_two_who_move_one_story_the_second_is_told_and_keeps_what_was_chosen(client, sit):
    sit("editor")
    schedule = plan(make_article())
    move(client, schedule, soon(hours=5))
    answer = move(client, schedule, soon(hours=7))
    said = answer.content.decode()
    assert (answer.status_code, moment(schedule)) == (409, soon(hours=5))
    assert soon(hours=7).strftime("%H:%M") in said and soon(hours=5).strftime("%H:%M") in said


def test_of_two_moves_in_one_moment_one_wins_and_the_other_is_told():
    chief = make_person("chief")
    schedule = plan(make_article())
    same = Schedule.objects.get(pk=schedule.pk)
    schedule.article.replan(schedule, soon(hours=5), by=chief)
    with pytest.raises(Overtaken):
        same.article.replan(same, soon(hours=7), by=chief)
    assert moment(schedule) == soon(hours=5)


def test_what_is_out_cannot_be_moved(client, sit):
    sit("editor")
    story = make_article("Уже вышла")
    schedule = plan(story)
    Article.objects.get(pk=story.pk).publish(by=None)
    answer = move(client, schedule, soon(hours=5))
    assert answer.status_code == 409 and "Уже вышла" in answer.content.decode()
    assert not Schedule.objects.exists()


def test_a_hold_until_later_refuses_an_hour_before_it(client, sit):
    chief = sit("chief")
    story = make_article()
    schedule = plan(story, soon(days=3))
    Article.objects.get(pk=story.pk).hold(by=chief, until=soon(days=2), note="Эмбарго")
    answer = move(client, schedule, soon(days=1))
    assert (answer.status_code, moment(schedule)) == (422, soon(days=3))
    assert move(client, schedule, soon(days=4)).status_code == 302


@pytest.mark.parametrize(
    ("role", "answer"),
    [("reporter", 404), ("photo_desk", 403), ("admin", 403), ("editor", 302), ("chief", 302)],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_publishes_moves(client, sit, role, answer, method):
    sit(role)
    schedule = plan(make_article("Чужая"))
    address = reverse("desk:plan", args=[schedule.article_id, "publish"])
    if method == "post":
        got = move(client, schedule, soon(hours=5))
    else:
        got = client.get(address)
        answer = 200 if answer == 302 else answer
    assert got.status_code == answer
    assert (moment(schedule) == schedule.at) == (method == "get" or answer != 302)


@pytest.mark.parametrize("place", ["abc/publish", f"{'9' * 30}/publish", "1/abc", "0/publish"])
def test_a_plan_that_there_is_not_is_not_found(client, sit, place):
    sit("editor")
    assert client.get(f"/admin/calendar/plan/{place}/").status_code == 404


def test_an_hour_that_failed_is_tried_again_at_the_new_one(client, sit):
    sit("editor")
    schedule = plan(make_article())
    Schedule.objects.update(refused_at=timezone.now(), refusal="Нет подписи")
    move(client, schedule, soon(hours=5))
    after = Schedule.objects.get(pk=schedule.pk)
    assert (after.refused_at, after.refusal) == (None, "")


def test_the_way_back_leads_nowhere_else(client, sit):
    sit("editor")
    schedule = plan(make_article())
    answer = move(client, schedule, soon(hours=5), next="https://evil.example/admin/calendar/")
    assert answer.headers["Location"].startswith("/admin/calendar/#plan-")
