"""People and their rights: nobody gives what is not theirs to give."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models import ProtectedError

from accounts.models import User
from accounts.roles import codes_of

from .people import make_person

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"
NEW = {
    "username": "novyi", "password1": "snegopad-na-lene", "password2": "snegopad-na-lene",
    "first_name": "Сардана", "last_name": "", "email": "", "language": "",
    "sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0,
}  # fmt: skip


def sent_for(user, **changes):
    kept = {
        "username": user.username, "first_name": user.first_name, "last_name": user.last_name,
        "email": user.email, "language": user.language, "is_active": "on",
        "roles": codes_of(user), "sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0,
    }  # fmt: skip
    return kept | changes


def test_the_administrator_takes_people_in_and_gives_roles(client, sit):
    sit("admin")
    client.post(f"{PEOPLE}add/", NEW | {"roles": ["editor"], "is_superuser": "on"})
    person = User.objects.get(username="novyi")
    assert codes_of(person) == ["editor"]
    assert person.is_staff and not person.is_superuser
    client.post(f"{PEOPLE}{person.pk}/change/", sent_for(person, roles=[]))
    person.refresh_from_db()
    assert not person.is_staff


def test_nobody_but_a_superuser_makes_a_superuser(client, sit):
    sit("admin")
    person = make_person("editor")
    client.post(
        f"{PEOPLE}{person.pk}/change/",
        sent_for(person, is_superuser="on", is_staff="on", user_permissions=["1"], groups=["1"]),
    )
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert codes_of(person) == ["editor"]

    client.force_login(make_person("editor", is_superuser=True))
    client.post(f"{PEOPLE}{person.pk}/change/", sent_for(person, is_superuser="on"))
    person.refresh_from_db()
    assert person.is_superuser


def test_a_superuser_is_out_of_the_administrators_reach(client, sit):
    sit("admin")
    root = make_person("admin", is_superuser=True)
    assert client.post(f"{PEOPLE}{root.pk}/change/", sent_for(root)).status_code == 403
    new = {"password1": NEW["password1"], "password2": NEW["password1"]}
    assert client.post(f"{PEOPLE}{root.pk}/password/", new).status_code == 403


def test_nobody_changes_their_own_rights(client, sit):
    me = sit("admin")
    client.post(f"{PEOPLE}{me.pk}/change/", sent_for(me, roles=["chief"], first_name="Я"))
    me.refresh_from_db()
    assert (me.first_name, codes_of(me), me.is_active) == ("Я", ["admin"], True)


def test_the_chief_invites_reporters_and_no_others(client, sit):
    sit("chief")
    page = client.post(f"{PEOPLE}add/", NEW | {"roles": ["editor"]})
    assert "roles" in page.context["adminform"].form.errors
    client.post(f"{PEOPLE}add/", NEW | {"roles": ["reporter"]})
    person = User.objects.get(username="novyi")
    assert codes_of(person) == ["reporter"]
    assert client.post(f"{PEOPLE}{person.pk}/change/", sent_for(person)).status_code == 403
    assert client.get(f"{PEOPLE}{person.pk}/password/").status_code == 403


@pytest.mark.parametrize("role", ["reporter", "editor", "photo_desk"])
def test_others_do_not_look_into_the_list_of_people(client, sit, role):
    sit(role)
    other = make_person("chief")
    for page in ("", "add/", f"{other.pk}/change/", f"{other.pk}/password/", f"{other.pk}/delete/"):
        assert client.get(PEOPLE + page).status_code == 403


def test_a_role_that_is_not_the_givers_to_give_stays(client, sit):
    sit("admin")
    person = make_person("editor")
    outside = person.groups.create(name="club")
    client.post(f"{PEOPLE}{person.pk}/change/", sent_for(person, roles=["reporter"]))
    assert set(person.groups.values_list("name", flat=True)) == {"club", "reporter"}
    assert outside.user_set.get() == person


def test_a_new_password_ends_the_other_sessions(client, sit):
    person = sit("editor")
    person.set_password("drugoi-parol")
    person.save()
    assert client.get("/admin/").status_code == 302


def test_whoever_was_ever_at_the_desk_is_switched_off_and_never_deleted(client, sit):
    """With the login went its lines of the log, and the name from all that it had done."""
    sit("admin", is_superuser=True)
    mistyped, veteran = make_person("editor"), make_person("editor")
    client.force_login(veteran)
    client.post("/admin/articles/rubric/add/", {
        "name": "Спорт", "slug": "sport", "hue": 1, "position": 0, "front_layout": "none",
    })  # fmt: skip
    sit("admin", is_superuser=True)
    assert client.post(f"{PEOPLE}{veteran.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{PEOPLE}{mistyped.pk}/delete/", {"post": "yes"}).status_code == 302
    assert set(User.objects.filter(pk__in=[mistyped.pk, veteran.pk])) == {veteran}
    admin = User.objects.filter(is_superuser=True).latest("pk")
    LogEntry.objects.log_actions(admin.pk, [mistyped], 2, change_message="x", single_object=True)
    with pytest.raises(ProtectedError):
        admin.delete()
