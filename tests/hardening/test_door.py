"""Readers walk past the desk."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import publish_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/feed/", "/search/?q=lead", "/no-such-page/"])
def test_no_session_and_no_login_are_read_for_a_readers_page(admin_client, address):
    request = admin_client.get(address).wsgi_request
    assert not hasattr(request, "session")
    assert not hasattr(request, "user")
    assert not hasattr(request, "_messages")


def test_the_desk_and_the_pictures_know_who_asks(admin_client):
    for address in ("/admin/", "/media/r/ab/none.webp"):
        assert admin_client.get(address).wsgi_request.user.is_staff


@pytest.mark.parametrize("address", ["/", "/admin/", "/admin/login/"])
def test_a_form_without_its_token_is_refused_everywhere(admin_user, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(address).status_code == 403


def test_both_ways_lead_to_the_same_page(uncached, client, admin_client):
    address = publish_article(headline="Лёд встал").get_absolute_url()
    answers = [who.get(address) for who in (client, admin_client)]
    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)


def test_all_of_readers_get_one_policy_and_the_desk_its_own(client, admin_client):
    policies = {
        client.get(address).headers["Content-Security-Policy"]
        for address in ("/", "/feed/", "/no-such-page/")
    }
    (policy,) = policies
    found = dict(part.split(" ", 1) for part in policy.split("; "))
    wanted = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert found == {name: " ".join(values) for name, values in wanted.items()}
    desk = admin_client.get("/admin/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in desk
