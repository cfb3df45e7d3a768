"""The desk as a reporter's hands know it: the form of a story, in a real browser."""

import html
import re
from urllib.parse import urlsplit

import pytest

from .newspaper import running, sign_in

ADD = "/admin/articles/article/add/"
MOVES = {"Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}
TWO_FRAMES = "() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
# 20 ms after a click ProseMirror puts the caret once more where it was then, or a move would be
# taken back on a busy machine. Clocks of one page ring in order.
SETTLED = "() => new Promise((then) => setTimeout(then, 30))"
FOUND = """
from django.core.files.base import ContentFile
from accounts.models import User
from images.library import add_image
from tests.factories import publish_article
from tests.images.pictures import draw, encode

User.objects.create_superuser("writer", password="x")
for number in (1, 2, 3, 4):
    add_image(
        ContentFile(encode(draw(640 + number, 480)), name=f"{number}.jpg"),
        title=f"Снимок {number}",
        alt=f"Лёд {number}" if number < 4 else "",
        caption=f"Подпись {number}",
        credit="Эрчим Бурнашов",
    )
print(publish_article("Лена встала раньше").get_absolute_url())
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    """A newspaper with a story, somebody who writes, and four pictures, the last not described."""
    with running(tmp_path_factory.mktemp("paper"), FOUND) as paper:
        paper.linked = paper.told
        yield paper


@pytest.fixture(scope="module")
def signed_in(paper, browser):
    """A browser's memory in which somebody has logged in. It keeps the scripts of the page."""
    desktop = {"width": 1280, "height": 900}
    context = browser.new_context(base_url=paper.url, locale="ru-RU", viewport=desktop)
    page = context.new_page()
    sign_in(page, "writer", "x")
    page.close()
    yield context
    context.close()


@pytest.fixture
def open_desk(signed_in):
    """Return a function that opens the form of a new story; nothing may complain there."""
    desks = []

    def new_story(viewport=None):
        page = signed_in.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        desks.append(Desk(page))
        return desks[-1]

    yield new_story
    for desk in desks:
        desk.page.close()
    assert [desk.complaints for desk in desks if desk.complaints] == []


@pytest.fixture
def desk(open_desk):
    return open_desk()


class Desk:
    """The form of a story, and a reporter's hands."""

    def __init__(self, page):
        self.page = page
        self.complaints, self.hosts = [], set()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.text = page.locator(".ProseMirror")
        self.toolbar = page.get_by_role("toolbar", name="Оформление")
        self.dialog = page.get_by_role("dialog")
        page.goto(ADD)
        self.toolbar.wait_for()

    def _hear(self, line):
        # A refused embed is answered with 422, which Chromium notes, too.
        if line.type in ("error", "warning") and "422" not in line.text:
            self.complaints.append(line.text)

    def press(self, name):
        self.toolbar.get_by_role("button", name=name, exact=True).click()

    def keys(self, *keys):
        if MOVES.intersection(keys):
            self.page.evaluate(SETTLED)
        for key in keys:
            self.page.keyboard.press(key)
            if key in MOVES:
                # The browser tells of a moved caret a moment later, which no hand outruns.
                self.page.evaluate(TWO_FRAMES)

    def type(self, words, *keys):
        self.page.keyboard.insert_text(words)
        self.keys(*keys)

    def kind(self, name):
        self.page.get_by_role("combobox", name="Вид абзаца").select_option(label=name)

    def library(self):
        return self.page.frame_locator(".editor-library")

    def take(self, *titles):
        """Choose pictures in the library that lies over the text."""
        self.library().get_by_role("button", name=titles[0]).wait_for()
        # A button that is there already does nothing before the scripts of its page have run.
        self.page.locator(".editor-library").element_handle().content_frame().wait_for_load_state()
        for title in titles:
            self.library().get_by_role("button", name=title).click()
        if len(titles) > 1:
            self.library().locator(".picture-take button").click()
        self.dialog.wait_for(state="detached")

    def embed(self, address, title=""):
        self.press("Видео или запись по адресу")
        self.dialog.get_by_label("Адрес").fill(address)
        self.dialog.get_by_label("Что там").fill(title)
        self.dialog.get_by_role("button", name="Вставить").click()
        self.dialog.wait_for(state="detached")

    def link(self, address):
        self.press("Ссылка")
        self.dialog.get_by_role("textbox").fill(address)
        self.keys("Enter")

    def paste(self, kind, words):
        self.text.evaluate(
            """(column, [kind, words]) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData(kind, words);
                column.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
            }""",
            [kind, words],
        )

    def written(self):
        """Return what the form would send as the text."""
        return self.page.locator("[name=body]").input_value()

    def save(self, button="Сохранить"):
        """Save and return the text as it is stored."""
        self.page.locator(".command").get_by_role("button", name=button).click()
        self.page.wait_for_selector(".messagelist .success")
        self.toolbar.wait_for()
        stored = self.page.request.get(self.page.url).text()
        stored = re.search(r"<textarea[^>]* name=\"body\".*?>(.*?)</textarea>", stored, re.S)
        return html.unescape(stored[1]).lstrip("\n")

    def publish(self, headline):
        """Fill in what readers need and publish. Returns `(stored text, public address)`."""
        self.page.fill("#id_headline", headline)
        self.page.fill("#id_lead", "Лёд держит.")
        for field, name in (("rubrics", "Новости"), ("bylines", "Айталина")):
            self.page.fill(f"#id_{field}", name)
            self.page.get_by_role("listbox").get_by_role("option", name=name).click()
        stored = self.save("Опубликовать")
        return stored, self.page.locator(".messagelist a").get_attribute("href")
