"""Every kind of page, in every language, light and dark, on a phone and on a desktop."""

import subprocess
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import URLPattern, get_resolver

from tests import ROOT

from .addresses import NOT_PAGES, PAGES, RARE

pytestmark = pytest.mark.gameday

VNU_JAR = ROOT / "var" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDTHS = [1280, 320]
STATUS = {"articles:article, withdrawn": 410, "not found": 404}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EVERY_PAGE = [
    pytest.param(language, kind, id=f"{language}-{kind}")
    for language in LANGUAGES
    for kind in PAGES
]


@pytest.fixture(scope="session")
def addresses(demo):
    return {language: demo.addresses(language) for language in LANGUAGES}


@pytest.fixture
def address(addresses, language, kind):
    """Return the path of an example of `kind`."""
    if kind not in addresses[language]:
        assert kind in RARE and kind in addresses[LANGUAGES[0]], f"the demo has no {kind}"
        pytest.skip(f"this edition of the demo has no {kind}")
    return addresses[language][kind]


@pytest.fixture
def visit(browser, demo):
    """Return a function that opens a path as a new reader would."""
    contexts = []

    def open_page(path, **how):
        context = browser.new_context(base_url=demo.url, reduced_motion="reduce", **how)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.hosts = [], set()
        page.on("request", lambda request: page.hosts.add(urlsplit(request.url).netloc))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: complain(page, line))
        page.status = page.goto(path, wait_until="load").status
        return page

    yield open_page
    for context in contexts:
        context.close()


def complain(page, line):
    # Chromium reports the status of an error page as an error, which here is the right answer.
    if line.type in {"error", "warning"} and line.location.get("url") != page.url:
        page.complaints.append(line.text)


def test_every_public_address_is_in_the_table():
    named = {name for name in names(get_resolver()) if not name.startswith("admin:")}
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


@pytest.mark.parametrize(("language", "kind"), EVERY_PAGE)
def test_everybody_can_read_it(visit, address, demo, language, kind):
    page = visit(address, viewport={"width": WIDTHS[0], "height": 900})
    assert page.status == STATUS.get(kind, 200)
    barriers = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"at {width} px the page is {overflow} px too wide: {widest(page)}"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for violation in Axe().run(page, options=AXE).response["violations"]:
                places = [node["html"][:200] for node in violation["nodes"][:3]]
                barriers.append(f"{width} px, {theme}: {violation['help']}: {places}")
    assert not barriers, "\n".join(barriers)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert page.hosts == {urlsplit(demo.url).netloc}
    assert page.context.cookies() == []
    assert page.complaints == []


def widest(page):
    return page.evaluate(
        """[...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .slice(0, 5).map(one => `${one.tagName}.${one.className}`)"""
    )


@pytest.mark.parametrize(("language", "kind"), EVERY_PAGE)
def test_nothing_is_missing_without_javascript(visit, address, language, kind):
    with_scripts, without = visit(address), visit(address, java_script_enabled=False)
    assert words(with_scripts) - words(without) == set()


def words(page):
    return set(page.locator("main").inner_text().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_valid_html(browser, demo, addresses, tmp_path, language):
    if not VNU_JAR.exists():
        pytest.skip("the Nu HTML checker is not there (it needs npm and Java)")
    context = browser.new_context(base_url=demo.url)
    for number, (kind, path) in enumerate(addresses[language].items()):
        text = context.request.get(path).text()
        (tmp_path / f"{number}-{kind.replace(':', '-')}.html").write_text(text)
    context.close()
    checked = subprocess.run(
        ["java", "-jar", VNU_JAR, "--skip-non-html", "--errors-only", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr[-5000:]
