"""The door of the desk: who comes in, who does not, and how often one may be wrong."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import throttle
from accounts.models import Attempt

from .people import CODE, LOGIN, MINE, code_of, give_app, give_recovery_codes, log_in, make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def is_in(client):
    return client.get("/admin/").status_code == 200


def fail(client, person, times=throttle.MOST, **extra):
    return [log_in(client, person, "wrong", **extra).status_code for _ in range(times)]


def test_name_and_password_open_the_desk(client):
    assert log_in(client, make_editor()).headers["Location"] == "/admin/"
    assert is_in(client)


def test_the_door_leads_where_one_wanted_to_go_but_never_off_the_site(client):
    person = make_editor()
    sent = {"username": person.username, "password": "x"}
    for wanted, found in {
        "/admin/articles/article/": "/admin/articles/article/",
        "https://elsewhere.example/": "/admin/",
        "//elsewhere.example/": "/admin/",
        "http://other.localhost/": "/admin/",
        "javascript:alert(1)": "/admin/",
    }.items():
        assert Client().post(LOGIN, sent | {"next": wanted}).headers["Location"] == found


def test_nobody_learns_whether_a_login_exists(client):
    reader, gone = make_editor(), make_editor(is_active=False)
    reader.is_staff = False
    reader.save()
    pages = [
        log_in(Client(), reader),
        log_in(Client(), gone),
        log_in(Client(), make_editor(), "wrong"),
        client.post(LOGIN, {"username": "nobody", "password": "x"}),
    ]
    assert {page.status_code for page in pages} == {200}
    assert all("Имя или пароль не подошли" in page.content.decode() for page in pages)


@pytest.mark.parametrize(
    "address",
    ["signup/", "password/reset/", "login/code/confirm/", "email/", "social/", "my-login/email/"],
)
def test_nobody_signs_up_and_no_letter_opens_the_desk(client, address):
    log_in(client, make_editor())
    assert client.get(f"/admin/{address}").status_code == 404
    assert client.post(f"/admin/{address}", {"email": "a@b.example"}).status_code in {403, 404}


def test_after_ten_failures_the_right_password_waits_too(client):
    person = make_editor()
    assert fail(client, person) == [200] * 10
    refused = log_in(client, person)
    assert refused.status_code == 429
    assert "Слишком много неудачных попыток. Попробуйте снова через 15 минут." in (
        refused.content.decode()
    )
    with time_machine.travel(timezone.now() + throttle.WINDOW + timedelta(seconds=1)):
        assert log_in(client, person).status_code == 302


def test_an_outsider_locks_nobody_out(client):
    person, other = make_editor(), make_editor()
    fail(client, person, 12, **ELSEWHERE)
    assert log_in(client, person, **ELSEWHERE).status_code == 429
    assert log_in(client, other, **ELSEWHERE).status_code == 302
    assert log_in(client, person).status_code == 302


def test_other_spellings_of_a_name_are_no_new_attempts(client):
    person = make_editor(username="ivanov")
    for name in ("ivanov", "IVANOV", "Ivanov ", "ｉvanov") * 3:
        client.post(LOGIN, {"username": name, "password": "wrong"})
    assert log_in(client, person).status_code == 429


def test_all_addresses_of_one_household_count_as_one(client):
    person = make_editor()
    for number in range(11):
        log_in(client, person, "wrong", REMOTE_ADDR=f"2001:db8::{number:x}")
    assert log_in(client, person, REMOTE_ADDR="2001:db8::ff").status_code == 429
    assert log_in(client, person, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_one_password_tried_with_many_names_meets_an_end(client):
    for number in range(throttle.MOST_OF_AN_ADDRESS):
        throttle.begin(f"user-{number}", throttle.ipaddress.ip_address("198.51.100.7"))
    assert log_in(client, make_editor(), **ELSEWHERE).status_code == 429
    assert log_in(client, make_editor()).status_code == 302


def test_whoever_forgot_is_told_how_often_it_may_still_go_wrong(client):
    person = make_editor()
    fail(client, person, 6)
    assert "осталось 3 попытки" in log_in(client, person, "wrong").content.decode()


def test_what_was_right_is_not_counted_and_what_is_old_is_forgotten(client):
    person = make_editor()
    for _ in range(throttle.MOST + 5):
        assert log_in(client, person).status_code == 302
        client.logout()
    assert not Attempt.objects.exists()
    fail(client, person, 3)
    with time_machine.travel(timezone.now() + throttle.WINDOW + timedelta(seconds=1)):
        fail(client, person, 1)
        assert Attempt.objects.count() == 1


def test_nothing_typed_at_the_door_is_kept(client):
    client.post(LOGIN, {"username": "мой-пароль", "password": "wrong"})
    attempt = Attempt.objects.get()
    assert "мой-пароль" not in f"{vars(attempt)}"
    assert "127.0.0.1" not in f"{vars(attempt)}"


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_the_same_moment_ten_are_heard():
    heard = []

    def knock():
        try:
            throttle.begin("editor")
            heard.append(1)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=knock) for _ in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(heard) <= throttle.MOST


def test_who_is_switched_off_is_out_with_the_next_press(client):
    person = make_editor(is_superuser=True)
    log_in(client, person)
    assert is_in(client)
    person.is_active = False
    person.save()
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert client.post("/admin/articles/article/add/").status_code == 302


def test_who_loses_a_role_loses_its_pages_at_once(client):
    person = make_editor()
    person.groups.set([Group.objects.get(name="chief")])
    log_in(client, person)
    assert client.get("/admin/paper/paper/", follow=True).status_code == 200
    person.groups.set([Group.objects.get(name="reporter")])
    assert client.get("/admin/paper/paper/").status_code == 403
    person.is_staff = False
    person.save()
    assert client.get("/admin/").status_code == 302
    page = client.get(LOGIN)
    assert "этой учётной записи страница недоступна" in page.content.decode()


def test_who_may_not_enter_does_not_stand_in_the_way_of_who_may(client):
    outsider, editor = make_editor(), make_editor()
    secret = give_app(editor)
    log_in(client, outsider)
    outsider.is_staff = False
    outsider.save()
    assert log_in(client, editor).headers["Location"] == CODE
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)


def test_a_new_password_ends_every_other_session_and_no_other(client):
    person, elsewhere = make_editor(), Client()
    log_in(client, person)
    log_in(elsewhere, person)
    sent = {"oldpassword": "x", "password1": "snegopad-na-lene", "password2": "snegopad-na-lene"}
    assert client.post("/admin/password_change/", sent).headers["Location"] == MINE
    assert is_in(client)
    assert not is_in(elsewhere)
    assert log_in(Client(), person, "snegopad-na-lene").status_code == 302


def test_the_present_password_is_not_guessed_at_a_desk_left_open(client):
    person = make_editor()
    log_in(client, person)
    sent = {"oldpassword": "wrong", "password1": "snegopad-na", "password2": "snegopad-na"}
    for _ in range(throttle.MOST):
        page = client.post("/admin/password_change/", sent)
        assert "Нынешний пароль не подошёл" in page.content.decode()
    page = client.post("/admin/password_change/", sent | {"oldpassword": "x"})
    assert "Слишком много неудачных попыток" in page.content.decode()


def test_logging_out_ends_the_session(client):
    log_in(client, make_editor())
    assert client.post("/admin/logout/").status_code == 200
    assert not is_in(client)


# --- the second step ------------------------------------------------------------------------------


def test_the_code_of_the_app_is_the_second_step(client):
    person = make_editor()
    secret = give_app(person)
    assert log_in(client, person).headers["Location"] == CODE
    assert not is_in(client), "the password alone opens nothing"
    assert client.get(MINE).status_code == 302
    assert "Код не подошёл" in client.post(CODE, {"code": "000000"}).content.decode()
    assert not is_in(client)
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/admin/"
    assert is_in(client)


def test_the_wanted_page_outlives_the_second_step(client):
    person = make_editor()
    secret = give_app(person)
    wanted = "/admin/images/image/"
    client.post(LOGIN, {"username": person.username, "password": "x", "next": wanted})
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == wanted


@pytest.mark.parametrize(("ahead", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_wrong(client, ahead, fits):
    person = make_editor()
    secret = give_app(person)
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        log_in(client, person)
        client.post(CODE, {"code": code_of(secret, ahead=ahead)})
        assert is_in(client) is fits


def test_a_code_opens_the_desk_once(client):
    person = make_editor()
    secret = give_app(person)
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        code = code_of(secret)
        for visitor, fits in ((client, True), (Client(), False)):
            # Every process has a cache of its own.
            cache.clear()
            log_in(visitor, person)
            visitor.post(CODE, {"code": f"{code[:3]} {code[3:]}"})
            assert is_in(visitor) is fits


def test_a_recovery_code_opens_the_desk_once(client):
    person = make_editor()
    give_app(person)
    code = give_recovery_codes(person)[3]
    for visitor, fits in ((client, True), (Client(), False)):
        log_in(visitor, person)
        visitor.post(CODE, {"code": code})
        assert is_in(visitor) is fits


def test_codes_are_not_guessed_from_however_many_addresses(client):
    person = make_editor()
    secret = give_app(person)
    log_in(client, person)
    for number in range(throttle.MOST):
        client.post(CODE, {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{number}")
    page = client.post(CODE, {"code": code_of(secret)})
    assert "Слишком много неудачных попыток" in page.content.decode()
    assert not is_in(client)


def test_without_the_password_there_is_no_second_step(client):
    person = make_editor()
    secret = give_app(person)
    assert client.get(CODE).headers["Location"] == LOGIN
    client.post(CODE, {"code": code_of(secret)})
    assert not is_in(client)


def test_who_is_switched_off_between_the_steps_stays_outside(client):
    person = make_editor()
    secret = give_app(person)
    log_in(client, person)
    person.is_active = False
    person.save()
    client.post(CODE, {"code": code_of(secret)})
    assert not is_in(client)


@pytest.mark.parametrize(
    "credential",
    ["", "x", "1", "[]", "{}", "null", '{"response": 1}', '{"id": 5, "response": {}}',
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"AA",'
     '"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}',
     '{"id":"AA","rawId":"AA","type":"public-key","response":{"userHandle":"enp6enp6enp6enp6enp6eg",'
     '"clientDataJSON":"e30","authenticatorData":"AA","signature":"AA"}}'],
)  # fmt: skip
def test_a_made_up_passkey_is_refused_politely(client, credential):
    person = make_editor()
    give_app(person)
    page = client.get("/admin/login/passkey/", headers={"accept": "application/json"})
    assert page.json()["request_options"]["publicKey"]["userVerification"] == "required"
    answer = client.post("/admin/login/passkey/", {"credential": credential})
    assert answer.headers["Location"] == LOGIN
    log_in(client, person)
    client.get(CODE)
    assert client.post(CODE, {"credential": credential}).status_code == 200
    assert not is_in(client)
