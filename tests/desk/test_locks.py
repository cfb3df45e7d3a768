"""A story closed for others, as the desk shows it."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article, Autosave, Lock, Presence
from articles.models.revision import content_of
from paper.models import Paper
from tests.factories import make_article, publish_article

from .people import address_of, filled_in, make_person
from .test_writing import said

pytestmark = pytest.mark.django_db


def closed_story(**fields):
    """Return a story that Анна Ситникова has closed for others, and her."""
    anna = make_person("chief", first_name="Анна", last_name="Ситникова")
    story = make_article(**fields)
    story.close_to_others(by=anna)
    return story, anna


def test_whoever_saves_a_closed_story_is_told_by_whom_and_loses_nothing(client, sit):
    story, _anna = closed_story(headline="Прежний")
    editor = sit("editor")
    response = client.post(address_of(story), filled_in(story, headline="Набрано", _publish=""))
    assert response.headers["Location"] == address_of(story)
    assert "Анна Ситникова" in said(response) and "ничего не записано" in said(response)
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Набрано"]
    after = Article.objects.get(pk=story.pk)
    assert (after.headline, after.status, after.newest) == ("Прежний", "draft", 0)


def test_a_form_with_a_fault_is_refused_with_its_words_too(client, sit):
    story, _anna = closed_story()
    editor = sit("editor")
    client.post(address_of(story), filled_in(story, headline="Набрано", importance="сто"))
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Набрано"]


def test_a_closed_story_is_shown_to_be_read(client, sit):
    story, _anna = closed_story(headline="Прежний", body="<p>Текст целиком.</p>")
    sit("editor")
    page = client.get(address_of(story)).content.decode()
    assert "Материал закрыт для других: Анна Ситникова" in page
    assert address_of(story, "take_over") in page
    assert "Текст целиком." in page
    assert 'name="_save"' not in page and 'name="_publish"' not in page


def test_reading_a_closed_story_shows_its_newest_text(client, sit):
    story = publish_article(body="<p>Видят читатели.</p>")
    anna = make_person("chief")
    story.revise(content_of(story) | {"body": "<p>Новее.</p>"}, by=anna, seen=0)
    story.close_to_others(by=anna)
    sit("editor")
    page = client.get(address_of(story)).content.decode()
    assert "Новее." in page and "Видят читатели." not in page


def test_taking_over_is_asked_about_first(client, sit):
    story, anna = closed_story()
    editor = sit("editor")
    Presence.objects.say(anna, story, "t", is_dirty=True)
    page = client.get(address_of(story, "take_over")).content.decode()
    assert "Анна Ситникова" in page and "ещё не сохран" in page
    assert Lock.objects.of(story).by == anna
    client.post(address_of(story, "take_over"), {"holder": anna.pk})
    assert Lock.objects.of(story).by == editor
    assert client.get(address_of(story, "take_over")).headers["Location"] == address_of(story)
    assert "Анна Ситникова" in client.get(address_of(story)).content.decode()


@pytest.mark.parametrize("holder", ["", "x", "\0", "-1", "9" * 40, "0"])
def test_taking_over_from_nobody_is_refused(client, sit, holder):
    story, anna = closed_story()
    sit("editor")
    client.post(address_of(story, "take_over"), {"holder": holder})
    assert Lock.objects.of(story).by == anna


def test_the_former_holder_hears_of_it_at_the_next_ping_and_keeps_the_words(client, sit):
    story = make_article()
    editor = sit("editor")
    client.post(address_of(story, "lock"))
    first = client.post(address_of(story, "ping"), {"tab": "a", "holds": "1"}).json()
    assert first["lock"]["mine"]
    chief = make_person("chief", first_name="Анна")
    story.take_over(by=chief, holder_id=editor.pk)
    told = client.post(address_of(story, "ping"), {"tab": "a", "holds": "1"}).json()["lock"]
    assert (told["name"], told["mine"]) == ("Анна", False)
    assert Lock.objects.of(story).by == chief, "a ping takes nothing back"
    sent = filled_in(story, seen=0, headline="Моё")
    story.revise(content_of(story) | {"lead": "Анны."}, by=chief, seen=0)
    client.post(address_of(story), sent)
    story.open_to_all(by=chief)
    page = client.get(address_of(story, "merge")).content.decode()
    assert "Моё" in page and "Анны" in page


def test_a_lock_lives_by_pings_and_ends_soon_after_the_last_window(client, sit):
    editor = sit("editor")
    story = make_article()
    client.post(address_of(story, "lock"))
    Lock.objects.update(ends_at=timezone.now() + datetime.timedelta(seconds=20))
    client.post(address_of(story, "ping"), {"tab": "a", "holds": "1"})
    assert Lock.objects.get().ends_at > timezone.now() + datetime.timedelta(minutes=4)
    client.post(address_of(story, "ping"), {"tab": "b"})
    client.post(address_of(story, "ping"), {"tab": "a", "leave": "1"})
    assert Lock.objects.get().ends_at > timezone.now() + datetime.timedelta(minutes=4)
    client.post(address_of(story, "ping"), {"tab": "b", "leave": "1"})
    assert Lock.objects.get().ends_at < timezone.now() + datetime.timedelta(seconds=20)
    assert Lock.objects.of(story).by == editor


def test_a_lock_that_has_ended_begins_again_only_if_nobody_came_meanwhile(client, sit):
    editor = sit("editor")
    story = make_article()
    client.post(address_of(story, "lock"))
    ended = timezone.now() - datetime.timedelta(seconds=1)
    ping = {"tab": "a", "holds": "1"}

    Lock.objects.update(ends_at=ended)
    assert client.post(address_of(story, "ping"), ping).json()["lock"]["mine"], "nobody came"

    Lock.objects.update(ends_at=ended)
    chief = make_person("chief")
    Presence.objects.say(chief, story, "b", is_dirty=False)
    assert client.post(address_of(story, "ping"), ping).json()["lock"] is None
    Presence.objects.leave(chief, story, "b")
    story.revise(content_of(story), by=chief, seen=0)
    assert client.post(address_of(story, "ping"), ping).json()["lock"] is None
    client.post(address_of(story, "lock"))
    assert Lock.objects.of(story).by == editor, "it can be closed anew"


def test_a_button_of_the_lock_keeps_what_was_typed_around_it(client, sit):
    editor = sit("editor")
    story = make_article()
    same = client.post(address_of(story, "lock"), filled_in(story))
    assert same.headers["Location"] == address_of(story)
    assert Autosave.objects.of(editor, story) is None
    typed = client.post(address_of(story, "unlock"), filled_in(story, headline="Набрано"))
    assert typed.headers["Location"] == f"{address_of(story)}?unsaved=page"
    assert not Lock.objects.exists()
    shared = client.post(address_of(story, "share"), filled_in(story, headline="И ещё"))
    assert "unsaved=page" in shared.headers["Location"]
    assert Autosave.objects.of(editor, story).typed["headline"] == ["И ещё"]


def test_a_paper_that_wants_no_locks_has_no_button(client, sit):
    sit("editor")
    story = make_article()
    assert "<story-lock" in client.get(address_of(story)).content.decode()
    Paper(name="Зимник", stories_can_be_locked=False).save()
    assert "<story-lock" not in client.get(address_of(story)).content.decode()
    assert client.post(address_of(story, "lock")).status_code == 404
    assert not Lock.objects.exists()


def test_texts_are_not_put_together_in_a_story_that_is_closed(client, sit):
    editor = sit("editor")
    story = make_article()
    client.post(address_of(story, "autosave"), filled_in(story, headline="Моё"))
    anna = make_person("chief")
    story.revise(content_of(story) | {"lead": "Анны."}, by=anna, seen=0)
    story.close_to_others(by=anna)
    story.refresh_from_db()
    answer = client.post(address_of(story, "merge"), {"theirs": story.newest})
    assert answer.status_code == 409
    assert Autosave.objects.of(editor, story) is not None
    story.refresh_from_db()
    assert story.newest == 2


def test_moving_from_the_list_names_what_is_closed(client, sit):
    story, _anna = closed_story()
    sit("editor")
    sent = {"action": "publish", "_selected_action": [story.pk]}
    response = client.post("/admin/articles/article/", sent)
    assert "Анна Ситникова" in said(response)
    story.refresh_from_db()
    assert story.status == "draft"
