"""Typed and not saved: kept beside the history; who else is here; the page before it is public."""

import datetime

import pytest
from django.core.cache import cache
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Autosave, Presence, PreviewLink, Tag
from articles.models.revision import content_of
from images.models import Image
from tests.factories import make_article, make_author, make_user, publish_article
from tests.images.pictures import make_image

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_kept_and_changes_nothing(client, sit):
    editor = sit("editor")
    story = publish_article("Прежний")
    sent = filled_in(story, headline="Набрано", rubrics=[], bylines=[], tab="w1")
    answer = client.post(address_of(story, "autosave"), sent).json()
    assert answer["kept"]
    story.refresh_from_db()
    assert (story.headline, story.newest, story.history.count()) == ("Прежний", 0, 1)
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Набрано"]

    assert "Есть ваш несохранённый текст" in client.get(address_of(story)).content.decode()
    form = client.get(address_of(story), {"unsaved": 1}).context["adminform"].form
    assert form["headline"].value() == "Набрано"
    assert list(form["rubrics"].value() or []) == []
    client.post(address_of(story), filled_in(story, headline="Сохранено", tab="w1"))
    assert Autosave.objects.of(editor, story) is None


def test_a_new_story_has_a_slot_too_and_it_can_be_emptied(client, sit):
    reporter = sit("reporter")
    place = "/admin/articles/article/new/"
    assert client.post(f"{place}autosave/", filled_in(headline="Начато")).json()["kept"]
    client.post(f"{place}autosave/", filled_in(headline="Начато снова"))
    assert Autosave.objects.get().typed["headline"] == ["Начато снова"]
    page = client.get(address_of(), {"unsaved": 1})
    assert page.context["adminform"].form["headline"].value() == "Начато снова"
    assert client.post(f"{place}forget/").status_code == 302
    assert Autosave.objects.of(reporter, None) is None
    assert not Article.objects.exists()


def test_the_slot_of_another_is_not_offered(client, sit):
    story = make_article()
    other = make_person("editor")
    Autosave.objects.keep(other, story, typed={"headline": ["Чужое"]}, seen=0)
    sit("chief")
    for question in ({}, {"unsaved": 1}):
        assert "Чужое" not in client.get(address_of(story), question).content.decode()


def test_a_text_beyond_all_measure_is_left_to_the_browser(client, sit):
    sit("editor")
    story = make_article()
    answer = client.post(address_of(story, "autosave"), filled_in(story, body="щ" * 1_100_000))
    assert answer.status_code == 413
    assert not Autosave.objects.exists()


def test_autosave_costs_few_queries(client, sit, django_assert_max_num_queries):
    sit("editor")
    story = make_article(body="<p>слово</p>" * 4000)
    client.post(address_of(story, "autosave"), filled_in(story))
    with django_assert_max_num_queries(16):
        client.post(address_of(story, "autosave"), filled_in(story))


def test_people_see_who_has_the_story_open_and_what_is_newer(client, sit):
    story = make_article()
    other = make_person("chief", first_name="Анна", last_name="Ситникова")
    Presence.objects.say(other, story, "t", is_dirty=True)
    sit("editor")
    answer = client.post(address_of(story, "ping"), {"tab": "a", "seen": "0"}).json()
    assert answer["others"] == [{"name": "Анна Ситникова", "dirty": True}]
    assert "newer" not in answer
    story.revise(content_of(story) | {"lead": "Новее"}, by=other, seen=0)
    answer = client.post(address_of(story, "ping"), {"tab": "a", "seen": "0"}).json()
    assert (answer["newer"]["number"], answer["newer"]["by"]) == (2, "Анна Ситникова")

    Presence.objects.filter(user=other).update(
        seen_at=timezone.now() - datetime.timedelta(seconds=61)
    )
    assert client.post(address_of(story, "ping"), {"tab": "a"}).json()["others"] == []
    assert client.post(address_of(story, "ping"), {"tab": "a", "leave": "1"}).status_code == 204
    assert Presence.objects.filter(tab="a").count() == 0


def test_the_preview_is_the_public_page_of_the_newest_text(client, sit):
    sit("editor")
    author = make_author("Дайаана Ноева")
    story = publish_article("Видят читатели", authors=[author], tags=["лёд"])
    story.revise(content_of(story) | {"headline": "Ещё не видят"}, by=None, seen=0)
    page = client.get(address_of(story, "preview"))
    assert "Ещё не видят" in page.content.decode()
    assert "Дайаана Ноева" in page.content.decode() and "лёд" in page.content.decode()
    assert "no-store" in page["Cache-Control"] and "noindex" in page["X-Robots-Tag"]
    old = client.get(address_of(story, "preview"), {"revision": 1}).content.decode()
    assert "Видят читатели" in old
    for number in ("9", "x", "-1", "9" * 30):
        assert client.get(address_of(story, "preview"), {"revision": number}).status_code == 404
    client.post(address_of(story, "autosave"), filled_in(story, seen=2, headline="Только набрано"))
    typed = client.get(address_of(story, "preview"), {"unsaved": 1}).content.decode()
    assert "Только набрано" in typed
    story.refresh_from_db()
    assert "Видят читатели" in client.get(story.get_absolute_url()).content.decode()


def handed_out(client, story):
    client.post(address_of(story, "share"))
    return client.get(address_of(story)).context["preview_link"]


def test_a_link_shows_one_story_to_whoever_has_it_until_it_is_over(client, sit, django_user_model):
    sit("reporter")
    picture = make_image(alt="Лёд")
    story = make_article("Тайное", created_by=django_user_model.objects.latest("pk"))
    Article.objects.filter(pk=story.pk).update(picture=picture)
    link = handed_out(client, story)
    client.logout()
    page = client.get(link)
    assert "Тайное" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    other = "y" if link[-2] == "x" else "x"
    assert client.get(f"{link[:-2]}{other}/").status_code == 404
    PreviewLink.objects.update(expires_at=timezone.now())
    over = client.get(link)
    assert over.status_code == 404 and "Тайное" not in over.content.decode()


def test_a_link_can_be_closed(client, sit):
    sit("editor")
    story = make_article("Тайное")
    link = handed_out(client, story)
    assert client.get(link).status_code == 200
    client.post(address_of(story, "unshare"))
    assert client.get(link).status_code == 404


def test_no_link_lasts_longer_than_a_day_nor_can_it_be_read_from_the_database():
    story = make_article()
    link, token = PreviewLink.objects.hand_out(
        story, by=make_user(), lasts=datetime.timedelta(days=30)
    )
    assert link.expires_at <= timezone.now() + datetime.timedelta(hours=24)
    assert token not in link.key


def test_pictures_of_a_preview_are_seen_by_whoever_got_it_and_nobody_else(client, sit):
    sit("editor")
    cache.clear()
    picture = make_image(900, 600, alt="Лёд")
    story = make_article("Тайное", picture=picture)
    link = handed_out(client, story)
    client.logout()
    page = client.get(link).content.decode()
    address = page.split('src="/media/')[1].split('"')[0]
    assert client.get(f"/media/{address}").status_code == 200
    client.cookies.clear()
    assert client.get(f"/media/{address}").status_code == 404
    client.cookies["pictures"] = "forged"
    assert client.get(f"/media/{address}").status_code == 404


def test_a_link_falls_with_the_right_of_whoever_made_it(client, sit):
    editor = sit("editor")
    story = make_article("Тайное")
    link = handed_out(client, story)
    story.hold(by=make_person("chief"), note="Ждём")
    assert client.get(link).status_code == 404
    story.lift(by=make_person("chief"))
    editor.is_active = False
    editor.save()
    assert client.get(link).status_code == 404


def test_who_may_write_a_part_merges_and_restores_that_part_alone(client, sit):
    story = publish_article("Прежний", lead="Прежний лид.")
    for headline in ("Второй", "Третий"):
        story.revise(
            content_of(story) | {"headline": headline}, by=make_person("chief"), seen=story.newest
        )
    sit("photo_desk")
    client.post(address_of(story, "autosave"), filled_in(story, seen=1, picture_caption="Лёд"))
    answer = client.get(address_of(story, "merge"))
    assert "Прежний" not in answer.context["parts"].__repr__()
    choices = {"theirs": story.newest, "field-headline": "mine", "body-0": "mine"}
    client.post(address_of(story, "merge"), choices)
    story.refresh_from_db()
    content = story.newest_revision().content
    assert (content["headline"], content["picture_caption"]) == ("Третий", "Лёд")


def test_a_story_published_while_it_is_saved_keeps_what_readers_see():
    story = make_article("Видят")
    stale = Article.objects.get(pk=story.pk)
    story.publish(by=None)
    stale.revise(content_of(stale) | {"headline": "Не видят"}, by=None, seen=0)
    story.refresh_from_db()
    assert (story.headline, story.newest) == ("Видят", 2)


def test_whoever_lost_the_story_while_writing_finds_the_words_there(client, sit):
    reporter = sit("reporter")
    story = make_article(created_by=reporter)
    sent = filled_in(story, headline="Набрано репортёром")
    story.submit(by=reporter)
    assert client.post(address_of(story), sent).status_code == 403
    story.refresh_from_db()
    assert story.headline != "Набрано репортёром"
    assert "Набрано репортёром" in client.get(address_of(story)).content.decode()


def test_a_remark_typed_while_somebody_saved_is_not_lost(client, sit):
    editor = sit("editor")
    story = make_article()
    story.submit(by=None)
    sent = filled_in(story, _return="", returned_for="Нет комментария компании")
    story.revise(content_of(story) | {"lead": "Новее"}, by=make_person("chief"), seen=0)
    client.post(address_of(story), sent)
    slot = Autosave.objects.of(editor, story)
    assert slot.typed["returned_for"] == ["Нет комментария компании"]


def test_looking_at_a_preview_makes_no_tags(client, sit):
    sit("editor")
    story = make_article()
    client.post(address_of(story, "autosave"), filled_in(story, tags="новый тег"))
    assert client.get(address_of(story, "preview"), {"unsaved": 1}).status_code == 200
    assert not Tag.objects.exists()


def test_the_history_names_no_story_that_is_hidden(client, sit):
    held = make_article("Тайное")
    story = publish_article(related=[held])
    story.revise(content_of(story) | {"related": []}, by=None, seen=0)
    held.hold(by=make_person("chief"), note="Ждём")
    sit("editor")
    page = client.get(address_of(story, "history")).content.decode()
    assert "Тайное" not in page and "материал, который вам не виден" in page.lower()
    sit("chief")
    assert "Тайное" in client.get(address_of(story, "history")).content.decode()


def test_a_hold_whose_hour_has_passed_hides_nothing(client, sit):
    sit("editor")
    story = make_article()
    story.hold(by=make_person("chief"), until=timezone.now() + datetime.timedelta(hours=1))
    assert client.get(address_of(story)).status_code == 404
    Article.objects.update(held_until=timezone.now() - datetime.timedelta(minutes=1))
    assert client.get(address_of(story)).status_code == 200


def test_a_picture_that_only_a_draft_needs_is_not_deleted():
    picture = make_image(alt="Лёд")
    story = publish_article()
    named = {"id": picture.pk, "name": str(picture)}
    story.revise(content_of(story) | {"picture": named}, by=None, seen=0)
    with pytest.raises(ProtectedError):
        picture.delete()
    assert not Image.objects.with_audience().get(pk=picture.pk).is_shown
    story.publish(by=None)
    assert not story.draft_image_uses.exists()
    assert Image.objects.with_audience().get(pk=picture.pk).is_shown


def test_a_move_that_is_not_possible_any_more_is_said(client, sit):
    sit("editor")
    story = publish_article()
    response = client.post(address_of(story), filled_in(story, _hold="", hold_note="Ждём"))
    page = client.get(response.headers["Location"]).content.decode()
    assert "Поставлено на удержание" not in page and "изменил" in page


@pytest.mark.parametrize("seen", ["9" * 40, "-1", "x", "\0"])
def test_any_number_of_a_revision_is_answered(client, sit, seen):
    sit("editor")
    story = make_article()
    for page in ("autosave", "change"):
        answer = client.post(address_of(story, page), filled_in(story, seen=seen, lead="а\0б"))
        assert answer.status_code < 500
    client.post(address_of(story, "ping"), {"tab": "\0", "seen": seen})
    assert client.get(address_of(story, "merge")).status_code < 500
    assert client.get(address_of(story, "history"), {"at": "0001-01-01T00:00"}).status_code == 200


def test_junk_in_a_links_address_is_answered(client):
    for token in ("x", "щ", "a" * 500, "%00"):
        assert client.get(f"/preview/{token}/").status_code == 404
    assert reverse("preview", args=["x"]) == "/preview/x/"


def test_two_windows_of_one_person_keep_their_words_apart(client, sit):
    editor = sit("editor")
    story = make_article()
    for tab, words in (("a1", "Первое окно"), ("b2", "Второе окно"), ("a1", "Первое снова")):
        client.post(address_of(story, "autosave"), filled_in(story, headline=words, tab=tab))
    kept = {slot.tab: slot.typed["headline"] for slot in Autosave.objects.those_of(editor, story)}
    assert kept == {"a1": ["Первое снова"], "b2": ["Второе окно"]}
    page = client.get(address_of(story)).content.decode()
    assert "?unsaved=a1" in page and "?unsaved=b2" in page
    form = client.get(address_of(story), {"unsaved": "b2"}).context["adminform"].form
    assert form["headline"].value() == "Второе окно"

    client.post(address_of(story), filled_in(story, headline="Первое сохранено", tab="a1"))
    assert [slot.tab for slot in Autosave.objects.those_of(editor, story)] == ["b2"]
    lost = filled_in(story, headline="Второе окно", tab="b2", seen=0)
    assert client.post(address_of(story), lost).status_code == 409
    client.post(address_of(story, "forget"), {"tab": "b2"})
    assert not Autosave.objects.exists()


def test_a_window_that_goes_on_with_anothers_words_takes_them_along(client, sit):
    editor = sit("editor")
    story = make_article()
    client.post(address_of(story, "autosave"), filled_in(story, headline="Было", tab="a1"))
    took = client.get(address_of(story), {"unsaved": "a1"}).context["taken"].stamp
    sent = filled_in(story, headline="Дальше", tab="b2", took=took)
    client.post(address_of(story, "autosave"), sent)
    assert [slot.tab for slot in Autosave.objects.those_of(editor, story)] == ["b2"]

    # Whose first window is still being typed in keeps both.
    client.post(address_of(story, "autosave"), filled_in(story, headline="Тоже", tab="a1"))
    client.post(address_of(story, "autosave"), sent)
    assert Autosave.objects.those_of(editor, story).count() == 2


def test_no_window_drops_the_words_of_another_and_only_age_does(client, sit):
    editor = sit("editor")
    story = make_article()
    for number in range(9):
        client.post(address_of(story, "autosave"), filled_in(story, tab=f"t{number}"))
    tabs = [slot.tab for slot in Autosave.objects.those_of(editor, story)]
    assert tabs == [f"t{number}" for number in reversed(range(9))]
    page = client.get(address_of(story))
    shown = page.content.decode()
    assert all(f"?unsaved=t{number}" in shown for number in range(9))
    assert "Ещё 6 ваших текстов не сохранены" in shown and "хранятся 30 дней" in shown

    old = timezone.now() - datetime.timedelta(days=31)
    Autosave.objects.filter(tab__in=["t0", "t1"]).update(saved_at=old)
    client.post(address_of(story, "autosave"), filled_in(story, tab="t9"))
    assert Autosave.objects.those_of(editor, story).count() == 8
    assert not Autosave.objects.filter(tab__in=["t0", "t1"]).exists()


@pytest.mark.parametrize("name", ["\0", "a" * 90, "Ё", "a b", "<b>", "1"])
def test_any_name_of_a_window_is_answered(client, sit, name):
    sit("editor")
    story = make_article()
    sent = filled_in(story, tab=name, took=f"{name} {name}")
    assert client.post(address_of(story, "autosave"), sent).status_code == 200
    assert client.get(address_of(story), {"unsaved": name}).status_code == 200
    assert client.get(address_of(story, "merge"), {"slot": name}).status_code == 302
    assert client.get(address_of(story, "preview"), {"unsaved": name}).status_code == 200


def test_whoever_wants_nothing_kept_by_the_server_is_asked_first(client, sit):
    editor = sit("editor")
    story = make_article()
    client.post("/admin/autosaving/", {"on": "0", "next": address_of(story)})
    editor.refresh_from_db()
    assert not editor.autosaves
    assert "data-autosaves" not in client.get(address_of(story)).content.decode()
    assert client.post(address_of(story, "autosave"), filled_in(story)).json() == {"kept": False}
    assert not Autosave.objects.exists()
    client.post(address_of(story, "autosave"), filled_in(story, asked="1"))
    assert Autosave.objects.count() == 1
    client.post("/admin/autosaving/", {"on": "1", "next": "https://evil.example/"})
    editor.refresh_from_db()
    assert editor.autosaves


def corrections_sent(story, new="", **changed):
    """Return the form's corrections: one that is there, as it is or `changed`, and a new one."""
    there = story.corrections.get()
    return {
        "corrections-TOTAL_FORMS": 2, "corrections-INITIAL_FORMS": 1,
        "corrections-0-id": there.pk, "corrections-0-article": story.pk,
        "corrections-0-was": there.text, "corrections-0-text": there.text,
        "corrections-1-article": story.pk, "corrections-1-text": new,
    } | changed  # fmt: skip


def test_corrections_typed_during_a_conflict_come_with_the_text(client, sit):
    editor = sit("editor")
    story = publish_article()
    story.corrections.create(text="Было 60 см, верно 62.")
    sent = filled_in(story, seen=0, headline="Моё") | corrections_sent(
        story, new="Улица Кирова, не Ленина.", **{"corrections-0-text": "Было 60 см, верно 63."}
    )
    story.revise(content_of(story) | {"lead": "Новее"}, by=make_person("chief"), seen=0)
    page = client.post(address_of(story), sent).content.decode()
    assert "Улица Кирова" in page and "63" in page
    form = client.get(address_of(story), {"unsaved": 1}).content.decode()
    assert "Улица Кирова, не Ленина." in form and "Было 60 см, верно 63." in form

    story.refresh_from_db()
    choices = {"theirs": story.newest, "field-headline": "mine", "correction-0": "theirs"}
    client.post(address_of(story, "merge"), choices)
    texts = [correction.text for correction in story.corrections.all()]
    assert texts == ["Было 60 см, верно 62.", "Улица Кирова, не Ленина."]
    assert Autosave.objects.of(editor, story) is None
    assert "Улица Кирова" in client.get(story.get_absolute_url()).content.decode()


def test_corrections_alone_are_a_conflict_too_and_a_lost_one_is_new_again(client, sit):
    sit("editor")
    story = publish_article()
    gone = story.corrections.create(text="Было так.")
    sent = filled_in(story, seen=0) | corrections_sent(story)
    sent |= {"corrections-0-text": "Было не так."}
    story.revise(content_of(story) | {"lead": "Новее"}, by=make_person("chief"), seen=0)
    gone.delete()
    client.post(address_of(story, "autosave"), sent)
    parts = client.get(address_of(story, "merge")).context["parts"]
    assert "correction-0" in [part.name for part in parts]
    story.refresh_from_db()
    client.post(address_of(story, "merge"), {"theirs": story.newest})
    assert [correction.text for correction in story.corrections.all()] == ["Было не так."]


def test_windows_without_scripts_do_not_write_over_one_another(client, sit):
    sit("editor")
    story = make_article("Прежний")
    story.close_to_others(by=make_person("chief", username="chief"))
    for headline in ("Первые слова", "Вторые слова", "Вторые слова"):
        client.post(address_of(story), filled_in(story, headline=headline))
    kept = Autosave.objects.values_list("typed", flat=True)
    assert sorted(typed["headline"][0] for typed in kept) == ["Вторые слова", "Первые слова"]

    first = Autosave.objects.order_by("pk").first()
    went_on = filled_in(story, headline="Первые слова, дальше", took=first.stamp)
    client.post(address_of(story), went_on)
    first.refresh_from_db()
    assert first.typed["headline"] == ["Первые слова, дальше"]
    assert Autosave.objects.count() == 2


def test_a_save_without_scripts_leaves_what_another_window_could_not_save(client, sit):
    editor = sit("editor")
    story = make_article("Прежний")
    client.post(address_of(story), filled_in(story, headline="Раз"))
    late = filled_in(story, headline="Опоздало")
    story.refresh_from_db()
    client.post(address_of(story), filled_in(story, headline="Два"))
    assert client.post(address_of(story), late | {"seen": 1}).status_code == 409
    story.refresh_from_db()
    client.post(address_of(story), filled_in(story, headline="Три"))
    story.refresh_from_db()
    assert story.headline == "Три"
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Опоздало"]


def test_a_window_hears_that_its_words_came_and_only_then(client, sit):
    sit("editor")
    story = make_article("Прежний")
    answer = client.post(address_of(story), filled_in(story, headline="Раз", tab="w1"))
    assert answer.cookies["desk-received"].value == "w1"
    late = filled_in(story, headline="Опоздало", tab="w2", seen=0)
    client.post(address_of(story), filled_in(story, headline="Два", tab="w3", seen=1))
    answer = client.post(address_of(story), late | {"seen": 1})
    assert (answer.status_code, answer.cookies["desk-received"].value) == (409, "w2")
    wrong = client.post(address_of(story), late | {"seen": 2, "language": "xx"})
    assert wrong.status_code == 200 and "desk-received" not in wrong.cookies
    client.logout()
    assert "desk-received" not in client.post(address_of(story), late).cookies


def test_whoever_is_gone_is_somebody(client, sit):
    sit("chief")
    story, gone = make_article("Прежний"), make_person("editor", username="gone")
    story.revise(content_of(story) | {"headline": "Новый"}, by=gone, seen=0)
    gone.delete()
    answer = client.post(address_of(story, "ping"), {"tab": "w1", "seen": "1"}).json()
    assert answer["newer"]["by"] == "Кто-то"
