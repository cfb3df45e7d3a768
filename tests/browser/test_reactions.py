"""A reader presses, with JavaScript and without, and the paper keeps count through a restart."""

import pytest

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


def number(page, slug):
    return page.locator(f"form[action$='/{slug}/'] output").inner_text()


def press(page, slug):
    """Press with JavaScript and wait for the answer."""
    with page.expect_response(lambda answer: answer.url.endswith(f"/{slug}/")) as waiting:
        button(page, slug).click()
    page.wait_for_timeout(100)
    return waiting.value


def test_presses_with_and_without_javascript_survive_a_restart(paper, story, reader):
    plain = reader(story, java_script_enabled=False)
    assert not plain.context.cookies(), "reading sets no cookie"
    button(plain, "heart").click()
    assert plain.url.endswith("/reactions/")
    assert number(plain, "heart") == "1"
    button(plain, "heart").click()
    assert number(plain, "heart") == "0", "the button there takes back"
    button(plain, "heart").click()
    assert number(plain, "heart") == "1"
    plain.get_by_role("link", name="Лена встала раньше").first.click()
    assert plain.url == story

    page = reader(story)
    press(page, "heart")
    press(page, "fire")
    assert (number(page, "heart"), number(page, "fire")) == ("2", "1")
    press(page, "fire")
    assert (number(page, "heart"), number(page, "fire")) == ("2", "0")
    assert page.url == story
    assert not page.complaints

    paper.restart()
    page.reload()
    assert (number(page, "heart"), number(page, "fire")) == ("2", "0")
    assert button(page, "heart").get_attribute("aria-pressed") == "true", "it is remembered"
    assert button(page, "fire").get_attribute("aria-pressed") == "false"
    press(page, "heart")
    assert number(page, "heart") == "1"
    paper.manage("recount_reactions", "--check")


def test_a_press_is_said_to_those_who_do_not_see_it(story, reader):
    page = reader(story)
    name = button(page, "fire").locator(".hidden").inner_text()
    press(page, "fire")
    status = page.get_by_role("status").filter(has_text=name)
    assert status.inner_text().rstrip().endswith("1")
    assert button(page, "fire").locator(".hidden").inner_text() == name, "the label stays"


def test_what_could_not_be_sent_is_taken_back_and_said(story, reader):
    page = reader(story)
    page.route("**/reactions/fire/", lambda route: route.abort())
    button(page, "fire").click()
    status = page.locator("reaction-row [role=status]")
    status.wait_for(state="visible")
    assert status.inner_text()
    assert number(page, "fire") == "0"
    assert button(page, "fire").get_attribute("aria-pressed") == "false"

    page.unroute("**/reactions/fire/")
    press(page, "fire")
    assert number(page, "fire") == "1"


def test_the_sentence_of_a_refusal_is_shown(story, reader):
    page = reader(story)
    said = {"error": "Подождите три секунды."}
    page.route("**/reactions/fire/", lambda route: route.fulfill(status=429, json=said))
    button(page, "fire").click()
    status = page.locator("reaction-row [role=status]")
    status.wait_for(state="visible")
    assert status.inner_text() == "Подождите три секунды."
    assert number(page, "fire") == "0"


def test_a_double_click_before_the_first_answer_is_one_press(story, reader):
    page = reader(story)
    asked = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    button(page, "fire").dblclick()
    page.wait_for_timeout(500)
    assert len(asked) == 1
    assert number(page, "fire") == "1"


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
    assert number(page, "fire") == "1"
