"""The desk's list of stories: what it says of each, how it is narrowed, what it costs."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles.admin import filters
from articles.models import Action, Article, Schedule, Status
from articles.models.revision import content_of
from tests.factories import make_article, make_author, make_rubric, publish_article

from .people import address_of, make_person

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def headlines(response):
    return [story.headline for story in response.context["cl"].result_list]


def test_a_row_says_at_a_look_what_stands_where(client, sit):
    sit("editor")
    rubric, author = make_rubric("Общество"), make_author("Тимур Ким")
    publish_article("Лёд встал", kicker="Север", rubrics=[rubric], authors=[author])
    page = client.get(LIST).content.decode()
    for shown in ("Лёд встал", "Север", "Общество", "Тимур Ким", "status--published"):
        assert shown in page
    assert f"oklch(0.62 0.14 {rubric.hue})" in page


def test_the_list_costs_the_same_with_fifty_rows_and_counts_nothing(
    client, sit, django_assert_max_num_queries
):
    sit("editor")
    for number in range(3):
        publish_article(f"Новость {number}", tags=["зима"])
    client.get(LIST)
    with django_assert_max_num_queries(15) as few:
        client.get(LIST)
    for number in range(60):
        make_article(f"Черновик {number}", authors=[make_author(), make_author()])
    client.get(LIST)
    with django_assert_max_num_queries(15) as many:
        page = client.get(LIST)
    assert len(many) == len(few)
    assert not any("COUNT(" in query["sql"].upper() for query in many.captured_queries)
    assert len(headlines(page)) == 50
    second = client.get(LIST + page.context["cl"].older_link())
    assert len(headlines(second)) == 13
    assert not second.context["cl"].page.has_next()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("лена", ["Лена встала"]),
        ("ЛЕНА ВСТАЛА", ["Лена встала"]),
        ("елка", ["Ёлка на площади"]),
        ("ҥөһү", ["Ҥөһүү"]),
        ("шестидесяти", ["Лена встала"]),
        ("корякина", ["Ёлка на площади"]),
        ("корякина ёлка", ["Ёлка на площади"]),
        ("корякина лена", []),
        ("100%", []),
        ("_", []),
        ("", ["Ҥөһүү", "Ёлка на площади", "Лена встала"]),
    ],
)
def test_words_are_found_whatever_their_case_on_every_database(client, sit, asked, found):
    sit("editor")
    other = [make_author("Тимур Ким")]
    make_article("Лена встала", lead="Лёд толще шестидесяти сантиметров.", authors=other)
    make_article("Ёлка на площади", lead="", authors=[make_author("Айталина Корякина")])
    make_article("Ҥөһүү", lead="", authors=other)
    assert headlines(client.get(LIST, {"q": asked})) == found


def test_filters_narrow_the_list(client, sit):
    editor = sit("editor")
    rubric, author = make_rubric(), make_author()
    mine = make_article("Моя", created_by=editor)
    make_article("Чужая", rubrics=[rubric], authors=[author])
    publish_article("Вышла", language="sah")
    old = make_article("Старая")
    Article.objects.filter(pk=old.pk).update(
        saved_at=timezone.now() - datetime.timedelta(days=40), status=Status.DRAFT
    )
    cases = {
        "view=mine": {mine.headline},
        "status=published": {"Вышла"},
        f"rubric={rubric.pk}": {"Чужая"},
        f"author={author.pk}": {"Чужая"},
        "edition=sah": {"Вышла"},
        "saved=month": {"Моя", "Чужая", "Вышла"},
        f"status=draft&author={author.pk}&q=чужая": {"Чужая"},
    }
    for question, wanted in cases.items():
        page = client.get(f"{LIST}?{question}")
        assert set(headlines(page)) == wanted, question


def test_the_hour_is_the_papers_own(client, sit, settings):
    sit("editor")
    at = timezone.now().replace(minute=7)
    publish_article(at=at)
    page = client.get(LIST).content.decode()
    assert f"{timezone.localtime(at):%H:%M}" in page


def test_a_million_rows_are_not_selected_at_once(client, sit):
    sit("editor")
    stories = [make_article(f"Черновик {n}") for n in range(2)]
    sent = {
        "action": "publish",
        "index": 0,
        "select_across": 1,
        "_selected_action": [stories[0].pk],
    }
    client.post(LIST, sent)
    assert [story.status for story in Article.objects.order_by("pk")] == ["published", "draft"]


def test_many_are_published_as_strictly_as_one(client, sit):
    sit("editor")
    ready, unready, out = make_article("Готова"), make_article("Нет", rubrics=[]), publish_article()
    chosen = [ready.pk, unready.pk, out.pk]
    response = client.post(
        LIST, {"action": "publish", "index": 0, "_selected_action": chosen}, follow=True
    )
    statuses = dict(Article.objects.values_list("headline", "status"))
    assert statuses["Готова"] == Status.PUBLISHED
    assert statuses["Нет"] == Status.DRAFT
    assert out.history.count() == 1
    assert escape(str(unready.missing()["rubrics"])) in response.content.decode()


def test_many_are_withdrawn_only_with_a_reason(client, sit):
    sit("editor")
    story = publish_article()
    sent = {"action": "withdraw", "index": 0, "_selected_action": [story.pk]}
    client.post(LIST, sent)
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED
    client.post(LIST, sent | {"note": "Ошибка"})
    story.refresh_from_db()
    assert (story.status, story.withdrawal_note) == (Status.WITHDRAWN, "Ошибка")


def test_a_reporter_throws_away_drafts_and_publishes_nothing(client, sit):
    reporter = sit("reporter")
    story = make_article(created_by=reporter)
    page = client.get(LIST)
    assert set(page.context["moves"]) == {"trash"}
    assert 'value="publish"' not in page.content.decode()
    client.post(LIST, {"action": "publish", "index": 0, "_selected_action": [story.pk]})
    story.refresh_from_db()
    assert story.status == Status.DRAFT


def test_suggestions_are_what_one_may_see(client, sit):
    reporter = sit("reporter")
    mine = make_article("Тайга моя", created_by=reporter)
    make_article("Тайга чужая")
    public = publish_article("Тайга для всех")
    question = {"app_label": "articles", "model_name": "relatedstory", "field_name": "related"}
    found = client.get(reverse("admin:autocomplete"), question | {"term": "тайга"}).json()
    assert {line["id"] for line in found["results"]} == {str(mine.pk), str(public.pk)}


def test_the_first_page_shows_my_drafts_and_what_went_out_last(
    client, sit, django_assert_max_num_queries
):
    reporter = sit("reporter")
    make_article("Моя", created_by=reporter)
    make_article("Чужая")
    publish_article("Вышла")
    client.get("/admin/")
    with django_assert_max_num_queries(13):
        page = client.get("/admin/").content.decode()
    assert "Моя" in page and "Вышла" in page and "Чужая" not in page


def test_an_editor_sees_what_is_late_what_waits_and_what_was_returned(client, sit):
    editor = sit("editor")
    chief = make_person("chief")
    waiting, returned, late, tomorrow = (
        make_article(headline, created_by=editor)
        for headline in ("Ждёт", "Вернули", "Опоздал", "Завтра")
    )
    waiting.submit(by=editor)
    returned.submit(by=editor)
    returned.send_back(by=chief, note="Нет комментария")
    for story in (late, tomorrow):
        story.schedule(Action.PUBLISH, timezone.now() + datetime.timedelta(days=1), by=editor)
    late.hold(by=editor, note="Ждём")
    Schedule.objects.filter(article=late).update(at=timezone.now() - datetime.timedelta(minutes=12))
    context = client.get("/admin/").context
    assert [story.headline for story in context["waiting"]] == ["Ждёт"]
    assert [(story.headline, story.remark) for story in context["returned"]] == [
        ("Вернули", "Нет комментария")
    ]
    assert [plan.article.headline for plan in context["late"]] == ["Опоздал"]
    assert "Нет комментария" in client.get("/admin/").content.decode()


def test_a_held_story_is_named_on_nobodys_first_page(client, sit):
    held = make_article("Тайное")
    held.submit(by=None)
    held.hold(by=make_person("chief"), note="Ждём")
    sit("editor")
    assert "Тайное" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("mine", {"Моя"}),
        ("waiting", {"Ждёт"}),
        ("withdrawn", {"Снята"}),
        ("changed", {"Правлена"}),
        ("trash", {"Брошена"}),
        ("", {"Моя", "Ждёт", "Снята", "Правлена"}),
    ],
)
def test_views_show_what_they_are_called_and_the_trash_alone_shows_the_trash(
    client, sit, view, wanted
):
    editor = sit("editor")
    make_article("Моя", created_by=editor)
    make_article("Ждёт").submit(by=editor)
    publish_article("Снята").withdraw(by=editor, note="Ошибка")
    changed = publish_article("Правлена")
    changed.revise(content_of(changed) | {"lead": "Новый лид."}, by=editor, seen=0)
    make_article("Брошена").trash(by=editor)
    shown = client.get(LIST, {"view": view} if view else {}).context["cl"].result_list
    assert {story.headline for story in shown} == wanted


def test_the_desk_speaks_the_language_of_whoever_sits_there(client, sit):
    person = sit("editor")
    response = client.post("/admin/language/", {"language": "en", "next": LIST})
    assert response.headers["Location"] == LIST
    assert 'lang="en"' in client.get(LIST).content.decode()
    client.post("/admin/language/", {"language": "xx", "next": "https://evil.example/"})
    person.refresh_from_db()
    assert person.language == "en"
    assert (
        client.post("/admin/language/", {"next": "//evil.example"}).headers["Location"] == "/admin/"
    )


def test_the_history_of_a_story_is_shown_to_those_who_write_it(client, sit):
    reporter = sit("reporter")
    assert client.get(address_of(make_article(), "history")).status_code == 404
    assert client.get(address_of(publish_article(), "history")).status_code == 404
    mine = publish_article(created_by=reporter)
    assert client.get(address_of(mine, "history")).status_code == 200


@pytest.mark.parametrize("page", ["language", "autosaving"])
@pytest.mark.parametrize("back", ["9", "x" * 5000, "[]", "ё", "//elsewhere.example/", "/\n", "\0"])
def test_whatever_a_switch_shall_lead_back_to_is_answered(client, sit, page, back):
    sit("reporter")
    answer = client.post(reverse(f"admin:{page}"), {"language": "ru", "on": "1", "next": back})
    assert answer.status_code == 302
    assert answer.headers["Location"] in ("/admin/", "/%0A", "/")


@pytest.mark.parametrize("many", [1, 1000])
def test_a_rubric_holds_the_same_stories_however_many_they_are(client, sit, monkeypatch, many):
    monkeypatch.setattr(filters, "MANY", many)
    sit("editor")
    north, south = make_rubric("Север"), make_rubric("Юг")
    for number, rubrics in enumerate([[north], [south, north], [south]]):
        make_article(f"Новость {number}", rubrics=rubrics)
    response = client.get(LIST, {"rubric": north.pk})
    assert headlines(response) == ["Новость 1", "Новость 0"]


def test_newer_texts_are_found_without_looking_at_all_that_is_published():
    if connection.vendor != "sqlite":
        pytest.skip("with a handful of rows PostgreSQL reads them all")
    plan = Article.objects.with_newer_text().order_by("-saved_at", "-pk").explain()
    assert "desk_newer_text" in plan and "TEMP B-TREE" not in plan
