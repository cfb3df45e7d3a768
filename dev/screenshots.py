"""`make screenshots`: the pictures of README.md and the handbook, taken of the demo.

Runs inside the virtual environment; needs Chromium and a font with colour emoji.
"""

import io
import sys
import tempfile
from pathlib import Path

import handbook
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import CHROMIUM, QUIET  # noqa: E402 - found once the path is set
from tests.browser.newspaper import Newspaper  # noqa: E402 - found once the path is set

FOLDER = ROOT / "docs" / "screenshots"
HANDBOOK = ROOT / "docs" / "handbook" / "screenshots"
DESKTOP = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}
# The story of the demo with everything in it: pictures, a table, a chart, a correction.
STORY = "lena-vstala-ranshe"
# File name → page, window, theme.
READERS = {
    f"{name}-{device}-{theme}": (name, size, theme)
    for name in ("front", "article")
    for device, size in {"desktop": DESKTOP, "phone": PHONE}.items()
    for theme in ("light", "dark")
}
DESK = {
    "desk-stories": "/admin/articles/article/",
    "desk-story": "/admin/articles/article/{pk}/change/",
    "desk-pictures": "/admin/images/image/?p=2",
}
# Chromium draws days and hours in the language it is installed in, whatever the page and its
# settings say: where that is English, Russian readers would be shown “11/25/2026, 09:30 AM”.
SAY_IT_IN_RUSSIAN = """() => {
  for (const input of document.querySelectorAll("input[type^=date], input[type=time]")) {
    const [, day = "", hour = ""] = /^([\\d-]{10})?T?([\\d:]{5})?$/.exec(input.value) ?? [];
    const kind = input.type, said = [];
    if (kind !== "time") said.push(day.split("-").reverse().join(".") || "дд.мм.гггг");
    if (kind !== "date") said.push(hour || "--:--");
    input.dataset.kept = JSON.stringify([kind, input.value]);
    input.type = "text";
    input.value = said.join(" ");
  }
}"""
SAY_IT_AS_BEFORE = """() => {
  for (const input of document.querySelectorAll("input[data-kept]")) {
    [input.type, input.value] = JSON.parse(input.dataset.kept);
    delete input.dataset.kept;
  }
}"""


def main():
    if not CHROMIUM:
        sys.exit("There is no Chromium on this machine. On Debian: apt install chromium")
    for folder in (FOLDER, HANDBOOK):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        paper = Newspaper(Path(folder))
        paper.found()
        paper.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        find = f"from articles.models import Article; a = Article.objects.get(slug={STORY!r})"
        show = f"{find}; print(a.pk, a.get_absolute_url())"
        pk, address = paper.tell(show).split()
        try:
            take_readers_pages(browser, paper, {"front": "/", "article": address})
            take_the_desk(browser, paper, pk)
            handbook.take(browser, paper.url, lambda page, name: keep(page, name, HANDBOOK))
        finally:
            browser.close()
            paper.stop()


def take_readers_pages(browser, paper, addresses):
    for name, (place, size, theme) in READERS.items():
        page = browser.new_page(viewport=size, color_scheme=theme, device_scale_factor=2)
        page.goto(paper.url + addresses[place], wait_until="networkidle")
        keep(page, name)
        page.close()


def take_the_desk(browser, paper, pk):
    page = browser.new_page(viewport=DESKTOP, device_scale_factor=2)
    page.goto(f"{paper.url}/admin/login/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", "zimnik")
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    for name, path in DESK.items():
        page.goto(paper.url + path.format(pk=pk), wait_until="networkidle")
        keep(page, name)


def keep(page, name, folder=FOLDER):
    """Store what the window (or a part of it) shows: sharp on paper, light in git."""
    whole = getattr(page, "page", page)
    whole.evaluate(SAY_IT_IN_RUSSIAN)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    whole.evaluate(SAY_IT_AS_BEFORE)
    if folder == FOLDER:
        size = (shot.width * 3 // 4, shot.height * 3 // 4)
        shot = shot.resize(size, Image.Resampling.LANCZOS)
    shot.save(folder / f"{name}.webp", quality=72, method=6)
    print(f"{name}.webp", flush=True)


if __name__ == "__main__":
    main()
