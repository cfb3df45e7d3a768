"""Every save is a revision; readers see only what was published; the past stays known."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Autosave, Revision, Status, Superseded
from articles.models.listing import Kind
from articles.models.revision import content_of
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

pytestmark = pytest.mark.django_db


def save(story, **changes):
    return story.revise(content_of(story) | changes, by=None, seen=story.newest)


def test_a_revision_holds_all_of_a_story_in_order():
    first, second = make_rubric("Дороги"), make_rubric("Новости")
    author = make_author("Дайаана Ноева")
    other = publish_article("Рядом")
    story = make_article(
        rubrics=[first, second], authors=[author], tags=["лёд", "Лена"], related=[other]
    )
    content = save(story, headline="Новый").content
    assert content["headline"] == "Новый"
    assert [rubric["name"] for rubric in content["rubrics"]] == ["Дороги", "Новости"]
    assert content["bylines"] == [{"id": author.pk, "name": "Дайаана Ноева", "role": "text"}]
    assert {tag["name"] for tag in content["tags"]} == {"лёд", "Лена"}
    assert content["related"] == [{"id": other.pk, "name": "Рядом"}]
    assert content["picture"] is None


def test_the_first_save_keeps_what_was_there_before_as_the_first_revision():
    story = make_article("Прежний")
    save(story, headline="Новый")
    assert [r.content["headline"] for r in story.revisions.order_by("number")] == [
        "Прежний",
        "Новый",
    ]


def test_the_row_of_a_story_nobody_has_seen_follows_its_newest_revision():
    story = make_article(rubrics=[make_rubric()])
    rubric = make_rubric("Дороги")
    save(story, headline="Новый", rubrics=[{"id": rubric.pk, "name": "Дороги"}])
    story.refresh_from_db()
    assert (story.headline, story.rubric_ids) == ("Новый", [rubric.pk])


def test_of_two_savers_the_second_is_told_and_nothing_is_overwritten():
    story = make_article()
    same = Article.objects.get(pk=story.pk)
    save(story, headline="Первый")
    with pytest.raises(Superseded) as refusal:
        same.revise(content_of(same) | {"headline": "Второй"}, by=None, seen=0)
    assert refusal.value.seen == 0
    story.refresh_from_db()
    assert (story.headline, story.newest) == ("Первый", 2)


def test_publishing_a_revision_brings_all_of_it_to_readers():
    story = publish_article("Лёд встал", tags=["лёд"])
    rubric = make_rubric("Дороги")
    save(story, headline="Лёд ушёл", rubrics=[{"id": rubric.pk, "name": "Дороги"}], tags=[])
    story.refresh_from_db()
    assert story.headline == "Лёд встал"
    old_tag = story.tags.get()
    story.publish(by=None)
    story.refresh_from_db()
    assert (story.headline, story.live, story.has_newer_draft) == ("Лёд ушёл", 2, False)
    assert list(Article.objects.listed_under(Kind.RUBRIC, rubric.pk, "ru")) == [story]
    assert not Article.objects.listed_under(Kind.TAG, old_tag.pk, "ru").exists()
    assert story.updated_at is not None


def test_what_is_gone_is_left_out_and_still_named():
    rubric = make_rubric("Дороги")
    story = make_article(rubrics=[rubric, make_rubric()])
    revision = save(story)
    story.set_rubrics([])
    rubric.delete()
    copied = story.edited(revision)
    assert [rubric.name for rubric in copied.relations.rubrics] == ["Новости"]
    assert revision.content["rubrics"][0]["name"] == "Дороги"


def test_what_readers_saw_at_any_hour_is_known(client, admin_user):
    story = publish_article("Лёд встал")
    for headline in ("Лёд треснул", "Лёд ушёл"):
        save(story, headline=headline)
        story.publish(by=None)
    story.withdraw(by=None, note="Ошибка")
    history = story.history.order_by("at")
    assert [(move.status_after, move.revision) for move in history] == [
        ("published", 1), ("published", 2), ("published", 3), ("withdrawn", 3),
    ]  # fmt: skip
    noon = timezone.localtime().replace(hour=12, minute=0) - datetime.timedelta(days=1)
    for number, move in enumerate(history):
        move.at = noon + number * datetime.timedelta(hours=1)
        move.save()
    client.force_login(admin_user)
    place = f"/admin/articles/article/{story.pk}/history/"
    seen = [
        client.get(place, {"at": f"{noon:%Y-%m-%d}T{hour}:30"}).context["seen"]
        for hour in (11, 12, 13, 14, 15)
    ]
    assert [revision and revision.content["headline"] for revision in seen] == [
        None, "Лёд встал", "Лёд треснул", "Лёд ушёл", None,
    ]  # fmt: skip


def test_old_revisions_go_but_not_those_that_matter(capsys):
    story = publish_article()
    for number in range(4):
        save(story, headline=f"Заголовок {number}")
        if number == 1:
            story.publish(by=None)
            story.refresh_from_db()
    long_ago = timezone.now() - datetime.timedelta(days=400)
    Revision.objects.update(made_at=long_ago)
    call_command("purge_revisions", "--dry-run")
    assert story.revisions.count() == 5
    call_command("purge_revisions")
    # The first was public, the third is live, the fifth is the newest.
    assert sorted(story.revisions.values_list("number", flat=True)) == [1, 3, 5]
    call_command("purge_revisions")
    assert story.revisions.count() == 3


def test_a_revision_that_somebody_is_typing_over_is_not_tidied_away():
    story, writer = make_article(), make_user()
    for number in range(3):
        save(story, headline=f"Заголовок {number}")
    Revision.objects.update(made_at=timezone.now() - datetime.timedelta(days=400))
    slot = Autosave.objects.keep(writer, story, typed={}, seen=2)
    call_command("purge_revisions")
    assert sorted(story.revisions.values_list("number", flat=True)) == [2, 4]
    slot.delete()
    call_command("purge_revisions")
    assert story.revisions.get().number == 4


def test_where_the_ancestor_is_gone_an_earlier_one_is_one_as_well():
    story = make_article()
    for number in range(4):
        save(story, headline=f"Заголовок {number}")
    story.revisions.filter(number=3).delete()
    assert story.revisions.last_until(3).number == 2
    story.revisions.filter(number__lt=3).delete()
    assert story.revisions.last_until(3) is None


def test_a_published_story_needs_something_new_to_be_published_again():
    story = publish_article()
    save(story, headline="Новый")
    story.publish(by=None)
    history = story.history.count()
    with pytest.raises(Exception, match="опубликован"):
        story.publish(by=None)
    assert story.history.count() == history
    assert story.status == Status.PUBLISHED


def test_the_trash_takes_what_nobody_sees_and_gives_it_back():
    story, user = make_article(), make_user()
    story.trash(by=user)
    assert story.trashed_at
    story.restore(by=user)
    assert story.trashed_at is None
    story.trash(by=user)
    Article.objects.update(trashed_at=timezone.now() - datetime.timedelta(days=31))
    call_command("empty_trash")
    assert not Article.objects.exists()
