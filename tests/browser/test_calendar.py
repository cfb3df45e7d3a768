"""The calendar in an editor's hands: by mouse, by keys, by form, and for everybody."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from . import axe
from .newspaper import sign_in

#: A story planned for the day after tomorrow at a quarter past noon; all times are the paper's.
HOUSE = """
import datetime
from demo import people
people.hire()
from accounts.models import User
from articles.models import Action
from django.utils import timezone
from tests.factories import make_article, make_author, make_rubric, publish_article
told, slug = "{told}", "{slug}"
chief = User.objects.get(username="chief")
kind = dict(rubrics=[make_rubric(slug=slug)], authors=[make_author(slug=slug)])
publish_article("Лёд встал", **kind)
at = timezone.localtime() + datetime.timedelta(days=2)
at = at.replace(hour=12, minute=15, second=0, microsecond=0)
story = make_article(told, **kind)
story.schedule(Action.PUBLISH, at, by=chief)
make_article("Ледоход", status="review", **kind)
print(at.date(), (at + datetime.timedelta(days=1)).date())
"""


@pytest.fixture
def days(paper):
    """The day on which “Переправа” is planned, and the next one."""
    slug = str(uuid4())
    made = HOUSE.format(told="Переправа", slug=slug)
    clean = "from articles.models import Article, Schedule\nSchedule.objects.all().delete()\n"
    clean += "Article.objects.all().delete()\n"
    return paper.tell(clean + made).split()


@pytest.fixture
def editor(browser, paper, days):
    window = browser.new_context(
        base_url=paper.url, locale="ru-RU", viewport={"width": 1280, "height": 900}
    )
    page = window.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, "editor")
    yield page
    window.close()


def planned(page, day, hour):
    """Return the story as it stands on a day, in an hour."""
    return page.locator(f"[data-day='{day}'] [data-hour='{hour}'] .ev", has_text="Переправа")


def test_a_story_is_dragged_to_another_hour_and_taken_back(editor, days):
    before, _after = days
    editor.get_by_role("link", name="Календарь").first.click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Календарь")
    editor.goto(f"/admin/calendar/day/{before}/")
    planned(editor, before, 12).drag_to(editor.locator("[data-hour='16']"))
    bar = editor.locator(".moved")
    expect(bar).to_contain_text(re.compile("«Переправа» перенесён: .* 12:15 → .* 16:15"))
    expect(planned(editor, before, 16)).to_be_focused()
    bar.get_by_role("button", name="Отменить").click()
    expect(bar).to_contain_text("снова на своём месте")
    expect(planned(editor, before, 12)).to_contain_text("12:15")
    expect(editor.locator(".ev", has_text="Переправа")).to_have_count(1)


def test_a_story_is_moved_by_keys_and_left_with_escape(editor, days):
    before, after = days
    editor.goto(f"/admin/calendar/day/{before}/")
    live = editor.locator("desk-calendar [role=status]")
    planned(editor, before, 12).focus()
    editor.keyboard.press("m")
    expect(live).to_contain_text("Переправа: на")
    editor.keyboard.press("ArrowDown")
    expect(live).to_contain_text("13:15")
    expect(editor.locator("[data-hour='13'] .drop")).to_have_text("13:15")
    editor.keyboard.press("Escape")
    expect(live).to_have_text("Осталось на прежнем месте.")
    expect(editor.locator(".drop")).to_have_count(0)
    editor.keyboard.press("m")
    for key in ("ArrowRight", "ArrowUp", "Shift+ArrowDown"):
        editor.keyboard.press(key)
    expect(live).to_contain_text("11:20")
    editor.keyboard.press("Enter")
    bar = editor.locator(".moved")
    expect(bar).to_contain_text("11:20")
    bar.get_by_role("link", name="Показать тот день").click()
    expect(planned(editor, after, 11)).to_contain_text("11:20")


def without_scripts(browser, editor):
    """Return a browser's memory in which `editor` has logged in, and no script runs."""
    return browser.new_context(
        base_url=editor.url.partition("/admin/")[0],
        locale="ru-RU",
        java_script_enabled=False,
        storage_state=editor.context.storage_state(),
    )


def test_a_story_is_moved_by_a_form_and_the_slower_of_two_is_told(browser, editor, days):
    before, after = days
    editor.goto(f"/admin/calendar/week/{before}/")
    plain = without_scripts(browser, editor)
    page = plain.new_page()
    page.goto(f"/admin/calendar/week/{before}/")
    page.get_by_role("link", name="Перенести «Переправа»").click()
    page.get_by_label("День").fill(after)
    page.get_by_label("Время").fill("18:30")
    # Meanwhile somebody else is quicker.
    editor.get_by_role("link", name="Перенести «Переправа»").click()
    editor.get_by_label("Время").fill("09:05")
    editor.get_by_role("button", name="Перенести").click()
    expect(editor.locator(".moved")).to_contain_text("09:05")
    page.get_by_role("button", name="Перенести").click()
    expect(page.get_by_role("alert")).to_contain_text("Кто-то перенёс его раньше вас")
    expect(page.get_by_label("Время")).to_have_value(re.compile("18:30"))
    page.get_by_role("button", name="Перенести").click()
    expect(page.locator(".moved")).to_contain_text("18:30")
    plain.close()


def test_a_story_without_an_hour_is_dragged_onto_one_and_taken_back(editor, days):
    before, _after = days
    editor.goto(f"/admin/calendar/day/{before}/")
    beside = editor.locator(".without .ev", has_text="Ледоход")
    beside.drag_to(editor.locator("[data-hour='16']"))
    bar = editor.locator(".moved")
    expect(bar).to_contain_text(re.compile("Время назначено: «Ледоход», .* 16:00"))
    placed = editor.locator("[data-hour='16'] .ev", has_text="Ледоход")
    expect(placed).to_be_focused()
    expect(beside).to_have_count(0)
    bar.get_by_role("button", name="Отменить").click()
    expect(bar).to_contain_text("«Ледоход» снова без времени")
    expect(beside).to_have_count(1)
    expect(placed).to_have_count(0)


def test_a_story_without_an_hour_gets_one_by_keys_and_by_a_form(browser, editor, days):
    before, _after = days
    editor.goto(f"/admin/calendar/day/{before}/")
    beside = editor.locator(".without .ev", has_text="Ледоход")
    beside.focus()
    editor.keyboard.press("m")
    expect(editor.locator("desk-calendar [role=status]")).to_contain_text("Ледоход: на")
    expect(editor.locator("[data-hour='9'] .drop")).to_have_text("09:00")
    for key in ("ArrowDown", "Shift+ArrowDown", "Enter"):
        editor.keyboard.press(key)
    bar = editor.locator(".moved")
    expect(bar).to_contain_text("10:05")
    bar.get_by_role("button", name="Отменить").click()
    plain = without_scripts(browser, editor)
    page = plain.new_page()
    page.goto(f"/admin/calendar/week/{before}/")
    page.get_by_role("link", name="Назначить время: «Ледоход»").click()
    page.get_by_label("День").fill("2020-01-01")
    page.get_by_label("Время").fill("18:30")
    page.get_by_role("button", name="Назначить время").click()
    expect(page.get_by_role("alert")).to_contain_text("Время не назначено")
    expect(page.get_by_label("Время")).to_have_value(re.compile("18:30"))
    page.get_by_label("День").fill(before)
    page.get_by_role("button", name="Назначить время").click()
    expect(page.locator(".moved")).to_contain_text("18:30")
    plain.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_month_week_and_day_are_for_everybody(editor, days, theme):
    editor.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found = []
    for width in (1280, 390):
        editor.set_viewport_size({"width": width, "height": 844})
        for span in ("month", "week", "day"):
            editor.goto(f"/admin/calendar/{span}/{days[0]}/")
            if editor.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{span} is too wide at {width} px")
            found += [f"{span}, {width} px: {axe.said(one)}" for one in axe.violations(editor)]
    assert found == []
