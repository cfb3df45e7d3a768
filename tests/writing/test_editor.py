"""A reporter writes a story in a real browser; readers get all of it."""

import base64
import hashlib
import os

import pytest
from django.core.files.base import ContentFile

from articles.models import Article
from images.library import add_image
from tests.factories import make_user, publish_article
from tests.images.pictures import draw, encode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ADD = "/admin/desk/articles/article/add/"


@pytest.fixture
def complaints(page):
    """What the browser found wrong: refused by the policy, broken scripts, failed requests."""
    found = []
    # A refused embed is answered with 422, which Chromium notes, too.
    page.on("console", lambda message: found.append(message.text) if "422" not in message.text
            and message.type in ("error", "warning") else None)  # fmt: skip
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def desk(live_server, settings, page, complaints):
    """The page on which a story is begun, and a reporter's hands."""
    settings.ROOT_URLCONF = "tests.writing.desk"
    make_user("writer", is_staff=True, is_superuser=True, language="en")
    # The icon is a file of readers' pages that this desk does not link.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(f"{live_server.url}/admin/login/?next={ADD}")
    page.fill("#id_username", "writer")
    page.fill("#id_password", "x")
    page.keyboard.press("Enter")
    page.wait_for_selector(".editor-toolbar")
    return Desk(page, live_server.url)


class Desk:
    def __init__(self, page, url):
        self.page = page
        self.url = url
        self.text = page.get_by_role("textbox", name="text")

    def press(self, name):
        toolbar = self.page.get_by_role("toolbar", name="Formatting")
        toolbar.get_by_role("button", name=name, exact=True).click()

    def type(self, words, *keys):
        self.page.keyboard.type(words)
        for key in keys:
            self.page.keyboard.press(key)

    def kind(self, name):
        self.page.get_by_role("combobox", name="Kind of paragraph").select_option(label=name)

    def library(self):
        return self.page.frame_locator(".editor-library")

    def chosen(self):
        self.page.wait_for_selector(".editor-library", state="detached")

    def save(self, headline):
        self.page.locator("#id_headline").fill(headline)
        self.page.locator("#id_language").fill("ru")
        self.page.locator("[name=_continue]").click()
        self.page.wait_for_selector(".messagelist .success")
        self.page.wait_for_selector(".editor-toolbar")
        return Article.objects.latest("pk")


def add_pictures():
    return [
        add_image(
            ContentFile(encode(draw(640 + number, 480)), name=f"{number}.jpg"),
            title=f"Снимок {number}",
            alt=f"Лёд {number}",
            caption=f"Подпись {number}",
            credit="Эрчим Бурнашов",
        )
        for number in (1, 2, 3)
    ]


def test_a_reporter_writes_everything_a_story_can_hold(desk, complaints):
    first, second, third = add_pictures()
    linked = publish_article("Лена встала раньше")
    desk.text.click()
    desk.type("В среду на лёд вышли восемь человек.", "Enter")
    desk.kind("Heading")
    desk.type("Почему раньше", "Enter")
    desk.press("List")
    desk.type("хлеб", "Enter")
    desk.type("почта", "Enter", "Enter")
    desk.type("Лёд не прощает спешки.")
    desk.press("Quotation with its source")
    desk.text.locator("blockquote cite").click()
    desk.type("Бэргэн Колодезников", "Enter")
    desk.press("Table")
    for cell in ("Переправа", "Лёд", "Груз", "Лена", "62", "10"):
        desk.type(cell, "Tab")
    desk.press("Remove the row")
    desk.press("Caption of the table")
    desk.page.get_by_label("What the table shows").fill("Переправы на 19 ноября")
    desk.page.keyboard.press("Enter")
    desk.text.locator("> p").last.click()
    desk.type("Подробнее: ")
    desk.press("Link")
    desk.type("лена")
    desk.page.locator(".editor-found button").first.click()
    desk.type(".", "Enter")
    desk.press("Rule")
    desk.type("Я верю рейке")
    desk.press("Pull quote")
    desk.text.locator(".pull cite").click()
    desk.type("", "Enter")
    desk.press("Fact box")
    desk.type("Если лёд заговорил", "Enter")
    desk.type("Ровный гул: лёд растёт", "Enter", "Enter")
    desk.press("Video or post by its address")
    address = desk.page.get_by_role("textbox", name="Address")
    address.fill("https://video.example/1")
    address.press("Enter")
    desk.page.get_by_text("This is no address of a video or a post").wait_for()
    address.fill("https://youtu.be/dQw4w9WgXcQ")
    desk.page.get_by_label("What it shows").fill("Проезд по льду")
    address.press("Enter")
    desk.text.locator(".embed").wait_for()
    desk.type("После видео", "Enter")
    desk.press("Picture")
    desk.library().get_by_role("button", name="Снимок 2").click()
    desk.chosen()
    desk.type("Своя подпись", "Enter")
    desk.press("Gallery")
    for name in ("Снимок 3", "Снимок 1"):
        desk.library().get_by_role("button", name=name).click()
    desk.library().locator(".picture-take button").click()
    desk.chosen()
    desk.type("", "Enter")
    desk.type("Конец.")
    desk.page.get_by_role("button", name="Later: Снимок 3").click()

    story = desk.save("Зимник откроют в пятницу")
    assert story.body == (
        "<p>В среду на лёд вышли восемь человек.</p><h2>Почему раньше</h2>"
        "<ul><li><p>хлеб</p></li><li><p>почта</p></li></ul>"
        "<blockquote><p>Лёд не прощает спешки.</p><cite>Бэргэн Колодезников</cite></blockquote>"
        "<table><caption>Переправы на 19 ноября</caption><tbody>"
        "<tr><th><p>Переправа</p></th><th><p>Лёд</p></th><th><p>Груз</p></th></tr>"
        "<tr><td><p>Лена</p></td><td><p>62</p></td><td><p>10</p></td></tr></tbody></table>"
        f'<p>Подробнее: <a href="{linked.get_absolute_url()}">Лена встала раньше</a>.</p><hr>'
        '<blockquote class="pull"><p>Я верю рейке</p></blockquote>'
        '<section class="facts"><h3>Если лёд заговорил</h3><p>Ровный гул: лёд растёт</p></section>'
        '<div class="embed" data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"'
        ' data-title="Проезд по льду"></div><p>После видео</p>'
        f'<figure><img data-file="{second.pk}"><figcaption>Своя подпись</figcaption></figure>'
        f'<figure class="gallery"><img data-file="{first.pk}"><img data-file="{third.pk}"></figure>'
        "<p>Конец.</p>"
    )
    assert not complaints

    # Opened again and typed into, nothing of it is lost.
    desk.text.locator("> p").first.click()
    desk.type("", "End")
    desk.type(" Утром.")
    again = desk.save("Зимник откроют в пятницу")
    assert again.body == story.body.replace("человек.", "человек. Утром.")
    assert not complaints


def test_what_the_policy_allows_is_the_one_style_the_editor_writes(desk, settings):
    written = desk.page.evaluate("document.querySelector('style[data-tiptap-style]').textContent")
    digest = base64.b64encode(hashlib.sha256(written.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in settings.DESK_CONTENT_SECURITY_POLICY["style-src"]


def test_every_word_of_the_editor_can_be_translated(desk):
    """Each is asked of the catalogue; one that answers in capitals shows who did not ask."""
    page = desk.page
    page.route("**/writing/words.js", lambda route: route.fulfill(
        content_type="text/javascript", body="window.gettext = (text) => text.toUpperCase();"
    ))  # fmt: skip
    page.reload()
    page.wait_for_selector(".editor-toolbar")
    told = page.evaluate(
        """() => [...document.querySelectorAll(".editor-toolbar, .editor-toolbar *")].flatMap(
            (part) => [part.title, part.ariaLabel, part.matches("option") ? part.text : ""])
            .filter(Boolean).map((words) => words.replace(/ \\(.*/, ""))"""
    )
    assert len(told) > 50
    assert [words for words in told if words != words.upper()] == []


def test_the_keyboard_reaches_the_toolbar_and_leaves_the_text(desk):
    page = desk.page
    desk.text.click()
    desk.press("Table")
    desk.type("", "Alt+F10")
    assert page.evaluate("document.activeElement.ariaLabel") == "Kind of paragraph"
    desk.type("", "ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Bold"
    desk.type("", "Enter", "Escape")
    desk.type("жирно")
    assert desk.text.locator("strong").inner_text() == "жирно"
    desk.type("", "Escape", "Tab")
    assert not page.evaluate("document.activeElement.closest('.ProseMirror')")


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


@pytest.mark.parametrize(("pasted", "stored"), PASTED.items())
def test_what_is_pasted_from_a_word_processor_comes_clean(desk, complaints, pasted, stored):
    desk.text.click()
    desk.text.evaluate(
        """(column, html) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            column.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }""",
        pasted,
    )
    assert desk.save("Из редактора").body == stored
    assert not complaints
