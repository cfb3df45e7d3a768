import pytest
from django.test import Client, RequestFactory

from newsroom.errors import server_error
from tests.factories import publish_article


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_what_is(client):
    publish_article("Свежая история")
    answer = client.get("/net/takoy/stranitsy/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Свежая история" in page
    assert 'action="/search/"' in page
    assert page.count("<h1") == 1


@pytest.mark.django_db
def test_the_404_speaks_the_language_of_its_edition(client):
    assert 'lang="sah"' in client.get("/sah/nothing/").content.decode()


def test_the_page_for_faults_asks_nothing_of_the_database():
    # No database mark: any query fails this test.
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.django_db
def test_a_form_whose_protection_ran_out_is_told_so_by_the_paper():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert answer.status_code == 403
    assert 'class="page notice"' in answer.content.decode()
