"""The main job, in Russian: a story is written, edited, published, read and reacted to."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.images.pictures import draw, encode

from .newspaper import running, sign_in

HEADLINE = "На Лене открыли новую переправу"
LEAD = "Машины до десяти тонн пошли по льду с утра."
RUBRICS = ["Общество", "Экономика"]
AUTHORS = ["Айталина Корякина", "Дайаана Ноева"]
TAG = "новая переправа"

HOUSE = """
from demo import edition, people
from articles.models import Author, Rubric
from accounts.models import User
people.hire()
for name, slug in {"Общество": "society", "Экономика": "economy"}.items():
    Rubric.objects.create(name=name, slug=slug)
Author.objects.create(name="Айталина Корякина", slug="koryakina",
                      user=User.objects.get(username="reporter"))
Author.objects.create(name="Дайаана Ноева", slug="noeva")
from tests.factories import publish_article
older = publish_article(headline="Вчерашняя новость", slug="older")
print(older.get_absolute_url())
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    with running(tmp_path_factory.mktemp("paper"), HOUSE) as paper:
        paper.older = paper.told
        yield paper


@pytest.fixture
def somebody(browser, paper):
    """Open a browser window of somebody's own: `somebody("editor")` at the desk, or a reader."""
    windows = []

    def come(login=None, **how):
        windows.append(browser.new_context(base_url=paper.url, locale="ru-RU", **how))
        page = windows[-1].new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: "Policy" in said.text and page.complaints.append(said.text))
        if login:
            sign_in(page, login)
        return page

    yield come
    for window in windows:
        window.close()


def test_a_story_from_the_first_word_to_the_last_reaction(paper, somebody):
    reporter = somebody("reporter")
    number = write(reporter)
    assert reporter.complaints == []

    editor = somebody("editor")
    address = publish(editor, number)
    assert editor.complaints == []

    reader = somebody()
    reader.goto(address)
    everything_written_is_there(reader)
    it_stands_where_it_belongs(reader, paper, address)
    assert reader.context.cookies() == []
    assert reader.complaints == []

    plain = somebody(java_script_enabled=False)
    plain.goto(address)
    button(plain, "Люблю").click()
    shows(plain, Люблю=1)
    reader.goto(address)
    for name in ("Люблю", "Огонь"):
        press(reader, name)
    press(reader, "Огонь")
    shows(reader, Люблю=2)

    paper.restart()
    reader.goto(address)
    shows(reader, Люблю=2)
    expect(button(reader, "Люблю")).to_have_attribute("aria-pressed", "true")
    expect(button(reader, "Огонь")).to_have_attribute("aria-pressed", "false")
    plain.goto(address)
    shows(plain, Люблю=2)
    plain.goto("/")
    expect(plain.locator("main a", has_text=HEADLINE).first).to_be_visible()


# --- at the desk ------------------------------------------------------------------------------


def write(page):
    """Write the story as the reporter and save it; return its number."""
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Заголовок", exact=True).first.fill(HEADLINE)
    page.get_by_label("Лид", exact=True).fill(LEAD)
    choose_main_picture(page)
    write_body(page)
    add_to(page, "rubrics", *RUBRICS)
    tags = page.locator("tag-chips .in")
    tags.fill(TAG)
    tags.press("Enter")
    page.get_by_role("button", name="Сохранить").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Сохранено")
    assert not page.get_by_role("button", name="Опубликовать").count(), "not a reporter's to do"
    return re.search(r"/(\d+)/change/", page.url)[1]


def choose_main_picture(page):
    """Upload a photograph from within the form, describe it, and say what matters in it."""
    page.get_by_role("button", name="Выбрать…").click()
    library = page.frame_locator("picture-picker iframe")
    library.locator("#picture-file").set_input_files(
        {"name": "лёд.jpg", "mimeType": "image/jpeg", "buffer": encode(draw(1600, 1000))}
    )
    library.locator("focal-point .is-movable").wait_for()
    seen = library.locator(".picture-focal > img").bounding_box()
    page.mouse.click(seen["x"] + seen["width"] * 0.25, seen["y"] + seen["height"] * 0.3)
    library.locator("#id_alt").fill("Машины на льду")
    library.locator("#id_credit").fill("Эрчим Бурнашов")
    library.locator("[type=submit]").click()
    expect(page.locator("picture-picker .picture-chosen img")).to_be_visible()


def write_body(page):
    body = page.get_by_role("textbox", name="Текст", exact=True)
    body.click()
    keys = page.keyboard
    keys.type("Переправу открыли в восемь утра.")
    keys.press("Enter")
    kind = page.get_by_label("Вид абзаца")
    kind.select_option(label="Заголовок")
    keys.type("Кому можно на лёд")
    keys.press("Enter")
    kind.select_option(label="Абзац")
    tool(page, "Список").click()
    keys.type("Легковым машинам")
    keys.press("Enter")
    keys.type("Грузовикам до десяти тонн")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("Подробности у дорожников")
    for _letter in "дорожников":
        keys.press("Shift+ArrowLeft")
    tool(page, "Ссылка").click()
    link = page.get_by_role("dialog", name="Ссылка")
    link.get_by_role("textbox").fill("https://roads.example/led")
    link.get_by_role("button", name="Вставить").click()
    expect(body.get_by_role("link", name="дорожников")).to_be_visible()
    expect(body).to_be_focused()
    keys.press("End")
    keys.press("Enter")
    tool(page, "Таблица").click()
    expect(body.get_by_role("table")).to_be_visible()
    for words in ("Толщина", "Вес", "60 см", "10 т"):
        keys.type(words)
        keys.press("Tab")
    page.locator(".ProseMirror p").last.click()
    keys.press("Control+End")
    keys.press("Enter")
    quotation(page)


def quotation(page):
    tool(page, "Цитата с источником").click()
    page.keyboard.type("Лёд держит.")
    expect(page.locator(".ProseMirror figure.quote, .ProseMirror blockquote").first).to_be_visible()


def tool(page, name):
    return page.locator(".editor-toolbar").get_by_role("button", name=name, exact=True)


def add_to(page, field, *names):
    """Choose `names` in a field of ordered rows by typing, as with a keyboard."""
    chips = page.locator(f"ordered-chips:has(select[name={field}])")
    for name in names:
        chips.locator(".in").fill(name)
        chips.get_by_role("option", name=name).click()
        expect(chips.locator(".order li", has_text=name)).to_be_visible()


def publish(page, number):
    """Add the second name as the editor, publish, and return the story's address."""
    page.goto("/admin/articles/article/")
    page.get_by_role("link", name=HEADLINE).first.click()
    assert f"/{number}/" in page.url
    expect(page.locator("ordered-chips .order li", has_text=AUTHORS[0])).to_be_visible()
    add_to(page, "bylines", AUTHORS[1])
    page.get_by_role("button", name="Опубликовать").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Опубликовано")
    return urlsplit(page.locator(".messagelist a").get_attribute("href")).path


# --- on the site ------------------------------------------------------------------------------


def everything_written_is_there(page):
    expect(page.locator("h1")).to_have_text(HEADLINE)
    text = page.locator("main")
    for words in (LEAD, *AUTHORS, *RUBRICS, TAG, "Эрчим Бурнашов"):
        expect(text).to_contain_text(words)
    expect(page.get_by_role("heading", name="Кому можно на лёд", level=2)).to_be_visible()
    expect(page.locator("main ul li", has_text="Грузовикам до десяти тонн")).to_have_count(1)
    link = page.locator("main a", has_text="дорожников")
    assert link.get_attribute("href") == "https://roads.example/led"
    expect(page.locator("main table th", has_text="Толщина")).to_have_count(1)
    expect(page.locator("main table td", has_text="10 т")).to_have_count(1)
    expect(page.locator("main blockquote", has_text="Лёд держит.")).to_have_count(1)
    picture = page.get_by_role("img", name="Машины на льду").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 300


def it_stands_where_it_belongs(page, paper, address):
    """First on the front page, in its rubrics, at its authors and its tag; a recent post."""
    places = ["/", "/rubric/society/", "/rubric/economy/", "/author/koryakina/", "/author/noeva/"]
    page.goto(address)
    places.append(page.get_by_role("link", name=TAG).get_attribute("href"))
    for place in places:
        page.goto(place)
        first = page.locator("main a[href^='/20']").first
        assert first.get_attribute("href") == address, place
    page.goto(paper.older)
    recent = page.get_by_role("region", name="Последние материалы")
    assert recent.get_by_role("link", name=HEADLINE).get_attribute("href") == address


# --- reactions --------------------------------------------------------------------------------


def button(page, name):
    return page.locator("form[action*='/reactions/']").get_by_role("button", name=name)


def press(page, name):
    """Press and wait until the answer is there: before, a button is locked."""
    status = page.locator("reaction-row [role=status]")
    before = status.text_content()
    button(page, name).click()
    expect(status).not_to_have_text(before)


def shows(page, **pressed):
    """Wait until `page` shows the numbers of these reactions, and 0 at every other one."""
    names = set()
    for form in page.locator("form[action*='/reactions/']").all():
        name = form.locator("button .hidden").inner_text()
        names.add(name)
        expect(form.locator("output")).to_have_text(str(pressed.get(name, 0)))
    assert names >= set(pressed)
