"""A photograph goes into the library, has its focal point set, and is taken into a text."""

import pytest
from playwright.sync_api import expect

from tests.images.pictures import draw, encode

OPEN_PICKER = """() => new Promise((done) => {
    const callFunction = (number, url, facts) => done({ number, url, facts });
    window.CKEDITOR = { tools: { callFunction } };
    window.open("/admin/images/image/picker/?CKEditorFuncNum=-7");
})"""


@pytest.fixture
def desk(empty_newspaper, page):
    empty_newspaper.tell(
        "from accounts.models import User; User.objects.create_superuser('photo', password='x')"
    )
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console", lambda said: page.errors.append(said.text) if "Policy" in said.text else None
    )
    page.on(
        "response",
        lambda answer: (
            page.errors.append(answer.url)
            if answer.status >= 400 and "favicon" not in answer.url
            else None
        ),
    )
    page.goto(f"{empty_newspaper.url}/admin/login/?next=/admin/images/image/")
    page.fill("#id_username", "photo")
    page.fill("#id_password", "x")
    page.locator("#login-form [type=submit]").click()
    return page


def photograph(name, width=900):
    return {"name": name, "mimeType": "image/jpeg", "buffer": encode(draw(width, 600))}


def test_a_photograph_is_uploaded_aimed_and_taken_into_a_text(desk):
    desk.set_input_files("#picture-files", [
        photograph("лёд.jpg"),
        {"name": "план.heic", "mimeType": "image/heic", "buffer": b"not one of ours"},
    ])  # fmt: skip
    desk.wait_for_selector(".picture-uploads .is-added")
    desk.wait_for_selector(".picture-uploads .is-refused")
    desk.click(".picture-uploads .is-added a")

    desk.wait_for_selector("focal-point .is-movable")
    frame = desk.locator(".picture-focal > img").bounding_box()
    desk.mouse.click(frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.3)
    assert desk.input_value("#id_focal_x") in ("19", "20", "21")
    desk.fill("#id_focal_x", "50")
    desk.locator(".picture-point").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Shift+ArrowUp")
    assert desk.input_value("#id_focal_x") == "61"
    assert "61" in desk.get_attribute(".picture-point", "aria-label")
    crop = desk.locator('.picture-crops [data-across="1"] img')
    assert crop.evaluate("image => getComputedStyle(image).objectPosition") != "50% 50%"
    desk.fill("#id_alt", "Лёд на реке")
    desk.locator("[name=_save]").click()
    expect(desk.locator(".picture-card")).to_have_count(1)

    with desk.expect_popup() as opened:
        desk.evaluate(f"() => {{ window.told = ({OPEN_PICKER})(); }}")
    picker = opened.value
    picker.wait_for_selector(".picture-card")
    picker.wait_for_load_state()
    # It shuts itself, and a click is not told of by a page that is gone: nobody waits for that.
    picker.evaluate("() => void setTimeout(() => document.querySelector('.picture-card').click())")
    told = desk.evaluate("() => window.told")
    assert told["number"] == "-7"
    assert told["facts"]["alternative_text"] == "Лёд на реке"
    assert "-body-" in told["url"]

    with desk.expect_popup() as opened:
        desk.evaluate(f"() => {{ window.told = ({OPEN_PICKER})(); }}")
    picker = opened.value
    picker.set_input_files("#picture-file", photograph("каток.jpg", 1200))
    picker.wait_for_selector("focal-point .is-movable")
    picker.fill("#id_alt", "Каток")
    picker.fill("#id_caption", "Каток в парке")
    picker.evaluate("() => void setTimeout(() => document.querySelector('[type=submit]').click())")
    told = desk.evaluate("() => window.told")
    assert told["facts"]["caption"] == "Каток в парке"
    assert desk.errors == []
