"""What the desk says among itself and begins with: notes with @login, and the menu of templates."""

import re

import pytest
from playwright.sync_api import expect

from .newspaper import running, sign_in

HOUSE = """
from accounts.models import User
from demo import people
people.hire()
User.objects.filter(username="chief").update(first_name="Анна", last_name="Ситникова")
from desk.models import StoryTemplate
from tests.factories import make_article, make_author, make_rubric
rubric = make_rubric("Новости")
story = make_article("Лёд встал", rubrics=[rubric], authors=[make_author()])
StoryTemplate.objects.create(
    name="Погода", language="ru", headline="Погода на {date}", body="<p>Ночью мороз.</p>",
    rubric_ids=[rubric.pk],
)
print(story.pk)
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    with running(tmp_path_factory.mktemp("paper"), HOUSE) as paper:
        yield paper


@pytest.fixture
def sit(browser, paper):
    """Return a function: sit down at a browser of one's own; returns its window."""
    contexts = []

    def sit_down(login):
        contexts.append(browser.new_context(base_url=paper.url, locale="ru-RU"))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        sign_in(page, login)
        return page

    yield sit_down
    for context in contexts:
        context.close()


def test_a_note_addresses_somebody_who_answers_it(sit, paper):
    address = f"/admin/articles/article/{paper.told.strip()}/change/"
    editor = sit("editor")
    editor.goto(address)
    notes = editor.locator("story-notes")
    if not notes.is_visible():
        editor.locator("#notes summary").first.click()
    field = notes.get_by_label("Новая заметка")
    field.press_sequentially("Проверьте цифры, @анн")
    expect(notes.get_by_role("option", name="Анна Ситникова")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("Проверьте цифры, @chief ")
    notes.get_by_role("button", name="Записать").click()
    expect(notes.locator(".named")).to_have_text("@Анна Ситникова")
    expect(notes.get_by_label("Новая заметка")).to_have_value("")

    chief = sit("chief")
    expect(chief.locator("#content")).to_contain_text("Проверьте цифры")
    chief.goto(address)
    notes = chief.locator("story-notes")
    notes.get_by_placeholder("Ответ").fill("Сверила: 62 сантиметра.")
    notes.get_by_role("button", name="Ответить").click()
    expect(notes).to_contain_text("Сверила: 62 сантиметра.")
    notes.get_by_role("button", name="Решено").click()
    expect(notes.locator(".is-settled summary").first).to_contain_text("Анна Ситникова")

    editor.reload()
    expect(editor.locator("#notes")).to_contain_text("Сверила: 62 сантиметра.")


def test_a_story_begins_from_a_template_by_keyboard(sit):
    editor = sit("editor")
    editor.goto("/admin/articles/article/")
    menu = editor.locator("details.begin summary")
    menu.focus()
    menu.press("Enter")
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("link", name="Погода")).to_be_focused()
    editor.keyboard.press("Enter")
    expect(editor.locator("#id_headline")).to_have_value(re.compile(r"Погода на \d+ [а-я]+"))
    expect(editor.locator(".ProseMirror")).to_contain_text("Ночью мороз.")
    expect(editor.locator("#g-rubrics")).to_be_visible()
    expect(editor.locator("ordered-chips .order").first).to_contain_text("Новости")
    editor.locator("#save").click()
    expect(editor.locator(".messagelist")).to_contain_text("Сохранено")
