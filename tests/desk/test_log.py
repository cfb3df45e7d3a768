"""The action log: who did what and when, told to whom it may be told, and taken away as a file."""

import csv
import datetime
import io

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Access, AccessKind, User
from accounts.second_factor import FACTORS
from articles.models import Article, Section, StatusChange
from articles.models.revision import content_of
from desk.actions import Asked, newest
from desk.spreadsheet import defused
from tests.factories import make_article, make_rubric, make_user, publish_article

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db

LOG = "/admin/log/"
FILE = "/admin/log/export/"


def shown(client, **asked):
    return client.get(LOG, asked).context["lines"]


def table(client, **asked):
    """Return the rows of the file, its head left out."""
    sent = b"".join(client.get(FILE, asked).streaming_content)
    assert sent.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(sent.decode("utf-8-sig")), delimiter=";"))[1:]


def test_moves_texts_people_and_logins_stand_in_one_list(client, sit):
    chief = sit("chief", first_name="Харысхан")
    story = make_article("Лёд встал")
    client.post(address_of(story), filled_in(story, lead="Новый лид.", _publish=""))
    rubric = {"name": "Спорт", "slug": "sport", "hue": 1, "position": 0, "front_layout": "none"}
    client.post("/admin/articles/rubric/add/", rubric)
    lines = shown(client)
    assert {line.kind for line in lines} == {"moves", "texts", "rest", "door"}
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    page = client.get(LOG).content.decode()
    for words in ("Черновик → опубликован", "Сохранена ревизия 2", "«Спорт»", "Вход", "Лёд встал"):
        assert words in page
    assert {line.who for line in lines} == {str(chief), ""}


def test_a_save_of_a_story_is_told_once(client, sit):
    sit("editor")
    story = publish_article()
    client.post(address_of(story), filled_in(story, lead="Новый лид."))
    assert not LogEntry.objects.exists()
    correction = {"corrections-TOTAL_FORMS": 1, "corrections-0-text": "Было так, стало так."}
    story.refresh_from_db()
    client.post(address_of(story), filled_in(story) | correction)
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        ("reporter", {"own"}),
        ("photo_desk", {"own"}),
        ("editor", {"own", "story", "other story"}),
        ("chief", {"own", "story", "other story", "a key"}),
        ("admin", {"own", "story", "other story", "a key"}),
    ],
)
def test_each_role_is_told_what_is_theirs(client, sit, role, wanted):
    person, other = sit(role), make_person("editor")
    story = make_article("Лёд", rubrics=[make_rubric("Культура")])
    for by, note in ((person, "own"), (other, "story")):
        StatusChange.objects.create(
            article=story, status_before="draft", status_after="review", by=by, note=note,
            at=timezone.now(),
        )  # fmt: skip
    StatusChange.objects.create(
        article=make_article("Суд"), status_before="draft", status_after="review", by=other,
        note="other story", at=timezone.now(),
    )  # fmt: skip
    Access.write(other, AccessKind.ADDED, "a key")
    if role in ("reporter", "photo_desk"):
        Article.objects.update(created_by=person)
    found = {line.note for line in shown(client)} - {""}
    assert found == wanted
    assert {row[6] for row in table(client)} - {""} == wanted
    if role == "editor":
        Section.objects.create(user=person, rubric=story.rubrics.get())
        assert {line.note for line in shown(client)} - {""} == {"own", "story"}


def test_a_hidden_story_is_not_named_nor_what_was_said_of_it(client, sit):
    sit("admin")
    story = make_article("Тайное")
    story.hold(by=make_person("chief"), note="Ждём ареста министра")
    for text in (client.get(LOG).content.decode(), str(table(client))):
        assert "Тайное" not in text and "министра" not in text
    assert any(line.story == story.pk for line in shown(client))


def test_what_was_deleted_for_good_is_named_to_whoever_may_do_that(client, sit):
    chief = sit("chief")
    story = make_article("Стёртое", created_by=chief)
    story.trash(by=chief)
    client.post(address_of(story, "delete"), {"post": "yes"})
    assert "Стёртое" in client.get(LOG).content.decode()
    client.force_login(make_person("admin"))
    assert "Стёртое" not in client.get(LOG).content.decode()


def test_it_is_narrowed_by_person_kind_story_and_day(client, sit):
    sit("chief")
    editor = make_person("editor")
    first, second = make_article("Первая"), make_article("Вторая")
    first.submit(by=editor)
    second.submit(by=None)
    second.revise(content_of(second), by=editor, seen=0)
    old = timezone.now() - datetime.timedelta(days=40)
    StatusChange.objects.filter(article=first).update(at=old)
    day = timezone.localdate(old).isoformat()
    assert {line.story for line in shown(client, person=editor.pk)} == {first.pk, second.pk}
    assert {line.kind for line in shown(client, kind="texts")} == {"texts"}
    assert {line.name for line in shown(client, story=f"№{second.pk}")} == {"Вторая"}
    assert [line.name for line in shown(client, since=day, until=day)] == ["Первая"]
    assert table(client, story=first.pk)[0][5] == "Первая"


@pytest.mark.parametrize(
    "odd",
    [
        {"before": "x"}, {"before": "1.1.x"}, {"before": "zzzzzzzzzzz.zzzzzzzzzzzz.9"},
        {"before": "0.0." + "9" * 17}, {"person": "9" * 400}, {"person": "x"}, {"kind": "x"},
        {"story": "x" * 500}, {"story": "9" * 18}, {"since": "0001-01-01"},
        {"until": "9999-12-31"}, {"since": "31.02.2026"}, {"q": "\0"}, {"kind": "\0"},
    ],
)  # fmt: skip
def test_whatever_is_asked_is_answered(client, sit, odd):
    sit("chief")
    make_article().submit(by=None)
    for address in (LOG, FILE):
        response = client.get(address, odd)
        assert response.status_code in (200, 404)
        b"".join(response.streaming_content if response.streaming else [response.content])


def test_it_is_read_page_by_page_without_a_gap_or_a_count(client, sit):
    chief = sit("chief")
    story = make_article()
    now = timezone.now().replace(microsecond=0)
    # Many at one moment, from two sources: only their numbers tell them apart.
    StatusChange.objects.bulk_create(
        StatusChange(article=story, status_before="draft", status_after="review", by=chief,
                     note=str(n), at=now)
        for n in range(70)
    )  # fmt: skip
    Access.objects.bulk_create(
        Access(user=chief, name="chief", kind="came", at=now) for _n in range(70)
    )
    seen, address = [], LOG
    while address:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert len(asked) <= 15
        assert not any("COUNT(" in query["sql"].upper() for query in asked.captured_queries)
        seen += page.context["lines"]
        address = page.context["older"] and LOG + page.context["older"]
    assert len(seen) == 141
    assert sorted(int(line.note) for line in seen if line.kind == "moves") == list(range(70))


def test_a_file_of_any_length_is_read_a_piece_at_a_time():
    chief = make_person("chief")
    story = make_article()
    now = timezone.now()
    StatusChange.objects.bulk_create(
        StatusChange(article=story, status_before="draft", status_after="review",
                     at=now - datetime.timedelta(seconds=n))
        for n in range(250)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        found = list(newest(Asked(User.objects.get(pk=chief.pk), kinds=("moves",)), size=100))
    assert len(found) == 250
    pieces = [query["sql"] for query in asked.captured_queries if "statuschange" in query["sql"]]
    assert len(pieces) == 3 and all("LIMIT 100" in sql for sql in pieces)


def test_nothing_in_the_file_is_a_formula(client, sit):
    chief = sit("chief", first_name='=HYPERLINK("https://evil.example")')
    make_article("+7 (914) 000").submit(by=chief)
    (row,) = table(client, kind="moves")
    assert row[1].startswith("'=") and row[5] == "'+7 (914) 000"
    assert datetime.datetime.fromisoformat(row[0]).utcoffset() == datetime.timedelta(hours=9)
    for text in ("=1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1"):
        assert defused(text).startswith("'")
    assert defused("Лёд − это лёд; 5-7 см") == "Лёд − это лёд; 5-7 см"


def test_the_door_writes_down_who_came_and_what_became_of_a_second_factor(client):
    person = make_user(is_staff=True)
    client.force_login(person)
    client.logout()
    person.authenticator_set.create(type=FACTORS[0], data={})
    call_command("reset_second_factor", person.username)
    kinds = list(Access.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["came", "went", "removed"]
    person.delete()
    assert set(Access.objects.values_list("user", "name")) == {(None, person.username)}


def test_a_new_role_is_told_by_its_name(client, sit):
    sit("admin")
    person = make_person("reporter")
    sent = {"username": person.username, "is_active": "on", "roles": ["editor"], "language": "",
            "sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}  # fmt: skip
    client.post(f"/admin/accounts/user/{person.pk}/change/", sent)
    assert "роли: редактор" in LogEntry.objects.get().get_change_message()


def test_an_entry_about_what_is_no_model_any_more_is_told(client, sit):
    chief = sit("chief")
    gone = ContentType.objects.create(app_label="gone", model="gone")
    LogEntry.objects.create(
        user=chief, content_type=gone, object_id="x", object_repr="Было", action_flag=CHANGE
    )
    assert "Было" in client.get(LOG).content.decode()


def test_strangers_and_those_without_a_role_see_no_log(client):
    assert client.get(LOG).status_code == client.get(FILE).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(LOG).status_code == client.get(FILE).status_code == 403


def test_an_editor_of_a_quiet_rubric_does_not_read_the_history_of_the_whole_paper(
    client, sit, monkeypatch
):
    editor = sit("editor")
    quiet, loud = (
        make_article(name, rubrics=[make_rubric(name)]) for name in ("Культура", "Новости")
    )
    Section.objects.create(user=editor, rubric=quiet.rubrics.get())
    # The quiet rubric's only move is the oldest of all.
    monkeypatch.setattr("desk.actions.LOOKED_THROUGH", 20)
    for number, story in enumerate([quiet] + [loud] * 65):
        at = timezone.now() - datetime.timedelta(hours=100 - number)
        StatusChange.objects.create(
            article=story, status_before="draft", status_after="review", note=story.headline, at=at
        )
    page, visited = client.get(LOG, {"kind": "moves"}), 1
    assert not page.context["lines"] and "Других дел было много" in page.content.decode()
    while not page.context["lines"]:
        assert page.context["older"], "there is always a way further back"
        page, visited = client.get(LOG + page.context["older"]), visited + 1
    assert [line.note for line in page.context["lines"]] == ["Культура"]
    assert visited == 4 and not page.context["older"]
    assert {row[6] for row in table(client, kind="moves")} == {"Культура"}


def test_many_moves_of_one_moment_are_no_circle(client, sit, monkeypatch):
    editor = sit("editor")
    Section.objects.create(user=editor, rubric=make_rubric("Культура"))
    monkeypatch.setattr("desk.actions.LOOKED_THROUGH", 5)
    story, now = make_article("Суд", rubrics=[make_rubric("Суд")]), timezone.now()
    StatusChange.objects.bulk_create(
        StatusChange(article=story, status_before="draft", status_after="review", at=at)
        for at in [now] * 20 + [now - datetime.timedelta(hours=1)] * 20
    )
    older, visited = "?kind=moves", 0
    while older:
        older, visited = client.get(LOG + older).context["older"], visited + 1
    assert visited == 3
