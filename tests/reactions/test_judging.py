"""The chief's page of a burst: looked at, judged once, written down; nobody else's business."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from reactions.counts import counts_of
from reactions.models import Burst, Held, Verdict, Watch
from tests.desk.people import make_person
from tests.factories import publish_article
from tests.reactions.presses import press, somebody_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def burst():
    """Seven presses held under a story that has five."""
    Watch(presses=5).save()
    article = publish_article("Школа победила")
    for _pupil in range(12):
        press(somebody_new(), article)
    return Burst.objects.get()


def sit(client, role):
    person = make_person(role)
    client.force_login(person)
    return person


def page(burst, what="change"):
    return f"/admin/reactions/burst/{burst.pk}/{what}/"


def test_the_chief_is_told_on_the_first_page_and_finds_the_list(client, burst):
    sit(client, "chief")
    assert "/admin/reactions/burst/" in client.get("/admin/").content.decode()
    html = client.get("/admin/reactions/burst/").content.decode()
    assert "Школа победила" in html
    assert ">7<" in html
    sit(client, "editor")
    assert "/admin/reactions/burst/" not in client.get("/admin/").content.decode()


def test_the_page_shows_how_the_presses_came(client, burst, django_assert_max_num_queries):
    hour = timezone.now().replace(second=10)
    for place, held in enumerate(Held.objects.all()):
        minute = hour - datetime.timedelta(minutes=[0, 0, 0, 0, 3, 3, 9][place])
        Held.objects.filter(visitor=held.visitor).update(at=minute)
    sit(client, "chief")
    with django_assert_max_num_queries(14):
        html = client.get(page(burst)).content.decode()
    assert html.count("<rect ") == 10
    assert "❤️" in html
    assert 'value="counted"' in html and 'value="thrown"' in html


def test_a_burst_of_a_whole_night_is_drawn_in_pieces(client, burst):
    first = Held.objects.first()
    Held.objects.filter(visitor=first.visitor).update(at=first.at - datetime.timedelta(hours=9))
    sit(client, "chief")
    html = client.get(page(burst)).content.decode()
    assert 50 <= html.count("<rect ") <= 60


@pytest.mark.parametrize(("verdict", "number"), [("counted", 12), ("thrown", 5)])
def test_the_chief_judges_and_it_is_written_down(client, burst, verdict, number):
    chief = sit(client, "chief")
    answer = client.post(page(burst, "judge"), {"verdict": verdict}, follow=True)
    assert answer.redirect_chain == [("/admin/reactions/burst/", 302)]
    assert "7" in str(next(iter(answer.context["messages"])))
    assert counts_of(burst.article_id).numbers["heart"] == number
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (chief, str(burst.pk))
    html = client.get(page(burst)).content.decode()
    assert 'name="verdict"' not in html
    assert "7" in html

    second = client.post(page(burst, "judge"), {"verdict": "thrown"}, follow=True)
    assert str(chief) in str(next(iter(second.context["messages"])))
    burst.refresh_from_db()
    assert burst.verdict == verdict


@pytest.mark.parametrize("verdict", ["", "maybe", "\0", None])
def test_a_verdict_that_is_none_changes_nothing(client, burst, verdict):
    sit(client, "chief")
    sent = {} if verdict is None else {"verdict": verdict}
    assert client.post(page(burst, "judge"), sent).status_code == 302
    burst.refresh_from_db()
    assert burst.verdict == Verdict.WAITING


@pytest.mark.parametrize("pk", ["0", "-1", "abc", "9" * 40, "%00", "1 OR 1"])
def test_no_address_of_a_burst_breaks_anything(client, burst, pk):
    sit(client, "chief")
    assert client.get(f"/admin/reactions/burst/{pk}/change/").status_code == 404
    assert client.post(f"/admin/reactions/burst/{pk}/judge/").status_code == 404


@pytest.mark.parametrize("role", ["reporter", "editor", "photo_desk", "admin"])
def test_nobody_but_the_chief_sees_or_judges(client, burst, role):
    sit(client, role)
    assert client.get(page(burst)).status_code == 403
    assert client.post(page(burst, "judge"), {"verdict": "thrown"}).status_code == 403
    assert Held.objects.count() == 7


def test_the_chief_says_what_makes_a_burst(client):
    sit(client, "chief")
    assert client.get("/admin/reactions/watch/").status_code == 302
    sent = {
        "presses": 200, "minutes": 5, "share_percent": 70, "newcomers_at_once": 50,
        "newcomers_a_minute": 30,
    }  # fmt: skip
    assert client.post("/admin/reactions/watch/1/change/", sent).status_code == 302
    assert Watch.current().presses == 200
    answer = client.post("/admin/reactions/watch/1/change/", sent | {"share_percent": 0})
    assert answer.status_code == 200
    assert Watch.current().share_percent == 70
