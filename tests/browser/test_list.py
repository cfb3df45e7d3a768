"""The list of stories by keyboard alone: walking, choosing, editing in the line, undoing."""

import pytest
from playwright.sync_api import expect

from .desk import TWO_FRAMES
from .newspaper import running, sign_in

HOUSE = """
from demo import people
people.hire()
from tests.factories import make_article, make_author, make_rubric
rubrics, authors = [make_rubric("Новости")], [make_author()]
make_rubric("Спорт")
for number in (1, 2, 3):
    make_article(f"Материал {number}", rubrics=rubrics, authors=authors)
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    with running(tmp_path_factory.mktemp("paper"), HOUSE) as paper:
        yield paper


def test_a_line_is_edited_and_many_are_thrown_away_and_undone_by_keyboard(browser, paper):
    page = browser.new_context(base_url=paper.url, locale="ru-RU").new_page()
    page.set_default_timeout(15_000)
    sign_in(page, "editor")
    page.goto("/admin/articles/article/")
    press = page.keyboard.press

    press("j"), press("j"), press("k")
    expect(page.locator(".row-focus")).to_contain_text("Материал 3")
    press("e")
    line = page.locator(".quick-row")
    expect(line).to_contain_text("Важность")
    answers = []
    page.route("**term=**", lambda route: answers.append(route))
    with page.expect_request("**term=**"):
        line.get_by_placeholder("Добавить рубрику").fill("Спорт")
    # What the server has to say comes while a finger is down, and takes nothing from under it.
    line.get_by_role("option", name="Спорт").hover()
    page.mouse.down()
    with page.expect_response("**term=**"):
        answers[0].continue_()
    page.evaluate(TWO_FRAMES)
    page.mouse.up()
    expect(line.locator(".order li")).to_have_count(2)
    line.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".row-focus")).to_contain_text("Спорт")
    expect(page.locator("#list-status")).to_have_text("Сохранено.")
    expect(line).to_have_count(0)

    press("x"), press("j"), press("x")
    expect(page.locator(".bulk b")).to_have_text("Выбрано: 2")
    page.get_by_role("button", name="В корзину").click()
    expect(page.locator(".messagelist")).to_contain_text("2 материала в корзине")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(3)

    # Keys do nothing before the scripts of the new page have run.
    page.wait_for_load_state()
    press("?")
    page.get_by_text("Клавиши из одной буквы").click()
    press("Escape")
    press("j")
    expect(page.locator(".row-focus")).to_have_count(0)
    page.context.close()
