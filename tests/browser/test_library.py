"""The desk's picture library, as an editor at a desk and one on a phone use it."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.images.pictures import BLUE, decode, draw, encode, looks_like

from . import axe
from .newspaper import running, sign_in
from .test_sweep import widest

SEED = """
from accounts.models import User
from images.models import Image
from tests.factories import make_author, make_rubric, publish_article
from tests.images.pictures import make_image
User.objects.create_superuser("photo", password="x")
ice = make_image(900, 600, title="Лёд на Лене", alt="Лёд", credit="Павел Громов", focal_x=30)
publish_article(picture=ice, headline="Лена встала раньше")
make_author("Айталина Корякина", photo=make_image(600, 600, title="Портрет", alt="Айталина"))
make_image(900, 600, title="Ярмарка", licence="press", credit="Мэрия")
"""

DROP = """async (files) => {
    const dropped = new DataTransfer();
    for (const [name, type, bytes] of files) {
        const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        dropped.items.add(new File([content], name, { type }));
    }
    const grid = document.getElementById("picture-grid");
    for (const kind of ["dragenter", "dragover", "drop"]) {
        grid.dispatchEvent(new DragEvent(kind, {
            dataTransfer: dropped, bubbles: true, cancelable: true,
        }));
        if (kind === "dragover") {
            window.wasInvited = document.querySelector(".picture-dropzone").matches(".is-over");
        }
    }
}"""


@pytest.fixture(scope="module")
def newspaper(tmp_path_factory, browser_type_launch_args):
    with running(tmp_path_factory.mktemp("library"), SEED) as newspaper:
        yield newspaper


@pytest.fixture(scope="module")
def logged_in(browser, newspaper):
    context = browser.new_context(base_url=newspaper.url, locale="ru-RU", reduced_motion="reduce")
    with context.new_page() as page:
        sign_in(page, "photo", "x", then="/admin/images/image/")
    yield context
    context.close()


@pytest.fixture
def desk(logged_in):
    with logged_in.new_page() as page:
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console", lambda said: page.errors.append(said.text) if "Policy" in said.text else None
        )
        page.goto("/admin/images/image/")
        yield page
        assert page.errors == []


def picture(number):
    drawn = draw(300, 200)
    drawn.putpixel((0, 0), (number, 0, 0))
    return encode(drawn, "PNG")


def drop(page, *files):
    sent = [(name, "image/png", base64.b64encode(data).decode()) for name, data in files]
    page.evaluate(DROP, sent)


def rows(page, state):
    return page.locator(f".picture-uploads .is-{state}")


def cards(page):
    return page.locator(".picture-card b")


def test_ten_files_dropped_on_the_grid_each_have_an_answer(desk):
    shown = desk.locator(".picture-card").count()
    files = [(f"снимок-{number}.png", picture(number)) for number in range(1, 9)]
    drop(desk, *files, ("снимок-1-копия.png", picture(1)), ("план.heic", b"not one of ours"))
    assert desk.evaluate("window.wasInvited")
    done = desk.locator(".picture-sending [role=status]")
    # Ten files one after another, by two cores that others use as well.
    expect(done).to_have_text("Готово 10 из 10", timeout=20_000)
    expect(rows(desk, "added")).to_have_count(8)
    refused = rows(desk, "refused")
    expect(refused).to_contain_text("план.heic")
    expect(refused).to_contain_text("Сохраните как JPEG")
    known = rows(desk, "known")
    expect(known).to_contain_text("уже есть в библиотеке")
    first = rows(desk, "added").first.locator("a").get_attribute("href")
    assert known.locator("a").get_attribute("href") == first
    assert known.locator("a").inner_text().startswith("Открыть тот, что от ")
    # The grid shows them without being loaded again.
    expect(desk.locator(".picture-card")).to_have_count(shown + 8)


def test_a_file_on_its_way_is_canceled_and_so_is_one_that_waits(desk):
    held = []
    desk.route("**/image/add/", lambda route: held.append(route))
    drop(desk, ("один.png", picture(21)), ("два.png", picture(22)), ("три.png", picture(23)))
    expect(desk.locator(".picture-uploads progress")).to_have_count(3)
    desk.get_by_role("button", name="Отменить два.png").click()
    desk.get_by_role("button", name="Отменить один.png").click()
    expect(rows(desk, "canceled")).to_have_count(2)
    expect(desk.get_by_role("button", name="Отменить три.png")).to_be_visible()
    desk.wait_for_timeout(100)
    held[-1].continue_()
    expect(rows(desk, "added")).to_contain_text("три.png")
    desk.unroute("**/image/add/")


def test_whoever_was_logged_out_and_whoever_sends_too_much_are_told(desk):
    desk.route("**/image/add/", lambda route: route.fulfill(status=403, body=""))
    drop(desk, ("а.png", picture(31)))
    expect(rows(desk, "refused")).to_contain_text("Войдите снова")
    desk.evaluate("document.querySelector('picture-upload').dataset.maxBytes = 10")
    drop(desk, ("б.png", picture(32)))
    expect(rows(desk, "refused").last).to_contain_text("больше 20 МБ")


def test_without_scripts_several_files_are_sent_by_the_form(browser, logged_in, newspaper):
    with browser.new_context(
        base_url=newspaper.url, locale="ru-RU", java_script_enabled=False,
        storage_state=logged_in.storage_state(),
    ) as context:  # fmt: skip
        page = context.new_page()
        page.goto("/admin/images/image/")
        page.set_input_files("#picture-files", [
            {"name": f"{number}.png", "mimeType": "image/png", "buffer": picture(number)}
            for number in (41, 42)
        ])  # fmt: skip
        page.get_by_role("button", name="Загрузить").click()
        expect(page.locator(".picture-uploads .is-added")).to_have_count(2)


def test_pictures_are_found_by_credit_licence_use_and_words(desk):
    desk.fill("#filter-credit", "громов")
    desk.get_by_role("button", name="Показать", exact=True).click()
    expect(cards(desk)).to_have_text(["Лёд на Лене"])
    assert desk.input_value("#filter-credit") == "громов"
    expect(desk.locator("#known-credit option")).to_have_count(3)
    desk.get_by_role("link", name="Показать все").click()
    desk.select_option("#filter-licence", "press")
    desk.get_by_role("button", name="Показать", exact=True).click()
    expect(cards(desk)).to_have_text(["Ярмарка"])
    desk.goto("/admin/images/image/?use=used")
    expect(cards(desk)).to_have_text(["Портрет", "Лёд на Лене"])
    desk.goto("/admin/images/image/?since=2001-01-01&until=2001-12-31")
    expect(desk.get_by_role("heading", name="Таких снимков нет")).to_be_visible()
    assert desk.input_value("#filter-since") == "2001-01-01"
    desk.goto("/admin/images/image/?q=ЛЕД+лене")
    expect(cards(desk)).to_have_text(["Лёд на Лене"])


def test_the_grid_is_walked_by_keys(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    at = "[...document.querySelectorAll('.picture-card')].indexOf(document.activeElement)"
    assert desk.evaluate(at) == 0
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.id") == "searchbar"
    desk.keyboard.type("jk/")
    assert desk.input_value("#searchbar") == "jk/"


def beside(page):
    """Return the panel of the chosen picture."""
    return page.get_by_role("region", name="Выбранный снимок")


def test_a_picture_is_described_beside_the_grid_and_taken_back_by_keys(desk):
    desk.goto("/admin/images/image/?q=портрет")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    panel = beside(desk)
    expect(panel.get_by_role("heading", name="Портрет")).to_be_focused()
    expect(panel).to_contain_text("Айталина Корякина")
    panel.get_by_label("подпись").focus()
    desk.keyboard.type("Айталина в редакции")
    panel.locator(".picture-point").focus()
    desk.keyboard.press("Shift+ArrowLeft")
    expect(panel.locator("#panel_focal_x")).to_have_value("40")
    panel.get_by_role("button", name="Сохранить").press("Enter")
    expect(panel.get_by_role("status")).to_have_text("Сохранено.")
    expect(panel.locator("#panel_caption")).to_have_value("Айталина в редакции")
    panel.get_by_role("button", name="Отменить").press("Enter")
    expect(panel.get_by_role("status")).to_have_text("Всё снова как было.")
    expect(panel.locator("#panel_caption")).to_have_value("")
    expect(panel.locator("#panel_focal_x")).to_have_value("50")
    desk.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(desk.locator(".picture-card")).to_be_focused()


def test_what_was_typed_is_saved_when_another_picture_is_chosen(desk):
    desk.goto("/admin/images/image/?q=ярмарка")
    desk.click(".picture-card")
    panel = beside(desk)
    panel.get_by_label("название").fill("Ярмарка у реки")
    panel.locator("#panel_focal_x").fill("400")
    panel.get_by_role("button", name="Сохранить").click()
    expect(panel.get_by_role("alert")).to_contain_text("Не сохранено")
    expect(panel.locator("#panel_title")).to_have_value("Ярмарка у реки")
    panel.locator("#panel_focal_x").fill("40")
    desk.route("**/panel/", lambda route: route.abort())
    panel.get_by_role("button", name="Сохранить").click()
    expect(panel.get_by_role("status")).to_contain_text("Не дошло до сервера")
    desk.unroute("**/panel/")
    panel.get_by_role("button", name="Закрыть").click()
    expect(desk.locator(".picture-card b")).to_have_text("Ярмарка у реки")
    desk.click(".picture-card")
    panel.get_by_label("название").fill("Ярмарка")
    panel.get_by_role("button", name="Сохранить").click()
    expect(desk.locator(".picture-card b")).to_have_text("Ярмарка")
    assert barriers(desk) == []


def test_on_a_phone_a_picture_opens_its_own_page(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.click(".picture-card")
    desk.wait_for_url("**/change/")


def test_a_picture_tells_where_it_stands_and_its_file_is_replaced(desk, newspaper):
    desk.goto("/admin/images/image/?q=лёд")
    expect(desk.locator(".picture-places")).to_have_text("в 1 месте")
    desk.click(".picture-card")
    desk.get_by_role("link", name="Открыть страницу снимка").click()
    desk.wait_for_url("**/change/")
    address = desk.url
    expect(desk.get_by_role("link", name="Лена встала раньше")).to_be_visible()
    expect(desk.get_by_role("link", name="Удалить")).to_have_count(0)
    before = desk.locator(".picture-crops img").first.evaluate("image => image.src")
    desk.get_by_role("link", name="Заменить файл").click()
    drawn = draw(1200, 800)
    drawn.paste(BLUE, (0, 0, 1200, 800))
    new = {"name": "новый.jpg", "mimeType": "image/jpeg", "buffer": encode(drawn)}
    desk.set_input_files("#picture-file", new)
    desk.get_by_role("button", name="Заменить файл").click()
    assert desk.url == address
    expect(desk.locator(".messagelist")).to_contain_text("Файл заменён")
    assert desk.input_value("#id_credit") == "Павел Громов"
    assert desk.input_value("#id_focal_x") == "30"
    reader = desk.request.get(before)
    shown = decode(reader.body())
    assert reader.url != before
    assert looks_like(shown, (10, 10), BLUE)
    desk.goto("/")
    key = re.search(r"/([0-9a-f]{16})-", reader.url)[1]
    assert key in desk.content()


@pytest.mark.parametrize("address", ["", "?q=нет+такого", "{}/change/", "{}/file/", "add/"])
def test_everybody_can_use_it(desk, address):
    pk = re.search(r"/(\d+)/change", desk.locator(".picture-card").last.get_attribute("href"))[1]
    desk.goto("/admin/images/image/" + address.format(pk))
    if not address:
        drop(desk, ("снимок.png", picture(1)), ("план.heic", b"x"))
        expect(desk.locator(".picture-sending [role=status]")).to_have_text("Готово 2 из 2")
    assert barriers(desk) == []


def barriers(page):
    """Return what keeps somebody from using `page`, by day at a desk and by night on a phone."""
    found = []
    for width, theme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=theme)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"too wide at {width} px: {widest(page)}")
        wrong = axe.violations(page, axe.WCAG)
        found += [f"{width} px, {theme}: {axe.said(violation)}" for violation in wrong]
    return found
