"""Every kind of page, in every language, light and dark, on a phone and on a desktop."""

import datetime
import subprocess
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests import ROOT

from . import axe
from .addresses import NOT_PAGES, PAGES, RARE

VNU_JAR = ROOT / "var" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = {"light": axe.WCAG, "dark": axe.COLOURS}
# Its programs run once, too short for the second compiler to pay; without it stacks are deeper.
JAVA = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m"]
WIDTHS = [1280, 320]
#: Width → theme → rules. Words of another language change how wide a page is, not its colours.
LOOKS = dict.fromkeys(WIDTHS, RULES)
LOOKS_OF_TRANSLATIONS = {WIDTHS[0]: {"light": axe.WCAG}, WIDTHS[1]: {}}
MONTHS = range(1, 13)
STATUS = {"articles:article, withdrawn": 410, "not found": 404}
OF_THE_DESK = ("admin:", "desk:", "account_", "mfa_")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EVERY_PAGE = [
    pytest.param(language, kind, id=f"{language}-{kind}")
    for language in LANGUAGES
    for kind in PAGES
    if language == LANGUAGES[0] or kind not in RARE
]


@pytest.fixture(scope="session")
def addresses(demo):
    return {language: demo.addresses(language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def reader(browser, demo):
    """A window that goes from page to page, as a reader's does: files load once."""
    with somebody(browser, demo) as context:
        axe.bring(context)
        yield context.new_page()


@pytest.fixture(scope="session")
def reader_without_scripts(browser, demo):
    """A window that shows no pictures either: all of them would come at once, a third of a second.

    Nothing is late without scripts.
    """
    with somebody(browser, demo, java_script_enabled=False) as context:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.setBlockedURLs", {"urls": [f"*{settings.MEDIA_URL}*"]})
        yield page


def somebody(browser, demo, **how):
    # Axe would measure colours half way between two, were transitions not switched off.
    return browser.new_context(base_url=demo.url, reduced_motion="reduce", **how)


@pytest.fixture
def heard(reader):
    """What happens in the reader's window during a test: `hosts` that are asked, `complaints`."""
    hosts, complaints = set(), []
    listeners = {
        "request": lambda request: hosts.add(urlsplit(request.url).netloc),
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda line: complaints.extend(complaint(reader, line)),
    }
    for event, listener in listeners.items():
        reader.on(event, listener)
    yield SimpleNamespace(hosts=hosts, complaints=complaints)
    for event, listener in listeners.items():
        reader.remove_listener(event, listener)


def test_every_public_address_is_in_the_table():
    named = {name for name in names(get_resolver()) if not name.startswith(OF_THE_DESK)}
    swept = {kind.partition(",")[0] for kind in PAGES if kind != "not found"}
    assert named == swept | set(NOT_PAGES)


def names(resolver, namespace=""):
    """Yield `app:name` of every address, feeds and files included."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, namespace + inner)


def test_every_page_is_valid_html(reader, addresses, tmp_path):
    if not VNU_JAR.exists():
        pytest.skip("the Nu HTML checker is not there (it needs npm and Java)")
    for language, paths in addresses.items():
        for number, (kind, path) in enumerate(paths.items()):
            text = reader.request.get(path).text()
            file = tmp_path / f"{language}-{number}-{kind.replace(':', '-')}.html"
            file.write_text(text)
    checked = subprocess.run(
        ["java", *JAVA, "-jar", VNU_JAR, "--skip-non-html", "--errors-only", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr[-5000:]


@pytest.mark.parametrize(("language", "kind"), EVERY_PAGE)
def test_everybody_can_read_it(
    reader, reader_without_scripts, heard, addresses, demo, language, kind
):
    page, address = reader, addresses[language][kind]
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.emulate_media(color_scheme="light")
    assert page.goto(address).status == STATUS.get(kind, 200)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == language
    words_with_scripts = words(page)
    assert barriers(page, language) == []
    assert heard.complaints == []
    assert heard.hosts == {urlsplit(demo.url).netloc}
    reader_without_scripts.goto(address)
    missing = words_with_scripts - words(reader_without_scripts)
    assert missing == set(), "missing without JavaScript"
    for window in (reader, reader_without_scripts):
        assert window.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_of_the_year_is_too_long_for_a_phone(reader, addresses, language):
    with translation.override(language):
        days = [date_format(datetime.date(2026, month, 28), "DATE_FORMAT") for month in MONTHS]
    reader.set_viewport_size({"width": WIDTHS[1], "height": 800})
    reader.goto(addresses[language]["articles:day"])
    for day in days:
        reader.locator("h1 time").evaluate("(time, day) => { time.textContent = day; }", day)
        assert widest(reader.locator("h1")) == [], day


def complaint(page, line):
    # Chromium reports the status of an error page as an error, which here is the right answer.
    if line.type in {"error", "warning"} and line.location.get("url") != page.url:
        yield line.text


def words(page):
    return set(page.locator("main").inner_text().split())


def barriers(page, language):
    """Return what keeps somebody from reading `page`: what is too wide, what axe finds."""
    found = []
    looks = LOOKS if language == LANGUAGES[0] else LOOKS_OF_TRANSLATIONS
    for width, themes in looks.items():
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found.append(
                f"at {width} px it is {overflow} px too wide: {widest(page.locator('body'))}"
            )
        for theme, rules in themes.items():
            page.emulate_media(color_scheme=theme)
            wrong = axe.violations(page, rules)
            found += [f"{width} px, {theme}: {axe.said(violation)}" for violation in wrong]
    return found


def widest(part):
    return part.evaluate(
        """part => [part, ...part.querySelectorAll("*")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map(one => `${one.tagName}.${one.className}`)"""
    )
