"""Two editors, one story, and a connection that comes and goes: nobody loses a word."""

import re

import pytest
from playwright.sync_api import expect

from .newspaper import sign_in

HOUSE = """
from demo import people
people.hire()
from uuid import uuid4
from tests.factories import make_author, make_rubric, publish_article
rubrics, authors = [make_rubric(slug=str(uuid4()))], [make_author(slug=str(uuid4()))]
story = publish_article("Лёд встал", lead="Прежний лид.", rubrics=rubrics, authors=authors)
print(story.pk, story.get_absolute_url())
"""


@pytest.fixture
def story(paper):
    """The desk's and the readers' addresses of a live story of this test's own."""
    number, address = paper.tell(HOUSE).split()
    return f"/admin/articles/article/{number}/change/", address


@pytest.fixture
def sit(browser, paper):
    """Open a window at the desk: `sit("editor")`."""
    windows = []

    def come(login=None):
        windows.append(browser.new_context(base_url=paper.url, locale="ru-RU"))
        page = windows[-1].new_page()
        page.set_default_timeout(15_000)
        if login:
            sign_in(page, login)
        return page

    yield come
    for window in windows:
        window.close()


def save(page):
    page.locator("#save").click()
    expect(page.locator(".messagelist")).to_contain_text("Сохранено")


def test_a_draft_over_a_live_story_is_compared_restored_and_published(sit, story):
    desk, address = story
    editor = sit("editor")
    editor.goto(desk)
    editor.locator("#id_headline").fill("Лёд ушёл")
    save(editor)
    expect(editor.locator(".command")).to_contain_text("есть правка")
    reader = sit()
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("Лёд встал")

    editor.get_by_role("link", name="История").click()
    expect(editor.locator(".diff-text del")).to_have_text("встал")
    expect(editor.locator(".diff-text ins")).to_have_text("ушёл")
    editor.get_by_role("button", name="Восстановить 1 как новую").click()
    expect(editor.locator("#id_headline")).to_have_value("Лёд встал")
    editor.locator("#id_headline").fill("Лёд ушёл совсем")
    editor.get_by_role("button", name="Опубликовать правку").first.click()
    expect(editor.locator(".messagelist")).to_contain_text("Опубликовано")
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Лёд ушёл совсем")


def test_the_second_saver_puts_both_texts_together(sit, story):
    desk, _address = story
    editor, chief = sit("editor"), sit("chief")
    chief.goto(desk)
    editor.goto(desk)
    expect(editor.locator(".command .people")).to_be_visible()
    editor.locator("#id_lead").fill("Лид выпускающего.")
    save(editor)
    chief.locator("#id_headline").fill("Заголовок главного")
    chief.locator("#id_lead").fill("Лид главного.")
    chief.locator("#save").click()
    expect(chief.get_by_role("heading", level=1)).to_have_text("Два текста одного материала")
    lead = chief.locator("fieldset", has_text="Лид").first
    lead.get_by_text("Взять чужое").click()
    chief.get_by_role("button", name="Сохранить соединённое").click()
    expect(chief.locator("#id_headline")).to_have_value("Заголовок главного")
    expect(chief.locator("#id_lead")).to_have_value("Лид выпускающего.")


def test_what_is_typed_without_a_connection_survives_the_window(sit, story):
    desk, _address = story
    editor = sit("editor")
    editor.goto(desk)
    editor.context.set_offline(True)
    editor.locator("#id_lead").fill("Набрано без связи.")
    expect(editor.locator(".bars")).to_contain_text("Нет связи")
    expect(editor.locator(".save-state")).to_contain_text("Записано на этом устройстве")
    # The window is gone before the connection is back.
    context = editor.context
    editor.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.set_default_timeout(15_000)
    again.goto(desk)
    expect(again.locator(".bars")).to_contain_text("На этом устройстве есть более поздний текст")
    again.get_by_role("button", name="Взять его").click()
    expect(again.locator("#id_lead")).to_have_value("Набрано без связи.")
    save(again)
    expect(again.locator(".bars")).to_have_text(re.compile(r"^\s*$"))


def test_what_is_saved_after_the_session_is_over_is_offered_after_the_login(sit, story):
    desk, _address = story
    editor = sit("editor")
    editor.goto(desk)
    expect(editor.locator("#id_lead")).to_be_visible()
    editor.context.clear_cookies(name="desk")
    editor.locator("#id_lead").fill("Набрано после конца сеанса.")
    editor.locator("#save").click()
    editor.wait_for_url("**/login/**")
    editor.locator("[name=username]").fill("editor")
    editor.locator("[name=password]").fill("zimnik")
    editor.get_by_role("button", name="Войти").click()
    expect(editor.locator(".bars")).to_contain_text("На этом устройстве есть более поздний текст")
    editor.get_by_role("button", name="Взять его").click()
    expect(editor.locator("#id_lead")).to_have_value("Набрано после конца сеанса.")
    save(editor)
    expect(editor.locator(".bars")).to_have_text(re.compile(r"^\s*$"))


ENDING = """
from datetime import timedelta
from django.utils import timezone
from articles.models import PreviewLink
PreviewLink.objects.update(expires_at=timezone.now() + timedelta(minutes={}))
"""


def test_a_link_lets_a_stranger_read_until_it_is_over_or_closed(sit, story, paper):
    desk, _address = story
    editor = sit("editor")
    editor.goto(desk)
    editor.locator("#id_headline").fill("Ещё не видят")
    save(editor)
    editor.locator("#g-preview").click()
    editor.get_by_role("button", name="Новая ссылка").click()
    link = editor.locator("#preview-link").input_value()
    stranger = sit()
    assert stranger.goto(link).status == 200
    expect(stranger.locator("h1")).to_have_text("Ещё не видят")
    paper.tell(ENDING.format(-1))
    assert stranger.goto(link).status == 404
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Срок этой ссылки вышел")
    paper.tell(ENDING.format(60))
    assert stranger.goto(link).status == 200
    editor.get_by_role("button", name="Закрыть 1 открытую ссылку").click()
    editor.wait_for_load_state("load")
    assert stranger.goto(link).status == 404
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Срок этой ссылки вышел")


def test_the_preview_follows_the_text(sit, story):
    desk, _address = story
    editor = sit("editor")
    editor.goto(desk)
    editor.get_by_role("link", name="Просмотр").click()
    page = editor.frame_locator(".look iframe")
    expect(page.locator("h1")).to_have_text("Лёд встал")
    editor.locator("#id_headline").fill("Лёд идёт")
    expect(page.locator("h1")).to_have_text("Лёд идёт")
    editor.get_by_role("button", name="Компьютер").click()
    expect(editor.get_by_role("button", name="Компьютер")).to_have_attribute("aria-pressed", "true")


def test_a_closed_story_is_taken_over_and_nobody_loses_a_word(sit, story):
    desk, _address = story
    editor, chief = sit("editor"), sit("chief")
    editor.goto(desk)
    editor.get_by_role("button", name="Закрыть для других").click()
    expect(editor.get_by_role("button", name="Закрыт для других — открыть")).to_be_visible()
    editor.locator("#id_headline").fill("Заголовок выпускающего")

    chief.goto(desk)
    expect(chief.locator("#locked")).to_contain_text("Материал закрыт для других: Нюргун Эверстов")
    expect(chief.locator("#save")).to_have_count(0)
    chief.get_by_role("link", name="Забрать себе…").click()
    chief.get_by_role("button", name="Забрать себе").click()
    expect(chief.locator(".messagelist")).to_contain_text("Материал теперь у вас")

    # Within a ping whoever wrote is told, and what they save is kept apart.
    expect(editor.locator(".bars")).to_contain_text("Материал у вас забрали", timeout=15_000)
    editor.locator("#save").click()
    expect(editor.locator(".messagelist")).to_contain_text("Поверх ничего не записано")
    chief.locator("#id_lead").fill("Лид главного.")
    save(chief)
    chief.get_by_role("button", name="Закрыт для других — открыть").click()
    expect(chief.get_by_role("button", name="Закрыть для других")).to_be_visible()
    expect(chief.locator(".rail .moves").first).to_contain_text(
        "Забрано у другого: Нюргун Эверстов"
    )

    editor.reload()
    editor.get_by_role("link", name="Продолжить с ним").click()
    expect(editor.locator("#id_headline")).to_have_value("Заголовок выпускающего")
    editor.locator("#save").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Два текста одного материала")
    expect(editor.locator("main, #content").first).to_contain_text("Заголовок выпускающего")


def test_two_windows_of_one_person_and_the_next_at_this_computer(sit, story):
    desk, _address = story
    editor = sit("editor")
    other = editor.context.new_page()
    other.set_default_timeout(15_000)
    for window, words in ((editor, "Лид первого окна."), (other, "Лид второго окна.")):
        window.goto(desk)
        window.locator("#id_lead").fill(words)
        expect(window.locator(".save-state")).to_contain_text("Записано")
    other.close(run_before_unload=False)
    editor.goto("/admin/")
    editor.goto(desk)
    expect(editor.locator(".bars .note-bar")).to_have_count(2)
    editor.get_by_role("link", name="Продолжить с ним").first.click()
    expect(editor.locator("#id_lead")).to_have_value("Лид второго окна.")

    save(editor)
    editor.locator("#account summary").click()
    editor.get_by_role("button", name="Автосохранение на сервере").click()
    editor.locator("#id_lead").fill("Только на этом устройстве.")
    expect(editor.locator(".save-state")).to_contain_text("Записано на этом устройстве")
    copies = "Object.keys(localStorage).filter((key) => key.startsWith('desk.words.')).length"
    assert editor.evaluate(copies) == 1
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    editor.locator("#account summary").click()
    editor.get_by_role("button", name="Выйти").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Вы вышли")
    assert "стереть" in asked[0]
    assert editor.evaluate(copies) == 0
