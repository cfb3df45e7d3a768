"""The pages of the desk, light and dark, wide and on a phone: everybody can work at them."""

import json
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from . import axe
from .newspaper import DATABASE, Newspaper, sign_in

LOOKS = [
    (1280, "light", axe.WCAG),
    (1280, "dark", axe.COLOURS),
    (390, "light", axe.WCAG),
    (390, "dark", axe.COLOURS),
]

LIST = "/admin/articles/article/"
#: Stories of the demo, by what is to be seen at them.
CHOOSE = """
import json
from articles.models import Article, Revision
from desk.models import Note
print(json.dumps({
    "rewritten": Revision.objects.filter(number=2).first().article_id,
    "noted": Note.objects.first().article_id,
    "published": Article.objects.filter(status="published", revisions=None).first().pk,
}))
"""
PAGES = {
    "first page": "/admin/",
    "list": LIST,
    "quick edit": LIST + "{published}/quick/",
    "empty form": f"{LIST}add/",
    "newer text of a live story": LIST + "{rewritten}/change/",
    "story with notes": LIST + "{noted}/change/",
    "history": LIST + "{rewritten}/history/",
    "library": "/admin/images/image/",
    "week": "/admin/calendar/",
    "log": "/admin/log/",
}
LISTEN = """
    window.violations = [];
    addEventListener("securitypolicyviolation",
        event => violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def paper(demo, tmp_path_factory):
    """A copy of the demo, whose stories may be changed."""
    paper = Newspaper(tmp_path_factory.mktemp("copy"))
    # Its pictures are only looked at.
    paper.environment["MEDIA_ROOT"] = demo.environment["MEDIA_ROOT"]
    with (
        closing(sqlite3.connect(demo.folder / DATABASE)) as shared,
        closing(sqlite3.connect(paper.folder / DATABASE)) as own,
    ):
        shared.backup(own)
    paper.chosen = json.loads(paper.tell(CHOOSE))
    paper.start()
    yield paper
    paper.stop()


@pytest.fixture(scope="module")
def memory(browser, paper):
    """A browser's memory in which the editor-in-chief has logged in."""
    context = browser.new_context(base_url=paper.url, locale="ru-RU", reduced_motion="reduce")
    context.add_init_script(LISTEN)
    axe.bring(context)
    page = context.new_page()
    sign_in(page, "chief")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(memory):
    """A window at the desk in which nothing may be complained of, and no policy be loose."""
    with memory.new_page() as page:
        yield from watched(page)


@pytest.fixture
def doorstep(browser, paper):
    with browser.new_context(
        base_url=paper.url, locale="ru-RU", reduced_motion="reduce"
    ) as context:
        context.add_init_script(LISTEN)
        axe.bring(context)
        yield from watched(context.new_page())


def watched(page):
    page.set_default_timeout(20_000)
    complaints, policies = [], []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: policies.extend(policy(answer)))
    yield page
    assert complaints == []
    assert policies
    for sources in policies:
        assert "'unsafe" not in sources


def policy(answer):
    """Yield what `answer` says of scripts, if it is a page."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        said = answer.headers.get("content-security-policy", "")
        parts = dict(part.strip().partition(" ")[::2] for part in said.split(";"))
        yield parts.get("script-src", "'unsafe: no word of scripts'")


def test_the_door_lets_everybody_in(doorstep):
    doorstep.goto("/admin/login/")
    assert barriers(doorstep) == []


def test_who_was_refused_at_the_door_is_told(doorstep):
    doorstep.goto("/admin/login/")
    doorstep.fill("#id_username", "nobody")
    doorstep.fill("#id_password", "nothing")
    doorstep.locator("#login-form [type=submit]").click()
    expect(doorstep.locator(".errornote")).to_be_visible()
    assert barriers(doorstep) == []


@pytest.mark.parametrize("kind", PAGES)
def test_everybody_can_work_at_it(page, paper, kind):
    assert page.goto(PAGES[kind].format(**paper.chosen)).status == 200
    assert barriers(page) == []


def test_what_was_refused_is_said_to_everybody(page):
    page.goto(f"{LIST}add/")
    send(page, "#id_canonical_url", "не адрес")
    expect(page.locator(".errornote").first).to_be_visible()
    assert barriers(page) == []


def test_what_is_missing_is_said_to_everybody(page):
    page.goto(f"{LIST}add/")
    page.fill("#id_headline", "Без лида и рубрики")
    page.locator(".command").get_by_role("button", name="Опубликовать").click()
    expect(page.locator(".errornote").first).to_be_visible()
    assert barriers(page) == []


def test_two_texts_can_be_put_together_by_everybody(page, paper):
    page.goto(PAGES["newer text of a live story"].format(**paper.chosen))
    # As if the form had been opened before the newest text was saved: nothing is overwritten.
    page.locator("[name=seen]").evaluate("field => { field.value = field.value - 1; }")
    send(page, "#id_headline", "Лёд встал раньше, чем ждали")
    expect(page.locator("[name=theirs]")).to_be_attached()
    assert barriers(page) == []


def send(page, field, text):
    """Fill in one field, however deep it lies, and save."""
    page.locator(field).evaluate("(field, text) => { field.value = text; }", text)
    page.locator("[name=_save]:visible").first.click()


def barriers(page):
    """Return what is too wide, what axe calls serious or critical, what the policy stopped."""
    # What is folded away belongs to the page, too.
    page.evaluate(
        "document.querySelectorAll('#content form details').forEach(one => one.open = true)"
    )
    found = []
    for width, theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found.append(f"at {width} px it is {overflow} px too wide")
        found += [
            f"{width} px, {theme}: {axe.said(violation)}"
            for violation in axe.violations(page, rules)
            if violation["impact"] in ("serious", "critical")
        ]
    return found + page.evaluate("violations")
