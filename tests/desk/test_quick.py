"""Rubrics, tags and importance, changed in the line of the list."""

import threading

import pytest
from django.db import connections, transaction
from django.urls import reverse

from articles.admin import quick, tagging
from articles.models import Action, Article, Tag
from articles.models.revision import content_of
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db

PART = {"X-Part": "line"}


def address_of(story):
    return reverse("admin:articles_article_quick", args=[story.pk])


def sent_for(story, **changes):
    kept = {
        "rubrics": list(story.placements.values_list("rubric", flat=True)),
        "tags": ", ".join(story.tags.names()),
        "importance": story.importance,
        "seen": story.newest,
    }
    return kept | changes


def test_a_drafts_line_is_changed_by_a_revision(client, sit):
    editor = sit("editor")
    story, sport = make_article(tags=["лёд"]), make_rubric("Спорт")
    sent = sent_for(story, rubrics=[sport.pk], tags="Лёд, каток", importance=5)
    answer = client.post(address_of(story), sent, headers=PART).json()
    assert "Спорт" in answer["row"] and answer["said"] == "Сохранено."
    story.refresh_from_db()
    assert story.rubric_ids == [sport.pk]
    assert set(story.tags.names()) == {"лёд", "каток"}
    revision = story.newest_revision()
    assert (revision.number, revision.made_by, story.importance) == (2, editor, 5)
    assert revision.note == "рубрики, теги, важность"


def test_without_javascript_it_is_a_page_that_leads_back_to_the_list(client, sit):
    sit("editor")
    story = make_article()
    page = client.get(address_of(story), {"back": "?view=waiting"}).content.decode()
    assert "<h1>Быстрая правка</h1>" in page and "?view=waiting" in page
    sent = sent_for(story, importance=4, back="?view=waiting&q=лёд")
    answer = client.post(address_of(story), sent)
    assert answer.headers["Location"].startswith("/admin/articles/article/?view=waiting&q=")
    story.refresh_from_db()
    assert story.importance == 4


def test_readers_of_a_live_story_see_nothing_of_it_and_the_editor_is_told(client, sit):
    sit("editor")
    story, sport = publish_article(), make_rubric("Спорт")
    before = story.rubric_ids
    said = client.get(address_of(story), headers=PART).json()["form"]
    assert "читатели увидят правку, когда она будет опубликована" in said
    answer = client.post(address_of(story), sent_for(story, rubrics=[sport.pk]), headers=PART)
    assert "читатели увидят" in answer.json()["said"]
    story.refresh_from_db()
    assert story.rubric_ids == before and story.has_newer_draft
    assert story.newest_revision().content["rubrics"] == [{"id": sport.pk, "name": "Спорт"}]


def test_a_planned_story_appears_as_it_was_approved(client, sit):
    import datetime

    from django.utils import timezone

    editor = sit("editor")
    story = make_article()
    at = timezone.now() + datetime.timedelta(days=1)
    story.schedule(Action.PUBLISH, at, by=editor)
    answer = client.post(address_of(story), sent_for(story, importance=1), headers=PART).json()
    assert "каким его одобрили" in answer["said"]
    assert story.schedules.get().revision.content["importance"] == 3


def test_who_was_overtaken_is_told_and_overwrites_nothing_unasked(client, sit):
    sit("editor")
    story = make_article()
    sent = sent_for(story, importance=5)
    chief = make_person("chief", first_name="Харысхан")
    story.revise(content_of(story) | {"importance": 1}, by=chief, seen=0)
    answer = client.post(address_of(story), sent, headers=PART)
    assert answer.status_code == 409
    form = answer.json()["form"]
    assert "Харысхан" in form and "важность: 1" in form
    story.refresh_from_db()
    assert (story.importance, story.newest) == (1, 2)
    assert 'value="5" selected' in form, "what was typed is still there"
    assert client.post(address_of(story), sent).status_code == 409
    client.post(address_of(story), sent | {"seen": 2}, headers=PART)
    story.refresh_from_db()
    assert (story.importance, story.newest) == (5, 3)


def test_saving_what_was_there_already_makes_no_revision(client, sit):
    sit("editor")
    story = make_article(tags=["лёд"])
    answer = client.post(address_of(story), sent_for(story), headers=PART).json()
    story.refresh_from_db()
    assert answer["said"] == "Ничего не изменилось." and story.newest == 0


def test_a_reporter_changes_rubrics_and_tags_of_own_drafts_alone(client, sit):
    reporter = sit("reporter")
    story = make_article(created_by=reporter)
    assert "importance" not in client.get(address_of(story), headers=PART).json()["form"]
    client.post(address_of(story), sent_for(story, tags="каток", importance=5), headers=PART)
    story.refresh_from_db()
    assert (story.importance, list(story.tags.names())) == (3, ["каток"])
    mine = make_article("Моя", created_by=reporter)
    publish_article("Чужая")
    page = client.get("/admin/articles/article/").content.decode()
    assert address_of(mine) in page and page.count("quick-open") == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"importance": "9" * 400}, {"importance": "\0"}, {"importance": "0"}, {"seen": "-1"},
        {"seen": "9" * 40}, {"rubrics": ["x", "9" * 50]}, {"tags": "\0"}, {"tags": "а" * 5000},
        {"back": "\0\r\n?x"},
    ],
)  # fmt: skip
def test_whatever_is_sent_is_answered(client, sit, odd):
    sit("editor")
    story = make_article()
    for headers in (PART, {}):
        response = client.post(address_of(story), sent_for(story) | odd, headers=headers)
        assert response.status_code in (200, 302, 409, 422)


def test_a_new_tag_of_an_overtaken_save_is_not_left_behind(client, sit):
    sit("editor")
    story = make_article()
    sent = sent_for(story, tags="новый")
    story.revise(content_of(story), by=None, seen=0)
    client.post(address_of(story), sent, headers=PART)
    assert not Tag.objects.filter(name="новый").exists()


def test_a_line_costs_the_same_whatever_hangs_on_the_story(
    client, sit, django_assert_max_num_queries
):
    sit("editor")
    story = publish_article(
        rubrics=[make_rubric() for _ in range(5)],
        authors=[make_author() for _ in range(5)],
        tags=[f"тег {n}" for n in range(9)],
    )
    client.get(address_of(story), headers=PART)
    with django_assert_max_num_queries(20):
        assert client.get(address_of(story), headers=PART).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_who_give_one_story_one_new_tag_do_not_wait_for_each_other(monkeypatch):
    first, second = (make_user(name, is_superuser=True) for name in ("first", "second"))
    story = make_article()
    story.revise(content_of(story), by=first, seen=0)
    made, locked, failures = threading.Event(), threading.Event(), []

    def create(tags):
        found = tagging.create(tags)
        made.set()
        # Time for the form to come between, if anything lets it.
        locked.wait(0.5)
        return found

    monkeypatch.setattr(quick, "create", create)

    def in_the_line():
        row = Article.objects.get(pk=story.pk)
        sent = {"tags": "новый", "importance": 3, "seen": row.newest}
        form = quick.QuickForm(sent, story=row.edited(), user=first)
        assert form.is_valid()
        quick._save(form, row.edited(), first)

    def in_the_form():
        made.wait(5)
        with transaction.atomic():
            row = Article.objects.select_for_update(of=("self",)).get(pk=story.pk)
            locked.set()
            tagging.create([Tag(name="новый")])
            row.revise(content_of(row), by=second, seen=row.newest)

    def safely(work):
        try:
            work()
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=safely, args=[work]) for work in (in_the_line, in_the_form)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Article.objects.get(pk=story.pk).newest == 4


def test_new_tags_are_made_in_one_order_and_stand_in_the_order_typed():
    old = Tag.objects.create(name="старый")
    found = tagging.create([Tag(name="юг"), old, Tag(name="база")])
    assert [tag.name for tag in found] == ["юг", "старый", "база"]
    assert found[2].pk < found[0].pk
