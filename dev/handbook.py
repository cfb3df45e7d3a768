"""The pictures of docs/handbook: what an editor of the demo sees, one scene after another."""

from dataclasses import dataclass

WINDOW = {"width": 1120, "height": 760}
PASSWORD = "zimnik"
STORIES = "/admin/articles/article/"


@dataclass
class Newsroom:
    """The desks of the demo. keep: called with a page (or a part of it) and the picture's name."""

    browser: object
    url: str
    keep: object

    def sit(self, login):
        """Return a page on which `login` has come in."""
        context = self.browser.new_context(
            base_url=self.url, locale="ru-RU", viewport=WINDOW, device_scale_factor=1.5
        )
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("[name=username]", login)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        return page

    def open(self, page, headline):
        page.goto(f"{STORIES}?q={headline}")
        page.locator("#result_list a", has_text=headline).first.click()
        page.wait_for_selector(".ProseMirror")
        page.wait_for_load_state("networkidle")


def take(browser, url, keep):
    """Take every picture of the handbook. It changes stories of the demo."""
    room = Newsroom(browser, url, keep)
    for scene in (writing, publishing, scheduling, conflicts, pictures):
        scene(room)


def writing(room):
    page = room.sit("reporter")
    page.wait_for_load_state("networkidle")
    room.keep(page, "first-page")
    room.open(page, "Рыбный ряд")
    room.keep(page, "form")
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.insert_text(' Продавцы говорят: "Рыба - не цветы", 3 кг чира просят № 5.')
    page.get_by_role("button", name="Типограф").click()
    page.get_by_role("dialog").wait_for()
    room.keep(page, "typography")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    page.fill("#id_kicker", "Рынок")
    page.get_by_text("Нет связи").wait_for()
    page.evaluate("scrollTo(0, 0)")
    room.keep(page, "offline")


def publishing(room):
    page = room.sit("chief")
    page.goto(f"{STORIES}add/")
    page.wait_for_selector(".ProseMirror")
    page.fill("#id_headline", "Вешки на переправе заменят")
    page.locator(".command [name=_publish]").click()
    page.locator("#missing").wait_for()
    room.keep(page, "missing")
    room.open(page, "Мост пока")
    room.keep(page, "newer-draft")
    page.get_by_role("link", name="Просмотр").click()
    page.frame_locator("section.look iframe").locator("h1").wait_for()
    room.keep(page, "preview")
    page.get_by_role("link", name="История").first.click()
    page.locator(".diff-text").first.wait_for()
    room.keep(page, "history")


def scheduling(room):
    page = room.sit("chief")
    room.open(page, "Лыжня откроется")
    plan = page.locator("fieldset", has=page.locator("#g-plan"))
    room.keep(plan, "plan")
    page.goto("/admin/calendar/")
    page.wait_for_load_state("networkidle")
    room.keep(page, "calendar")


def conflicts(room):
    first, second = room.sit("editor"), room.sit("chief")
    for page in (first, second):
        room.open(page, "Котельная")
    first.locator(".command .people").wait_for()
    room.keep(first.locator(".command"), "presence")
    first.fill("#id_lead", "Ночью на Причальной меняют насос. До утра батареи будут тёплыми.")
    first.locator("#save").click()
    first.locator(".messagelist").wait_for()
    second.fill("#id_headline", "Котельная на Причальной просит тишины до утра")
    second.fill("#id_lead", "Сегодня ночью меняют насос: батареи будут тёплыми, а не горячими.")
    second.locator("#save").click()
    second.locator("fieldset input[type=radio]").first.wait_for()
    room.keep(second, "two-texts")


def pictures(room):
    page = room.sit("photo")
    page.goto("/admin/images/image/?q=лёд")
    page.locator(".picture-card").first.click()
    page.locator("picture-panel .is-movable").wait_for()
    page.wait_for_load_state("networkidle")
    room.keep(page, "library")
    page.get_by_role("link", name="Открыть страницу снимка").click()
    page.wait_for_url("**/change/")
    page.locator("focal-point .is-movable").wait_for()
    room.keep(page, "focal-point")
