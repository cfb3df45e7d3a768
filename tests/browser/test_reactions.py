"""A reader presses, with JavaScript and without, and the paper keeps count through a restart."""

import re

import pytest
from playwright.sync_api import expect

STORY = """
from uuid import uuid4
from tests.factories import make_author, make_rubric, publish_article
rubrics, authors = [make_rubric(slug=str(uuid4()))], [make_author(slug=str(uuid4()))]
print(publish_article(rubrics=rubrics, authors=authors).get_absolute_url())
"""


@pytest.fixture
def story(paper):
    """The address of a story without any reaction."""
    return paper.url + paper.tell(STORY)


@pytest.fixture
def reader(browser):
    """Open a page as somebody who was never here: `reader(address, java_script_enabled=False)`."""
    contexts = []

    def somebody_new(address, **how):
        contexts.append(browser.new_context(**how))
        page = contexts[-1].new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address)
        return page

    yield somebody_new
    for context in contexts:
        context.close()


def button(page, slug):
    return page.locator(f"form[action$='/{slug}/'] button")


def shows(page, **numbers):
    """Wait until `page` shows these numbers: a script writes them after the answer has come."""
    for slug, number in numbers.items():
        expect(page.locator(f"form[action$='/{slug}/'] output")).to_have_text(str(number))


def press(page, slug):
    """Press with JavaScript and wait until the answer is there: before, a button is locked."""
    status = page.locator("reaction-row [role=status]")
    before = status.text_content()
    button(page, slug).click()
    expect(status).not_to_have_text(before)


def test_presses_with_and_without_javascript_survive_a_restart(paper, story, reader):
    plain = reader(story, java_script_enabled=False)
    assert not plain.context.cookies(), "reading sets no cookie"
    button(plain, "heart").click()
    assert plain.url.endswith("/reactions/")
    shows(plain, heart=1)
    button(plain, "heart").click()
    shows(plain, heart=0)  # the button there takes back
    button(plain, "heart").click()
    shows(plain, heart=1)
    plain.get_by_role("link", name="Лена встала раньше").first.click()
    assert plain.url == story

    page = reader(story)
    press(page, "heart")
    press(page, "fire")
    shows(page, heart=2, fire=1)
    press(page, "fire")
    shows(page, heart=2, fire=0)
    assert page.url == story
    assert not page.complaints

    paper.restart()
    page.reload()
    shows(page, heart=2, fire=0)
    # It is remembered.
    expect(button(page, "heart")).to_have_attribute("aria-pressed", "true")
    expect(button(page, "fire")).to_have_attribute("aria-pressed", "false")
    press(page, "heart")
    shows(page, heart=1)
    paper.manage("recount_reactions", "--check")


def test_a_press_is_said_to_those_who_do_not_see_it(story, reader):
    page = reader(story)
    name = button(page, "fire").locator(".hidden").inner_text()
    press(page, "fire")
    status = page.get_by_role("status").filter(has_text=name)
    expect(status).to_have_text(re.compile("1$"))
    expect(button(page, "fire").locator(".hidden"), "the label stays").to_have_text(
        name, use_inner_text=True
    )


def test_what_could_not_be_sent_is_taken_back_and_said(story, reader):
    page = reader(story)
    page.route("**/reactions/fire/", lambda route: route.abort())
    button(page, "fire").click()
    status = page.locator("reaction-row [role=status]")
    status.wait_for(state="visible")
    assert status.inner_text()
    shows(page, fire=0)
    expect(button(page, "fire")).to_have_attribute("aria-pressed", "false")

    page.unroute("**/reactions/fire/")
    press(page, "fire")
    shows(page, fire=1)


def test_the_sentence_of_a_refusal_is_shown(story, reader):
    page = reader(story)
    said = {"error": "Подождите три секунды."}
    page.route("**/reactions/fire/", lambda route: route.fulfill(status=429, json=said))
    button(page, "fire").click()
    expect(page.locator("reaction-row [role=status]")).to_have_text("Подождите три секунды.")
    shows(page, fire=0)


def test_a_double_click_before_the_first_answer_is_one_press(story, reader):
    page = reader(story)
    sent = []
    page.route("**/reactions/fire/", lambda route: sent.append(route))
    with page.expect_request("**/reactions/fire/"):
        button(page, "fire").dblclick()
    with page.expect_response("**/reactions/fire/"):
        sent[0].continue_()
    shows(page, fire=1)
    page.reload()
    shows(page, fire=1)
    assert len(sent) == 1


def test_a_page_that_waited_in_a_cache_gets_todays_numbers(story, reader):
    page = reader("about:blank")
    page.route(story, lambda route: older(route))
    press(reader(story), "fire")
    page.goto(story)
    button(page, "fire").scroll_into_view_if_needed()
    page.locator("form[action$='/fire/'] output", has_text="1").wait_for()


def older(route):
    """Answer the page as it was before anybody pressed."""
    answer = route.fetch()
    body = answer.text().replace('data-seq="1"', 'data-seq="0"')
    route.fulfill(response=answer, body=body.replace("<output>1</output>", "<output>0</output>"))


def test_an_older_answer_changes_no_number(story, reader):
    page = reader(story)
    button(page, "fire").scroll_into_view_if_needed()
    press(page, "fire")
    old = {"seq": 0, "counts": {"fire": 0}}
    page.route("**/reactions.json", lambda route: route.fulfill(json=old))
    with page.expect_response("**/reactions.json"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_timeout(100)
    shows(page, fire=1)
