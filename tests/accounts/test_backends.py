"""Who a request is of and what they may do: quicker than Django, and never something else."""

from datetime import timedelta

import pytest
from django.contrib.auth import backends
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.backends import ModelBackend
from accounts.models import User
from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db
DESK = "/admin/"


@pytest.fixture
def person():
    person = User.objects.create_user("reporter", password="secret", is_staff=True)
    person.groups.set(Group.objects.all()[:2])
    person.user_permissions.set(Permission.objects.order_by("-pk")[:2])
    return person


def anew(person):
    return User.objects.get(pk=person.pk)


ASKED = ["get_user_permissions", "get_group_permissions", "get_all_permissions"]


@pytest.mark.parametrize("what", ASKED)
@pytest.mark.parametrize("is_superuser", [False, True])
@pytest.mark.parametrize("is_active", [False, True])
def test_it_answers_as_django_does(person, what, is_active, is_superuser):
    person.is_active, person.is_superuser = is_active, is_superuser
    person.save()
    ours = getattr(ModelBackend(), what)(anew(person))
    assert ours == getattr(backends.ModelBackend(), what)(anew(person))
    assert bool(ours) == is_active


def test_of_a_single_thing_nothing_is_said(person):
    assert ModelBackend().get_all_permissions(anew(person), obj=person) == set()


def test_a_right_that_was_taken_away_is_gone_with_the_next_request(person):
    right = person.user_permissions.first()
    name = f"{right.content_type.app_label}.{right.codename}"
    assert anew(person).has_perm(name)
    person.groups.clear()
    person.user_permissions.clear()
    assert not anew(person).has_perm(name)


def test_who_was_locked_out_is_nobody(person):
    assert ModelBackend().get_user(person.pk) == person
    User.objects.update(is_active=False)
    assert ModelBackend().get_user(person.pk) is None
    assert ModelBackend().get_user(person.pk + 1) is None


def test_a_question_is_asked_once_for_each_request(person, django_assert_num_queries):
    with django_assert_num_queries(3):
        asked = ModelBackend().get_user(person.pk)
        for _ in range(3):
            asked.has_perm("articles.change_article")


def test_a_session_ends_when_it_is_over(client, person):
    client.force_login(person)
    assert client.get(DESK).status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("key", ["", "short", "n" * 32, "\0" * 32, "key'; --" * 4, "ё" * 200_000])
def test_a_key_that_nobody_got_opens_nothing(key):
    session = SessionStore(key)
    assert session.get("_auth_user_id") is None
    assert session.session_key is None
