"""A reporter writes a story at the desk in a real browser; readers get all of it."""

import base64
import hashlib
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect

from .desk import desk, open_desk, paper, signed_in

__all__ = ["desk", "open_desk", "paper", "signed_in"]

PROVIDERS = {
    "https://youtu.be/dQw4w9WgXcQ?si=abc": (
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "Видео на YouTube",
    ),
    "https://rutube.ru/video/0123456789abcdef0123456789abcdef/?r=wd": (
        "https://rutube.ru/video/0123456789abcdef0123456789abcdef/",
        "Видео на RuTube",
    ),
    "https://vk.com/feed?z=video-22822305_456241864%2Fabc": (
        "https://vk.com/video-22822305_456241864",
        "Видео на VK",
    ),
    "t.me/durov/43": ("https://t.me/durov/43", "Запись на Telegram"),
}


@pytest.fixture
def read(paper, browser):
    """Return a function that opens a public page as a reader: nobody else is asked for anything."""
    contexts = []

    def visit(address):
        contexts.append(browser.new_context(base_url=paper.url, locale="ru-RU"))
        page = contexts[-1].new_page()
        page.hosts = set()
        page.on("request", lambda request: page.hosts.add(urlsplit(request.url).netloc))
        page.goto(address, wait_until="networkidle")
        assert page.hosts == {paper.host}
        return page

    yield visit
    for context in contexts:
        context.close()


def write_everything(desk):
    """Write a story that holds one of each thing a story can hold."""
    desk.text.click()
    desk.type("В среду на ")
    desk.keys("Control+b")
    desk.type("лёд")
    desk.keys("Control+b")
    desk.type(" вышли ")
    desk.press("Курсив")
    desk.type("восемь")
    desk.press("Курсив")
    desk.type(" человек.", "Enter")
    desk.kind("Заголовок")
    desk.type("Почему раньше", "Enter")
    desk.press("Список")
    desk.type("хлеб", "Enter")
    desk.type("почта", "Enter", "Enter")
    desk.press("Нумерованный список")
    desk.type("пешком", "Enter")
    desk.type("на машине", "Enter", "Enter")
    desk.type("Лёд не прощает спешки.")
    desk.press("Цитата с источником")
    desk.text.locator("blockquote cite").click()
    desk.type("Бэргэн Колодезников", "Enter")
    desk.press("Таблица")
    for cell in ("Переправа", "Лёд", "Груз", "Лена", "62", "10"):
        desk.type(cell, "Tab")
    desk.press("Удалить строку")
    desk.press("Подпись таблицы")
    desk.page.get_by_label("Что в таблице").fill("Переправы на 19 ноября")
    desk.keys("Enter")
    desk.text.locator("> p").last.click()
    desk.type("Подробнее: ")
    desk.press("Ссылка")
    desk.type("лена")
    desk.dialog.get_by_role("button", name="Лена встала раньше").click()
    desk.type(".", "Enter")
    desk.press("Линейка")
    desk.type("Я верю рейке")
    desk.press("Выносная цитата")
    desk.text.locator(".pull cite").click()
    desk.keys("Enter")
    desk.press("Справка")
    desk.type("Если лёд заговорил", "Enter")
    desk.type("Ровный гул: лёд растёт", "Enter", "Enter")
    desk.embed("https://youtu.be/dQw4w9WgXcQ", "Проезд по льду")
    desk.type("После видео", "Enter")
    desk.press("Снимок")
    desk.take("Снимок 2")
    desk.type("Своя подпись", "Enter")
    desk.press("Галерея")
    desk.take("Снимок 3", "Снимок 1")
    desk.keys("Enter")
    desk.type("Конец.")
    desk.page.get_by_role("button", name="Позже: Снимок 3").click()


def test_a_reporter_writes_everything_a_story_can_hold_and_readers_get_it(paper, desk, read):
    write_everything(desk)
    stored, address = desk.publish("Зимник откроют в пятницу")
    assert stored == (
        "<p>В среду на <strong>лёд</strong> вышли <em>восемь</em> человек.</p>"
        "<h2>Почему раньше</h2>"
        "<ul><li><p>хлеб</p></li><li><p>почта</p></li></ul>"
        "<ol><li><p>пешком</p></li><li><p>на машине</p></li></ol>"
        "<blockquote><p>Лёд не прощает спешки.</p><cite>Бэргэн Колодезников</cite></blockquote>"
        "<table><caption>Переправы на 19 ноября</caption><tbody>"
        "<tr><th><p>Переправа</p></th><th><p>Лёд</p></th><th><p>Груз</p></th></tr>"
        "<tr><td><p>Лена</p></td><td><p>62</p></td><td><p>10</p></td></tr></tbody></table>"
        f'<p>Подробнее: <a href="{paper.linked}">Лена встала раньше</a>.</p><hr>'
        '<blockquote class="pull"><p>Я верю рейке</p></blockquote>'
        '<section class="facts"><h3>Если лёд заговорил</h3><p>Ровный гул: лёд растёт</p></section>'
        '<div class="embed" data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"'
        ' data-title="Проезд по льду"></div><p>После видео</p>'
        '<figure><img data-file="2"><figcaption>Своя подпись</figcaption></figure>'
        '<figure class="gallery"><img data-file="1"><img data-file="3"></figure>'
        "<p>Конец.</p>"
    )
    assert desk.hosts == {paper.host}

    desk.page.reload()
    desk.toolbar.wait_for()
    assert desk.save() == stored, "opened again and saved unchanged, it stays as it is"
    desk.text.locator("> p").first.click()
    desk.keys("End")
    desk.type(" Утром.")
    assert desk.save() == stored.replace("человек.", "человек. Утром.")

    page = read(address)
    body = page.locator("article .body")
    for shown in (
        "strong:text-is('лёд')",
        "em:text-is('восемь')",
        "h2:text-is('Почему раньше')",
        "ul > li:text-is('почта')",
        "ol > li:text-is('на машине')",
        "blockquote:not(.pull) > cite:text-is('Бэргэн Колодезников')",
        "table > caption:text-is('Переправы на 19 ноября')",
        "thead th[scope=col]:text-is('Груз')",
        "tbody td:text-is('62')",
        f"p > a[href='{paper.linked}']:text-is('Лена встала раньше')",
        "hr",
        "blockquote.pull:has-text('Я верю рейке')",
        "section.facts > h2:text-is('Если лёд заговорил')",
        "section.facts > p:text-is('Ровный гул: лёд растёт')",
        "embed-frame:has-text('Проезд по льду')",
        "> figure:not(.gallery) > figcaption:has-text('Своя подпись')",
        "> figure:not(.gallery) > picture > img[alt='Лёд 2']",
        "figure.gallery li:nth-child(1) img[alt='Лёд 1']",
        "figure.gallery li:nth-child(2) img[alt='Лёд 3']",
    ):
        expect(body.locator(shown), shown).to_have_count(1)


def test_a_picture_stands_in_the_text_in_the_very_moment_its_library_goes(desk):
    desk.text.click()
    desk.press("Снимок")
    # Heard after the editor has heard it, and before anything else can happen in the page.
    desk.page.evaluate("""() => addEventListener("message", () => {
        const { anchorNode } = document.getSelection();
        window.at_once = {
            dialogs: document.querySelectorAll("dialog.editor-dialog").length,
            in: document.querySelector(".ProseMirror figcaption")?.contains(anchorNode) ?? false,
            focused: document.activeElement.matches(".ProseMirror"),
        };
    })""")
    desk.take("Снимок 2")
    assert desk.page.evaluate("window.at_once") == {"dialogs": 0, "in": True, "focused": True}


def test_videos_and_posts_stand_in_a_story_and_ask_nobody_before_a_press(desk, read, paper):
    desk.text.click()
    desk.press("Видео или запись по адресу")
    address = desk.dialog.get_by_label("Адрес")
    address.fill("https://video.example/1")
    address.press("Enter")
    desk.dialog.get_by_text("Это не адрес видео или записи").wait_for()
    desk.dialog.get_by_role("button", name="Отмена").click()
    assert desk.written() == ""
    for typed in PROVIDERS:
        desk.embed(typed)
    stored, story = desk.publish("Четыре записи")
    assert stored == "".join(
        f'<div class="embed" data-url="{url}"></div>' for url, _name in PROVIDERS.values()
    )
    assert desk.hosts == {paper.host}
    page = read(story)
    assert page.locator("embed-frame b").all_inner_texts() == [
        name for _url, name in PROVIDERS.values()
    ]
    expect(page.locator("iframe")).to_have_count(0)
    links = [link.get_attribute("href") for link in page.locator("embed-frame a").all()]
    assert links == [url for url, _name in PROVIDERS.values()]


def test_a_pasted_address_of_a_video_becomes_the_video(desk):
    desk.text.click()
    desk.paste("text/plain", "https://youtu.be/dQw4w9WgXcQ")
    desk.text.locator(".embed").wait_for()
    assert 'data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in desk.written()


LINKS = {
    "https://gazeta.example/a?b=1": "https://gazeta.example/a?b=1",
    "gazeta.example/page": "https://gazeta.example/page",
    "kira@gazeta.example": "mailto:kira@gazeta.example",
    "+7 (411) 222-33-44": "tel:+74112223344",
    "/search/": "/search/",
}


def test_a_link_leads_only_where_a_link_may(desk):
    desk.text.click()
    for refused in ("javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "ftp://x"):
        desk.link(refused)
        desk.dialog.get_by_text("Это не адрес и не наш заголовок.").wait_for()
        desk.dialog.get_by_role("button", name="Отмена").click()
    assert desk.written() == ""
    for typed in LINKS:
        desk.link(typed)
        desk.dialog.wait_for(state="detached")
        desk.keys("Enter")
    stored = desk.save()
    assert re.findall('href="(.*?)"', stored) == list(LINKS.values())

    desk.text.get_by_text("gazeta.example/page").click()
    desk.press("Ссылка")
    assert desk.dialog.get_by_role("textbox").input_value() == "https://gazeta.example/page"
    desk.dialog.get_by_role("button", name="Убрать ссылку").click()
    assert "<p>gazeta.example/page</p>" in desk.save()


def test_undo_and_redo_answer_the_keyboard(desk):
    desk.text.click()
    desk.type("Раз")
    desk.page.wait_for_timeout(700)  # what is typed in one go is undone in one go
    desk.press("Линейка")
    ruled = "<p>Раз</p><hr><p></p>"
    assert desk.written() == ruled
    desk.keys("Control+z")
    assert desk.written() == "<p>Раз</p>"
    desk.keys("Control+z")
    assert desk.written() == ""
    desk.keys("Control+Shift+z", "Control+y")
    assert desk.written() == ruled


def test_a_fault_elsewhere_in_the_form_loses_nothing_of_the_text(desk):
    write_everything(desk)
    desk.page.fill("#id_headline", "Зимник")
    written = desk.written()
    desk.page.evaluate("document.querySelector('#id_canonical_url').value = 'не адрес'")
    desk.keys("Control+s")
    desk.page.locator("#faults").wait_for()
    desk.toolbar.wait_for()
    kept = desk.written()
    desk.text.locator("> p").first.click()
    desk.keys("End")
    desk.type("!")
    expect(desk.text.locator("figure, table, .facts, .pull, .embed")).to_have_count(6)
    assert desk.page.input_value("#id_headline") == "Зимник"
    desk.page.evaluate("document.querySelector('#id_canonical_url').value = ''")
    stored = desk.save()
    assert stored.startswith("<p>В среду на <strong>лёд</strong> вышли <em>восемь</em> человек.!")
    assert words(stored).replace("!", "") == words(kept) == words(written)


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_nothing_moves_from_under_the_mouse_when_the_stories_to_link_to_come(desk):
    desk.text.click()
    desk.page.route("**/stories.json*", lambda route: None)
    desk.press("Ссылка")
    cancel = desk.dialog.get_by_role("button", name="Отмена")
    before = cancel.bounding_box()
    desk.page.unroute("**/stories.json*")
    desk.type("лена")
    desk.dialog.get_by_role("button", name="Лена встала раньше").wait_for()
    assert cancel.bounding_box() == before
    desk.dialog.get_by_role("textbox").fill("такой истории нет")
    desk.dialog.get_by_text("У нас такого материала нет").wait_for()
    assert cancel.bounding_box() == before
    cancel.click()
    desk.dialog.wait_for(state="detached")


def test_every_word_of_the_editor_is_russian(desk):
    told = desk.page.evaluate(
        """() => [...document.querySelectorAll(".editor-toolbar, .editor-toolbar *")].flatMap(
            (part) => [part.title, part.ariaLabel, part.matches("option") ? part.text : ""])
            .filter(Boolean)"""
    )
    assert len(told) > 50
    assert [label for label in told if not is_russian(label)] == []
    for button in desk.toolbar.get_by_role("button").all():
        assert is_russian(button.get_attribute("title")), "the tooltip"

    desk.text.click()
    for opens in ("Ссылка", "Видео или запись по адресу", "Снимок", "Галерея"):
        desk.press(opens)
        desk.dialog.wait_for()
        said = desk.dialog.evaluate("one => one.innerText").split("\n")
        assert [line for line in said if line and not is_russian(line)] == []
        desk.dialog.get_by_role("button", name="Отмена").click()
        desk.dialog.wait_for(state="detached")


def is_russian(line):
    """Names of keys and of other sites stay as they are; a date has no letters at all."""
    own = re.sub(r"(Ctrl|Alt)\+(Shift\+)?[A-Z]|F1|YouTube|RuTube|VK|Telegram", "", line)
    return not re.search("[A-Za-z]", own)


def test_the_one_style_the_editor_writes_is_the_one_the_policy_allows(desk):
    written = desk.page.evaluate("document.querySelector('style[data-tiptap-style]').textContent")
    digest = base64.b64encode(hashlib.sha256(written.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in settings.DESK_CONTENT_SECURITY_POLICY["style-src"]


def test_the_keyboard_reaches_the_toolbar_and_leaves_the_text(desk):
    desk.text.click()
    desk.press("Таблица")
    desk.keys("Alt+F10")
    assert desk.page.evaluate("document.activeElement.ariaLabel") == "Вид абзаца"
    desk.keys("ArrowRight")
    assert desk.page.evaluate("document.activeElement.ariaLabel") == "Полужирный"
    desk.keys("Enter", "Escape")
    desk.type("жирно")
    expect(desk.text.locator("strong")).to_have_text("жирно")
    desk.keys("Escape", "Tab")
    assert not desk.page.evaluate("document.activeElement.closest('.ProseMirror')")


PASTED = {
    "<b style='font-weight:normal'><p><span style='font-weight:700'>жирно</span> нет</p></b>":
        "<p><strong>жирно</strong> нет</p>",
    "<h1>Глава</h1><p class=MsoNormal style='color:red'><o:p>текст</o:p></p>":
        "<h2>Глава</h2><p>текст</p>",
    "<p class=MsoListParagraphCxSpFirst><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span>"
    "</span>раз</p><p class=MsoListParagraphCxSpLast><span>·<span>&nbsp; </span></span>два</p>":
        "<ul><li><p>раз</p></li><li><p>два</p></li></ul>",
    "<p>до <img src='https://elsewhere.example/x.png'> после</p>": "<p>до после</p>",
}  # fmt: skip


def test_what_is_pasted_from_a_word_processor_comes_clean(desk, paper):
    for pasted, stored in PASTED.items():
        desk.text.click()
        desk.keys("Control+a", "Delete")
        desk.paste("text/html", pasted)
        assert desk.save() == stored
    assert desk.hosts == {paper.host}


def test_on_a_phone_everything_in_the_text_fits(open_desk):
    phone = open_desk(viewport={"width": 390, "height": 844})
    write_everything(phone)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.text.locator("td").first.click()
    bar, table_tools = phone.toolbar, phone.page.get_by_role("group", name="Эта таблица")
    assert bar.bounding_box()["height"] < 60
    assert bar.bounding_box()["y"] < 100, "it stays in sight"
    assert table_tools.bounding_box()["x"] < 30, "what the table needs is in reach"
    phone.press("Снимок")
    library = phone.library()
    library.get_by_role("button", name="Снимок 2").wait_for()
    assert library.locator("html").evaluate("page => page.scrollWidth - innerWidth") <= 0


def test_what_is_set_line_by_line_keeps_every_space(desk, read):
    desk.text.click()
    desk.paste("text/html", "<p>Итоги:</p><pre>Север   3\n  Юг <b>12</b> кг</pre><p>Всё.</p>")
    lines = "<pre>Север   3\n  Юг <strong>12</strong> кг"
    assert desk.save() == f"<p>Итоги:</p>{lines}</pre><p>Всё.</p>"
    # From the beginning of what follows, one step back is its end, wherever lines are broken.
    desk.text.locator("p", has_text="Всё.").click()
    desk.keys("Home", "ArrowLeft", "Enter")
    desk.type("  Лёд   0", "Enter", "Enter", "Enter")
    desk.type("Конец.")
    assert desk.save() == f"<p>Итоги:</p>{lines}\n  Лёд   0</pre><p>Конец.</p><p>Всё.</p>"
    _stored, address = desk.publish("Лёд держит")
    page = read(address)
    assert "Север   3\n  Юг 12 кг\n  Лёд   0" in page.locator(".body pre").inner_text()
