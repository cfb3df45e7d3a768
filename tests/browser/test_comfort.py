"""What makes writing at the desk comfortable: typography, finding, keys, full screen, pasting."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from . import axe
from .desk import desk, open_desk, paper, signed_in

__all__ = ["desk", "open_desk", "paper", "signed_in"]

NBSP = "\u00a0"
# What Word, Google Docs, and a page that Google Docs exported put on the clipboard.
CLIPBOARDS = Path(__file__).parent / "clipboards"


def write(desk, *paragraphs):
    desk.text.click()
    for paragraph in paragraphs[:-1]:
        desk.type(paragraph, "Enter")
    desk.type(paragraphs[-1])


def seen(desk):
    """Return the text as written, with no-break spaces one can see."""
    return desk.written().replace(NBSP, "~").replace("&nbsp;", "~")


def barriers(page):
    return [axe.said(violation) for violation in axe.violations(page, axe.WCAG)]


# --- typography ---


def test_typography_is_offered_change_by_change_and_made_as_one_step(desk):
    desk.page.fill("#id_headline", 'Переправа "Лена" закрыта')
    write(desk, 'Он сказал: "Лёд - это дорога"', "10 км по льду")
    written = desk.written()
    desk.page.wait_for_timeout(600)
    desk.press("Типограф")
    boxes = desk.dialog.get_by_role("checkbox")
    expect(desk.dialog.get_by_role("heading")).to_have_text(
        "Типограф: весь текст", use_inner_text=True
    )
    expect(desk.dialog.get_by_role("button", name="Внести 6 правок")).to_be_visible()
    desk.dialog.get_by_role("checkbox", name="Лёд°—").uncheck()
    desk.dialog.get_by_role("button", name="Внести 5 правок").click()
    desk.dialog.wait_for(state="detached")
    expect(boxes).to_have_count(0)
    assert desk.page.input_value("#id_headline") == "Переправа «Лена» закрыта"
    assert seen(desk) == "<p>Он~сказал: «Лёд - это дорога»</p><p>10~км по~льду</p>"
    desk.keys("Control+z")
    assert desk.written() == written, "one step back"
    desk.page.focus("#id_headline")
    desk.keys("Control+z")
    assert desk.page.input_value("#id_headline") == 'Переправа "Лена" закрыта'


def test_typography_of_chosen_words_leaves_the_others_and_every_address(desk):
    write(desk, '"Раз" - два', "")
    desk.type('"Три - четыре" ')
    desk.link("https://gazeta.example/a-b?q=1-2")
    desk.dialog.wait_for(state="detached")
    desk.text.locator("p").nth(1).click(click_count=3)
    desk.keys("Control+b")
    desk.keys("Alt+t")
    expect(desk.dialog.get_by_role("heading")).to_have_text(
        "Типограф: выделенное", use_inner_text=True
    )
    desk.dialog.get_by_role("button", name="Внести").click()
    assert seen(desk) == (
        '<p>"Раз" - два</p><p><strong>«Три~— четыре» </strong>'
        '<a href="https://gazeta.example/a-b?q=1-2"><strong>https://gazeta.example/a-b?q=1-2'
        "</strong></a></p>"
    )


def test_typography_says_when_all_is_in_order_or_the_server_is_silent(desk):
    write(desk, "Лёд держит.")
    desk.press("Типограф")
    desk.dialog.get_by_text("в порядке").wait_for()
    desk.keys("Enter")
    desk.dialog.wait_for(state="detached")
    desk.page.route("**/typography.json", lambda route: route.abort())
    desk.press("Типограф")
    desk.dialog.get_by_text("Попробуйте ещё раз").wait_for()
    desk.complaints.clear()


def test_an_english_story_gets_english_marks(desk):
    desk.page.locator("summary", has_text="Язык").click()
    desk.page.select_option("#id_language", "en")
    write(desk, 'It\'s "the road"')
    desk.press("Типограф")
    desk.dialog.get_by_role("button", name="Внести 2 правки").click()
    assert desk.written() == "<p>It’s “the road”</p>"


def test_the_window_of_typography_can_be_used_by_everybody(desk):
    write(desk, 'Газета "Заря" вышла - и не зря', *["на льду " * 20])
    desk.press("Типограф")
    desk.dialog.get_by_role("button", name="Внести").wait_for()
    assert barriers(desk.page) == []
    spaces = desk.dialog.get_by_role("checkbox", name="Неразрывные пробелы")
    expect(desk.dialog.get_by_text("на°льду").first, "a long group is folded").to_be_hidden()
    spaces.uncheck()
    desk.dialog.get_by_role("button", name="Внести 2 правки").click()
    assert seen(desk).startswith("<p>Газета «Заря» вышла~— и не зря</p><p>на льду на льду")


# --- finding ---


def sought(desk, words):
    desk.page.get_by_role("textbox", name="Найти").fill(words)
    return desk.page.locator(".editor-count").inner_text()


def test_words_are_found_wherever_they_stand_and_replaced_in_one_step(desk):
    write(desk, "Лёд и ")
    desk.keys("Control+b")
    desk.type("лё")
    desk.keys("Control+b")
    desk.type("д: ледокол", "Enter")
    desk.type("лёд")
    desk.press("Цитата с источником")
    desk.text.locator("blockquote cite").click()
    desk.type("Лёдов", "Enter")
    desk.press("Таблица")
    desk.type("лёд в таблице")
    desk.text.locator("> p").last.click()
    desk.press("Справка")
    desk.type("Про лёд", "Enter")
    desk.type("лёд растёт")
    written = desk.written()
    desk.keys("Control+h")
    assert sought(desk, "лёд") == "1 из 7", "round again from the cursor at the end"
    expect(desk.text.locator(".editor-match"), "one is cut by bold letters").to_have_count(8)
    desk.keys("Enter")
    expect(desk.page.locator(".editor-count")).to_have_text("2 из 7")
    desk.keys("Shift+Enter", "Shift+Enter")
    expect(desk.page.locator(".editor-count")).to_have_text("7 из 7")
    assert barriers(desk.page) == []

    desk.page.get_by_role("button", name="Только слово целиком").click()
    assert sought(desk, "лёд").endswith(" из 6")
    desk.page.get_by_role("button", name="С учётом регистра").click()
    assert sought(desk, "лёд").endswith(" из 5")
    assert sought(desk, "л.д") == "Не найдено"
    sought(desk, "лёд")

    desk.page.get_by_role("textbox", name="Заменить на").fill("снег")
    desk.page.get_by_role("button", name="Заменить все").click()
    expect(desk.page.locator(".editor-count")).to_have_text("Заменено: 5")
    replaced = desk.written()
    assert "<p>Лёд и <strong>снег</strong>: ледокол</p>" in replaced
    assert "Лёдов" in replaced
    assert replaced.count("снег") == 5
    desk.keys("Escape")
    expect(desk.text.locator(".editor-match")).to_have_count(0)
    expect(desk.page.get_by_role("region", name="Найти и заменить")).to_be_hidden()
    desk.keys("Control+z")
    assert desk.written() == written, "one step back"


def test_one_match_is_replaced_and_the_next_one_waits(desk):
    write(desk, f"в{NBSP}Якутске и в Якутске")
    desk.keys("Control+Home", "Control+h")
    assert sought(desk, "в якутске") == "1 из 2", "a space means a no-break space, too"
    desk.page.get_by_role("textbox", name="Заменить на").fill("дома")
    desk.keys("Enter")
    assert desk.written() == "<p>дома и в Якутске</p>"
    expect(desk.page.locator(".editor-count")).to_have_text("1 из 1")
    desk.page.get_by_role("textbox", name="Заменить на").fill("")
    desk.page.get_by_role("button", name="Заменить", exact=True).click()
    assert desk.written() == "<p>дома и </p>"
    assert desk.page.url.endswith("/add/"), "Enter sends no story"


# --- full screen and keys ---


def test_full_screen_leaves_the_text_alone_in_the_window(desk):
    write(desk, "Лёд держит")
    desk.keys("Alt+f")
    column = desk.page.locator(".prose-editor.is-full")
    assert column.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 900}
    assert not desk.page.locator("#id_headline").evaluate("one => one.matches(':not([inert] *)')")
    desk.type(" всех")
    desk.press("Найти и заменить")
    desk.keys("Escape")
    expect(column, "Esc closes the panel first").to_have_count(1)
    desk.keys("Escape")
    expect(column).to_have_count(0)
    expect(desk.page.locator("[inert]")).to_have_count(0)
    assert desk.written() == "<p>Лёд держит всех</p>"


def test_the_keys_are_listed(desk):
    desk.press("Клавиши")
    expect(desk.dialog.get_by_role("heading", name="Клавиши")).to_be_visible()
    said = desk.dialog.inner_text()
    assert "Найти и заменить" in said
    assert not re.search(
        "[A-Za-z]{4,}", said.replace("Ctrl", "").replace("Shift", "").replace("Enter", "")
    )
    assert barriers(desk.page) == []
    desk.keys("Escape")
    desk.text.click()
    desk.keys("F1")
    desk.dialog.wait_for()
    desk.keys("Escape")
    desk.type("Что?")
    expect(desk.dialog).to_have_count(0)
    desk.page.locator("#save").focus()
    desk.page.keyboard.press("?")
    desk.dialog.wait_for()


# --- accessibility ---


def test_what_stops_a_reader_is_listed_with_the_way_to_it(desk):
    write(desk, "Читайте ")
    desk.text.evaluate(
        """column => column.editor.commands.setContent(
            '<p>Раз <a href="https://gazeta.example/1">https://gazeta.example/1</a>, '
            + '<a href="/2/">«Подроб<strong>нее…</strong>»</a>, <a href="/3/">о мосте</a></p>'
            + '<h2>Глава</h2><h4>Часть</h4><h3>Ещё</h3>'
            + '<table><tbody><tr><th><p>Лёд</p></th><th><p></p></th></tr></tbody></table>'
            + '<figure><img data-file="4"></figure><figure><img data-file="3"></figure>')"""
    )
    desk.press("Доступность")
    panel = desk.page.get_by_role("region", name="Доступность")
    items = panel.get_by_role("listitem")
    items.nth(4).wait_for()
    assert items.all_inner_texts() == [
        "Вместо слов в ссылке адрес: скажите, куда она ведёт\nhttps://gazeta.example/1",
        "По словам ссылки не понять, куда она ведёт\n«Подробнее…»",
        "Пропущен размер заголовка: уровень 4 после уровня 2\nЧасть",
        "Пустой заголовок строки или столбца\nТаблица",
        "У снимка нет описания (alt). Его пишут в библиотеке\nСнимок 4",
    ]
    assert barriers(desk.page) == []
    panel.get_by_role("button", name="Пустой заголовок").click()
    desk.type("Груз")
    desk.page.wait_for_timeout(600)
    expect(items, "mended, it leaves the list").to_have_count(4)
    assert "<th><p>Груз</p></th>" in re.sub(' (col|row)span="1"', "", desk.written())
    panel.get_by_role("button", name="У снимка").click()
    shown = desk.text.locator("figure").first
    assert "ProseMirror-selectednode" in shown.get_attribute("class")
    assert 0 < shown.bounding_box()["y"] < 900
    panel.get_by_role("button", name="Закрыть").click()
    expect(panel).to_be_hidden()


# --- pasting ---


@pytest.mark.parametrize("name", ["word", "google", "google-page"])
def test_what_is_pasted_becomes_what_we_write_with(desk, name):
    pasted = (CLIPBOARDS / f"{name}.html").read_text()
    desk.text.click()
    desk.paste("text/html", pasted)
    expect(desk.page.get_by_text("Снимки не вставляются")).to_be_visible()
    wanted = (CLIPBOARDS / f"{name}-clean.html").read_text().replace("\n", "")
    assert without_spans(seen(desk)) == wanted, "as whoever pastes sees it"
    desk.page.fill("#id_headline", "Вставленное")
    assert desk.save().replace(NBSP, "~") == wanted


def without_spans(text):
    return re.sub(r' ((col|row)span="1"|data-type="decimal")|(<p></p>)+$', "", text)


def test_the_note_about_pictures_can_be_put_away(desk):
    desk.text.click()
    desk.paste("text/html", "<p>Лёд<img src='data:image/png;base64,AA'></p>")
    note = desk.page.locator(".editor-note")
    assert barriers(desk.page) == []
    note.get_by_role("button", name="Закрыть").click()
    expect(note).to_have_count(0)
    desk.paste("text/html", "<p>мост <img width=1 height=1 src='https://elsewhere.example/'></p>")
    expect(note, "nobody saw a picture there").to_have_count(0)


def test_our_own_words_are_pasted_as_they_are(desk):
    write(desk, "Лёд")
    desk.paste("text/html", "<p data-pm-slice='1 1 []'>А. Б. <strong>вся</strong></p>")
    assert desk.written() == "<p>ЛёдА. Б. <strong>вся</strong></p>"


def test_where_every_word_is_bold_none_is(desk):
    desk.text.click()
    whole = "<p><b>Раз</b></p><p><span style='font-weight:700'>два</span></p>"
    desk.paste("text/html", f"{whole}<ul><li style='font-weight:bold'>три</li></ul>")
    assert "<strong>" not in desk.written()
    desk.keys("Control+a", "Delete")
    desk.paste("text/html", f"{whole}<p>три</p>")
    assert desk.written().count("<strong>") == 2


def test_an_empty_cell_that_was_pasted_into_an_empty_story_does_not_ask_for_the_story(desk):
    asking = desk.text.locator("[data-placeholder='Пишите здесь']")
    expect(asking).to_have_count(1)
    desk.text.click()
    desk.paste("text/html", "<table><tr><th>Река</th><th></th></tr></table>")
    expect(desk.text.locator("th")).to_have_count(2)
    expect(asking).to_have_count(0)
