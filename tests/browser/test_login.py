"""Logging in with a real browser: app, recovery code, passkey, a paper that insists on them."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.accounts.people import code_of

from . import axe
from .newspaper import running

PASSWORD = "tri-dnya-pogoda"
PEOPLE = f"""
from accounts.models import User
from paper.models import Paper
for name in ("phone", "key", "new"):
    User.objects.create_superuser(name, password={PASSWORD!r})
Paper.objects.create(name="Зимник")
"""
INSIST = """
from paper.models import Paper
paper = Paper.objects.get()
paper.staff_need_second_factor = True
paper.save()
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory, browser_type_launch_args):
    with running(tmp_path_factory.mktemp("logins"), PEOPLE) as paper:
        yield paper


@pytest.fixture
def visit(paper, browser):
    """Return a function that opens the door in a new browser; nothing may complain there."""
    visitors = []

    def come(**how):
        # Passkeys need a name: a number is no place to them.
        url = paper.url.replace("127.0.0.1", "localhost")
        context = browser.new_context(base_url=url, locale="ru-RU", **how)
        visitors.append(Visitor(context.new_page()))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    assert [visitor.complaints for visitor in visitors if visitor.complaints] == []


class Visitor:
    def __init__(self, page):
        self.page = page
        self.complaints = []
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def log_in(self, name, password=PASSWORD):
        self.page.goto("/admin/login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", password)
        with self.page.expect_navigation():
            self.press("Войти")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def type_code(self, code, button="Подтвердить"):
        self.page.get_by_label("Код", exact=True).fill(code)
        self.press(button)

    def log_out(self):
        self.page.goto("/admin/my-login/")
        self.page.locator("#account summary").click()
        with self.page.expect_navigation():
            self.press("Выйти")

    def is_in(self):
        self.arrive("/admin/")
        return self.page.locator("#account").is_visible()

    def arrive(self, path):
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)

    def set_up_app(self):
        """Return the secret on the phone and the recovery codes."""
        self.page.get_by_text("Или введите ключ вручную").click()
        secret = self.page.locator(".key").inner_text()
        self.type_code(code_of(secret), "Подключить")
        self.arrive("/admin/my-login/recovery-codes/")
        return secret, self.page.locator(".codes code").all_inner_texts()

    def has_device(self):
        """Plug in a key that has a finger on it."""
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("WebAuthn.enable")
        device = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": device})

    def barriers(self):
        """Return what axe finds, and whether something is too wide."""
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return [*map(axe.said, axe.violations(self.page)), *(["too wide"] if wide else [])]


def test_the_phone_of_an_editor_and_the_list_in_the_drawer(visit):
    editor = visit()
    editor.log_in("phone", "not this")
    expect(editor.page.get_by_text("Имя или пароль не подошли.")).to_be_visible()
    editor.log_in("phone")
    assert editor.is_in()
    editor.page.locator("#account summary").click()
    editor.follow("Мой вход")
    editor.follow("Подключить")
    assert editor.page.locator(".qr").evaluate("image => image.naturalWidth") > 0
    secret, codes = editor.set_up_app()
    assert len(codes) == 10
    with editor.page.expect_download() as download:
        editor.press("Скачать")
    assert download.value.suggested_filename == "запасные коды.txt"
    kept = download.value.path().read_text()
    assert "Зимник, phone" in kept and all(code in kept for code in codes)
    editor.follow("Готово, коды сохранены")
    editor.log_out()

    editor.log_in("phone")
    editor.type_code("000000")
    expect(editor.page.get_by_text("Код не подошёл.")).to_be_visible()
    editor.type_code(code_of(secret, ahead=1))
    assert editor.is_in()
    editor.log_out()

    editor.log_in("phone")
    editor.type_code(f"{codes[0][:4]} {codes[0][4:]}")
    assert editor.is_in()
    editor.page.goto("/admin/my-login/")
    expect(editor.page.get_by_text(re.compile("Осталось 9 кодов"))).to_be_visible()


def test_a_passkey_instead_of_password_and_code(visit, paper):
    editor = visit()
    editor.has_device()
    editor.log_in("key")
    editor.page.goto("/admin/my-login/")
    editor.follow("Добавить ключ")
    editor.page.fill("#id_name", "Телефон")
    editor.press("Добавить ключ")
    editor.arrive("/admin/my-login/recovery-codes/")
    editor.log_out()

    editor.page.goto("/admin/login/?next=/admin/my-login/")
    editor.press("Ключ доступа вместо пароля")
    editor.arrive("/admin/my-login/")
    expect(editor.page.get_by_text("Телефон", exact=True)).to_be_visible()
    editor.log_out()

    editor.log_in("key")
    editor.press("Подтвердить ключом")
    assert editor.is_in()

    # At a bare number no browser gives out a passkey: none is offered.
    editor.page.goto(f"{paper.url}/admin/login/")
    assert editor.page.get_by_role("button").all_inner_texts()[-1] == "Войти"

    stranger = visit()
    stranger.log_in("key")
    stranger.arrive("/admin/login/code/")
    stranger.page.goto("/admin/")
    assert "/admin/login/" in stranger.page.url


def test_a_paper_that_insists_lets_nobody_past_the_set_up(visit, paper):
    # The last test of this file: from here on the paper insists.
    paper.tell(INSIST)
    editor = visit(viewport={"width": 390, "height": 844}, color_scheme="dark")
    editor.page.goto("/admin/login/")
    assert editor.barriers() == []
    editor.log_in("new")
    editor.arrive("/admin/my-login/")
    expect(editor.page.get_by_text("Газета требует от всех второй фактор.")).to_be_visible()
    assert editor.barriers() == []
    editor.page.goto("/admin/articles/article/")
    assert editor.page.url.endswith("/my-login/")
    editor.follow("Подключить")
    assert editor.barriers() == []
    editor.set_up_app()
    assert editor.barriers() == []
    editor.follow("Готово, коды сохранены")
    assert editor.barriers() == []
    editor.page.goto("/admin/articles/article/")
    assert editor.page.url.endswith("/articles/article/")
