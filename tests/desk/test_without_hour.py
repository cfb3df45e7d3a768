"""Beside the calendar stand the stories that are ready and have no hour: they are given one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Action, Article, Schedule, Section, Status
from articles.models.revision import content_of
from desk.waiting import MOST
from tests.factories import make_article, make_author, make_rubric, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db


def soon(**later):
    at = timezone.localtime() + datetime.timedelta(days=2) + datetime.timedelta(**later)
    return at.replace(minute=0, second=0, microsecond=0)


def sent(headline="Ледостав", **more):
    return make_article(headline, status=Status.REVIEW, **more)


def with_newer_text(headline="Живая"):
    story = publish_article(headline)
    story.revise(content_of(story) | {"lead": "Новее."}, by=None, seen=story.newest)
    return story


def beside(client, **asked):
    """Return the headlines of the panel; None if there is no panel."""
    page = client.get(reverse("desk:calendar"), asked)
    found = page.context.get("waiting")
    return None if found is None else [str(one.article) for one in found]


def give(client, story, at=None, **changes):
    at = at or soon()
    story = Article.objects.get(pk=story.pk)
    told = {"day": at.date().isoformat(), "time": at.strftime("%H:%M"), "seen": str(story.newest)}
    return client.post(reverse("desk:hour", args=[story.pk]), told | changes)


# --- who stands there ---------------------------------------------------------------------------


def test_what_was_sent_and_newer_texts_of_live_stories_stand_there(client, sit):
    sit("editor")
    sent("Прислана")
    make_article("Черновик")
    publish_article("Вышла")
    with_newer_text("Живая")
    assert beside(client) == ["Прислана", "Живая"]


def test_what_has_an_hour_lies_in_the_trash_or_is_held_from_others_does_not(client, sit):
    chief = make_person("chief")
    planned, changed = make_article("Запланирована"), with_newer_text()
    planned.schedule(Action.PUBLISH, soon(), by=chief)
    changed.schedule(Action.UPDATE, soon(), by=chief)
    sent("Удержана").hold(by=chief, note="Ждём")
    sent("Выброшена").trash(by=chief)
    sit("editor")
    assert beside(client) == []
    client.force_login(chief)
    assert beside(client) == ["Удержана"]


def test_whoever_cannot_publish_has_no_such_panel(client, sit):
    for role in ("reporter", "photo_desk", "admin"):
        person = sit(role)
        sent("Своя", created_by=person)
        assert beside(client) is None


def test_an_editor_of_some_rubrics_finds_theirs_there(client, sit):
    editor, culture = sit("editor"), make_rubric("Культура")
    Section.objects.create(user=editor, rubric=culture)
    sent("Премьера", rubrics=[culture])
    other = sent("Хоккей", rubrics=[make_rubric("Спорт")])
    assert beside(client) == ["Премьера"]
    assert give(client, other).status_code == 403


def test_it_is_narrowed_like_the_calendar(client, sit):
    sit("editor")
    vera, culture = make_author("Вера"), make_rubric("Культура")
    sent("Верина", authors=[vera])
    sent("Премьера", rubrics=[culture])
    assert beside(client, person=f"a{vera.pk}") == ["Верина"]
    assert beside(client, rubric=culture.pk) == ["Премьера"]


def test_of_many_the_first_stand_there_and_cost_no_more(client, sit, django_assert_max_num_queries):
    sit("editor")
    client.get("/admin/calendar/")
    for number in range(MOST + 3):
        sent(f"История {number}", authors=[make_author()])
    with django_assert_max_num_queries(18):
        page = client.get("/admin/calendar/")
    assert len(page.context["waiting"]) == MOST and page.context["more_wait"]
    assert "История 0" in page.content.decode(), "who waits longest stands first"


# --- giving an hour -----------------------------------------------------------------------------


def test_a_story_that_was_sent_gets_its_hour_with_the_text_that_was_seen(client, sit):
    editor, story = sit("editor"), sent()
    story.revise(content_of(story) | {"lead": "Лид."}, by=None, seen=0)
    answer = give(client, story)
    plan = story.schedules.get()
    assert answer.headers["Location"] == f"/admin/calendar/#plan-{plan.pk}"
    assert (plan.at, plan.action, plan.by) == (soon(), Action.PUBLISH, editor)
    assert plan.revision == story.newest_revision()
    story.refresh_from_db()
    assert story.status == Status.SCHEDULED
    assert beside(client) == []


def test_a_newer_text_of_a_live_story_gets_one(client, sit):
    sit("editor")
    story = with_newer_text()
    assert give(client, story).status_code == 302
    assert story.schedules.get().action == Action.UPDATE
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED


def test_the_hour_can_be_taken_back(client, sit):
    sit("editor")
    story = sent()
    give(client, story)
    moved = client.get("/admin/calendar/").context["moved"]
    assert moved["may_undo"]
    answer = client.post(moved["address"], {"undo": "1", "seen": moved["seen"]})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.status, story.schedules.count()) == (Status.REVIEW, 0)
    assert "снова без времени" in client.get("/admin/calendar/").content.decode()


def test_taking_back_what_somebody_moved_since_does_nothing(client, sit):
    sit("editor")
    story = sent()
    give(client, story)
    seen = story.schedules.get().at.isoformat()
    Schedule.objects.update(at=soon(hours=3))
    for told in (seen, "", "abc", "\0"):
        answer = client.post(reverse("desk:hour", args=[story.pk]), {"undo": "1", "seen": told})
        assert answer.status_code == 409
    assert story.schedules.get().at == soon(hours=3)
    story.unschedule(Action.PUBLISH, by=None)
    assert give(client, story, undo="1").status_code == 409


def test_without_scripts_it_is_a_form(client, sit):
    sit("editor")
    story = sent()
    page = client.get(reverse("desk:hour", args=[story.pk])).content.decode()
    assert 'type="date"' in page and 'type="time"' in page
    give(client, story)
    answer = client.get(reverse("desk:hour", args=[story.pk]))
    assert answer.headers["Location"] == reverse("desk:plan", args=[story.pk, "publish"])


@pytest.mark.parametrize(
    "told",
    [{"day": ""}, {"day": "0000-00-00"}, {"time": "25:00"}, {"day": "9" * 9000}, {"time": "\0"},
     {"day": "2020-01-01"}],
)  # fmt: skip
def test_an_hour_that_cannot_be_is_refused_with_a_sentence(client, sit, told):
    sit("editor")
    story = sent()
    answer = give(client, story, **told)
    assert answer.status_code == 422 and "Время не назначено" in answer.content.decode()
    assert not Schedule.objects.exists()


def test_an_hour_that_is_over_today_is_refused(client, sit):
    sit("editor")
    past = timezone.localtime() - datetime.timedelta(minutes=3)
    answer = give(client, sent(), past)
    assert answer.status_code == 422 and past.strftime("%H:%M") in answer.content.decode()


def test_what_readers_would_miss_is_listed_and_leads_to_the_story(client, sit):
    sit("editor")
    story = sent(body="", authors=[])
    Article.objects.filter(pk=story.pk).update(headline="")
    answer = give(client, story)
    told = answer.content.decode()
    assert answer.status_code == 422 and reverse("admin:articles_article_change", args=[story.pk])
    assert told.count("<p>") >= 2
    assert not Schedule.objects.exists()


def test_a_hold_refuses_whoever_presses(client, sit):
    chief, story = sit("chief"), sent()
    story.hold(by=chief, note="Ждём")
    answer = give(client, story)
    assert answer.status_code == 422 and "держ" in answer.content.decode().lower()


@pytest.mark.parametrize("seen", ["", "0", "7", "abc", "\0", "9" * 40])
def test_a_text_that_was_not_seen_is_not_approved(client, sit, seen):
    sit("editor")
    story = sent()
    story.revise(content_of(story) | {"lead": "Новый лид."}, by=None, seen=0)
    answer = give(client, story, seen=seen)
    assert answer.status_code == 409 and soon().strftime("%H:%M") in answer.content.decode()
    assert not Schedule.objects.exists()


def test_of_two_who_give_an_hour_the_second_is_told(client, sit):
    sit("editor")
    story = sent()
    give(client, story)
    answer = give(client, story, soon(hours=4))
    assert answer.status_code == 409
    assert story.schedules.get().at == soon()


@pytest.mark.parametrize(
    ("role", "answer"),
    [("reporter", 404), ("photo_desk", 403), ("admin", 403), ("editor", 200), ("chief", 200)],
)
def test_only_who_publishes_gives_hours(client, sit, role, answer):
    sit(role)
    story = sent()
    assert client.get(reverse("desk:hour", args=[story.pk])).status_code == answer
    got = give(client, story)
    assert got.status_code == (302 if answer == 200 else answer)
    assert story.schedules.exists() == (answer == 200)


@pytest.mark.parametrize("pk", ["abc", "9" * 30, "0"])
def test_a_story_that_there_is_not_is_not_found(client, sit, pk):
    sit("editor")
    assert client.get(f"/admin/calendar/hour/{pk}/").status_code == 404
