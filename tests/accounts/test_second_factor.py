"""“My login”, and the paper that asks everybody at its desk for a second factor."""

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.sealing import unseal
from newsroom.second_factor import SecondFactorMiddleware
from paper.models import Paper
from tests.factories import publish_article

from .people import (
    CODE,
    LOGIN,
    MINE,
    code_of,
    factors_of,
    give_app,
    give_recovery_codes,
    log_in,
    make_editor,
)

# What a factor is worth no database decides.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
APP = f"{MINE}app/"
CODES = f"{MINE}recovery-codes/"
NOTHING_OPENS = [
    "/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/accounts/user/",
    "/admin/autocomplete/", "/admin/writing/stories.json", "/admin/writing/embed.json",
    "/admin/jsi18n/", "/admin/password_change/", "/admin/paper/paper/1/change/",
    "/admin/images/image/picker/", "/admin/nowhere/",
]  # fmt: skip


@pytest.fixture
def strict_paper():
    Paper.objects.create(name="Зимник", staff_need_second_factor=True)


def set_up_app(client):
    """Do what the page of the app asks; return the answer and the secret on the phone."""
    page = client.get(APP).content.decode()
    secret = re.search(r'class="key">(\w+)<', page).group(1)
    return client.post(APP, {"code": code_of(secret)}), secret


def test_an_app_is_set_up_with_a_square_drawn_by_the_desk_itself(client):
    person = make_editor(username="sargy")
    Paper.objects.create(name="Зимник")
    log_in(client, person)
    page = client.get(APP).content.decode()
    square = re.search(r'src="data:image/svg\+xml;base64,([\w+/=]+)"', page).group(1)
    assert b"<svg" in base64.b64decode(square)
    assert "http" not in re.sub(r"http://(www.w3.org|testserver)", "", page)
    answer, secret = set_up_app(client)
    assert answer.headers["Location"] == CODES
    assert factors_of(person) == ["recovery_codes", "totp"]
    visitor = Client()
    assert log_in(visitor, person).headers["Location"] == CODE
    visitor.post(CODE, {"code": code_of(secret, ahead=1)})
    assert visitor.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up_and_keeps_the_square(client):
    person = make_editor()
    log_in(client, person)
    key = re.compile(r'class="key">(\w+)<')
    before = key.search(client.get(APP).content.decode()).group(1)
    page = client.post(APP, {"code": "000000"}).content.decode()
    assert "Код не подошёл" in page
    assert key.search(page).group(1) == before
    assert factors_of(person) == []


def test_recovery_codes_are_shown_once(client):
    person = make_editor()
    log_in(client, person)
    set_up_app(client)
    codes = re.findall(r"<li><code>(\d{8})<", client.get(CODES).content.decode())
    assert len(set(codes)) == 10
    again = client.get(CODES).content.decode()
    assert not re.search(r"\d{8}", re.sub(r'"[^"]*"', "", again))
    client.post(f"{CODES}new/")
    fresh = re.findall(r"<li><code>(\d{8})<", client.get(CODES).content.decode())
    assert len(fresh) == 10 and not set(fresh) & set(codes)


def test_who_has_been_in_for_a_while_proves_it_again(client):
    person = make_editor()
    secret = give_app(person)
    client.force_login(person)
    for page in (f"{APP}removal/", f"{MINE}passkeys/new/", f"{CODES}new/"):
        assert client.get(page).headers["Location"].startswith("/admin/login/again/")
    again = f"/admin/login/again/code/?next={APP}removal/"
    assert client.post(again, {"code": "000000"}).status_code == 200
    assert client.post(f"{APP}removal/").status_code == 302
    assert factors_of(person) == ["totp"]
    # What was pressed is done as soon as it is clear who pressed it.
    assert client.post(again, {"code": code_of(secret)}).headers["Location"] == MINE
    assert factors_of(person) == []


def test_nobody_touches_the_passkey_of_somebody_else(client):
    other = make_editor()
    data = {"name": "Телефон", "credential": {}}
    key = Authenticator.objects.create(user=other, type="webauthn", data=data)
    log_in(client, make_editor())
    for page in (f"{MINE}passkeys/{key.pk}/", f"{MINE}passkeys/{key.pk}/removal/"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "x"}).status_code == 404
    assert factors_of(other) == ["webauthn"]


def test_a_copy_of_the_database_holds_no_secret(client, settings):
    person = make_editor()
    secret = give_app(person)
    codes = give_recovery_codes(person)
    stored = "".join(str(row.data) for row in Authenticator.objects.all())
    assert secret not in stored
    assert not any(code in stored for code in codes)
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == secret
    settings.SECRET_KEY_FALLBACKS = []
    log_in(client, person)
    page = client.post(CODE, {"code": code_of(secret)})
    assert "Второй фактор больше не читается" in page.content.decode()


# --- the paper asks for it ------------------------------------------------------------------------


@pytest.mark.parametrize("is_superuser", [False, True])
def test_without_a_second_factor_nothing_opens(client, strict_paper, is_superuser):
    client.force_login(make_editor(is_superuser=is_superuser))
    for address in NOTHING_OPENS:
        assert client.get(address).headers["Location"] == MINE, address
        assert client.post(address, {"x": "1"}).status_code == 403, address
        assert client.put(address).status_code == 403, address
        assert client.get(address, headers={"accept": "application/json"}).status_code == 302
    page = client.get(MINE).content.decode()
    assert "Газета требует от всех второй фактор" in page
    assert reverse("admin:articles_article_changelist") not in page


def test_pictures_of_unpublished_stories_do_not_open_either(client, strict_paper, rf):
    person = make_editor(is_superuser=True)
    seen = []
    middleware = SecondFactorMiddleware(lambda request: seen.append(request.user.is_staff))
    for _ in range(2):
        request = rf.get("/media/r/00/x.webp")
        request.user = person
        middleware(request)
        give_app(person) if len(seen) == 1 else None
    assert seen == [False, True]


def test_the_set_up_opens_the_desk(client, strict_paper):
    person = make_editor()
    assert log_in(client, person).status_code == 302
    answer, _secret = set_up_app(client)
    assert answer.headers["Location"] == CODES
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, strict_paper):
    person = make_editor()
    give_recovery_codes(person)
    client.force_login(person)
    assert client.get("/admin/").headers["Location"] == MINE


def test_whoever_sets_nothing_up_can_still_leave(client, strict_paper):
    client.force_login(make_editor())
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").headers["Location"].startswith(LOGIN)


def test_an_editor_in_chief_asks_for_it_in_the_desk(client, django_user_model):
    Paper.objects.create(name="Зимник")
    chief = make_editor(is_superuser=True)
    client.force_login(chief)
    address = reverse("admin:paper_paper_change", args=[1])
    form = client.get(address).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None}
    assert client.post(address, sent | {"staff_need_second_factor": "on"}).status_code == 302
    assert Paper.objects.get().staff_need_second_factor
    assert client.get("/admin/").headers["Location"] == MINE


def test_the_desk_costs_one_query_more_where_it_is_asked_for(
    client, strict_paper, django_assert_max_num_queries
):
    person = make_editor()
    give_app(person)
    client.force_login(person)
    client.get("/admin/")
    with django_assert_max_num_queries(12):
        client.get("/admin/")


def test_readers_notice_nothing_of_logins(client, strict_paper, django_assert_max_num_queries):
    address = publish_article().get_absolute_url()
    client.get(address)
    for path, most in ((address, 6), ("/", 8), ("/nothing/", 6)):
        with django_assert_max_num_queries(most):
            page = client.get(path)
        assert not page.cookies
        assert "Cookie" not in page.get("Vary", "")


def test_a_lost_phone_is_no_lost_login(client, capsys, caplog):
    person = make_editor(username="sargy")
    give_app(person)
    give_recovery_codes(person)
    call_command("reset_second_factor", "sargy")
    assert factors_of(person) == []
    assert "sargy" in caplog.text
    assert "password alone" in capsys.readouterr().out
    assert log_in(client, person).headers["Location"] == "/admin/"
    call_command("reset_second_factor", "sargy")
    assert "no second factor" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
