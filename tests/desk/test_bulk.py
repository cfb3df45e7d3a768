"""Many stories at once: as strict as one, and undone as strictly."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Action, Article, Status
from articles.models.revision import content_of
from tests.factories import make_article, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
UNDO = f"{LIST}undo/"


def do(client, action, *stories, view="", **more):
    chosen = [story.pk for story in stories]
    sent = {"action": action, "index": 0, "_selected_action": chosen} | more
    return client.post(LIST + view, sent, follow=True)


def undo(client, page):
    return client.post(UNDO, {"key": page.context["undo"]["key"]}, follow=True)


def said(page):
    return " ".join(str(message) for message in page.context["messages"])


def test_seven_are_done_and_two_refused_with_their_reasons(client, sit):
    sit("editor")
    ready = [make_article(f"Готова {number}") for number in range(7)]
    bare, out = make_article("Без рубрики", rubrics=[]), publish_article("Вышла")
    page = do(client, "publish", *ready, bare, out)
    assert "7 материалов" in said(page) and "2 материала остались" in said(page)
    assert str(bare.missing()["rubrics"]) in said(page)
    Article.objects.filter(pk=out.pk).delete()
    assert Article.objects.published().count() == 7


def test_drafts_published_by_mistake_are_withdrawn_for_readers_have_seen_them(client, sit):
    editor = sit("editor")
    story = make_article()
    page = undo(client, do(client, "publish", story))
    story.refresh_from_db()
    assert (story.status, story.withdrawal_note) == (Status.WITHDRAWN, "Опубликовано по ошибке.")
    assert [move.by for move in story.history.all()] == [editor, editor]
    assert "1 материал" in said(page) and page.context["undo"] is None


def test_a_newer_text_published_by_mistake_goes_back_to_what_readers_saw(client, sit):
    editor = sit("editor")
    story = publish_article(lead="Прежний лид.")
    story.revise(content_of(story) | {"lead": "Новый лид."}, by=editor, seen=0)
    page = do(client, "publish", story)
    story.refresh_from_db()
    assert story.lead == "Новый лид."
    undo(client, page)
    story.refresh_from_db()
    assert (story.status, story.lead, story.live, story.newest) == (
        "published",
        "Прежний лид.",
        1,
        2,
    )


def test_withdrawn_ones_come_back_at_their_address_with_what_was_planned(client, sit):
    editor = sit("editor")
    story = publish_article()
    address, at = story.get_absolute_url(), timezone.now() + datetime.timedelta(days=2)
    story.schedule(Action.WITHDRAW, at, by=editor)
    page = do(client, "withdraw", story, note="Ошибка")
    story.refresh_from_db()
    assert story.status == Status.WITHDRAWN and not story.schedules.exists()
    undo(client, page)
    story.refresh_from_db()
    assert (story.status, story.get_absolute_url()) == (Status.PUBLISHED, address)
    assert story.schedules.get().at == at


def test_the_trash_and_back_and_undone_both_ways(client, sit):
    sit("editor")
    story, public = make_article("Брошена"), publish_article("Вышла")
    page = do(client, "trash", story, public)
    assert "остался" in said(page)
    story.refresh_from_db()
    assert story.trashed_at
    undo(client, page)
    story.refresh_from_db()
    assert story.trashed_at is None
    do(client, "trash", story)
    page = do(client, "untrash", story, view="?view=trash")
    story.refresh_from_db()
    assert story.trashed_at is None
    undo(client, page)
    story.refresh_from_db()
    assert story.trashed_at


def test_what_somebody_else_moved_since_is_left_alone(client, sit):
    sit("editor")
    mine, theirs = make_article("Моя"), make_article("Чужая")
    page = do(client, "publish", mine, theirs)
    theirs.refresh_from_db()
    theirs.withdraw(by=make_person("chief"), note="Снята главным")
    page = undo(client, page)
    theirs.refresh_from_db()
    assert theirs.withdrawal_note == "Снята главным"
    assert "«Чужая»" in said(page)


def test_it_is_undone_once_in_time_and_by_whoever_did_it(client, sit, monkeypatch):
    sit("editor")
    story = publish_article()
    page = do(client, "withdraw", story, note="Ошибка")
    key = page.context["undo"]["key"]
    assert "нельзя отменить" in said(client.post(UNDO, {"key": "x"}, follow=True))
    session = client.session
    kept = session["undo"]
    session["undo"] = kept | {"until": (timezone.now()).isoformat()}
    session.save()
    assert "нельзя отменить" in said(client.post(UNDO, {"key": key}, follow=True))
    client.logout()
    other = sit("chief")
    session = client.session
    session["undo"] = kept
    session.save()
    assert other.pk != kept["user"]
    assert "нельзя отменить" in said(client.post(UNDO, {"key": key}, follow=True))
    story.refresh_from_db()
    assert story.status == Status.WITHDRAWN


def test_who_lost_the_right_meanwhile_undoes_nothing(client, sit):
    from django.contrib.auth.models import Group

    person = sit("editor")
    story = make_article(created_by=person)
    page = do(client, "publish", story)
    person.groups.set([Group.objects.get(name="reporter")])
    undo(client, page)
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED


@pytest.mark.parametrize(
    "back", ["?q=\0", "\r\nSet-Cookie: a=b", "?" + "x" * 9000, "//evil.example"]
)
def test_the_way_back_is_the_list_whatever_was_sent(client, sit, back):
    sit("editor")
    answer = client.post(UNDO, {"key": "", "back": back})
    assert answer.headers["Location"].startswith(LIST)


def test_a_chosen_story_costs_the_same_however_many_are_chosen(client, sit):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sit("editor")

    def cost(number):
        stories = [make_article(f"Черновик {n}", rubrics=[]) for n in range(number)]
        with CaptureQueriesContext(connection) as asked:
            do(client, "publish", *stories)
        return len(asked)

    cost(1)
    assert cost(11) - cost(1) <= 10 * 14
