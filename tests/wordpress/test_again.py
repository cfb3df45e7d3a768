"""The same export again, a newer one, one that was interrupted, and two at once."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Author, Autosave, Rubric, Status, Tag
from pages.models import Page
from wordpress import bringing
from wordpress.models import OldAddress, Source
from wordpress.only import AtWork, alone

from .moving import author, bring, category, export, label, meta, post

WRITING = ("INSERT", "UPDATE", "DELETE")


def site(number=12, **changes):
    """Return an export; changes: number of a post → its fields."""
    before = author("nina", "Нина Попова") + category("novosti", "Новости")
    labels = label("category", "novosti", "Новости") + label("post_tag", "led", "Лёд")
    items = [
        post(
            one, **{"title": f"Новость {one}", "more": labels + meta("_zilla_likes", "3"),
                    "post_date_gmt": f"2014-05-{one:02} 09:10:00"}
            | changes.get(f"p{one}", {}),
        )
        for one in range(1, number + 1)
    ]  # fmt: skip
    items.append(post(50, **{"title": "О газете", "post_type": "page"} | changes.get("p50", {})))
    return export(*items, before=before)


def canonical():
    """Return all that an import writes, without the numbers that a database gives."""
    stories = [
        (
            {name: getattr(story, name) for name in (
                "language", "headline", "lead", "body", "compiled_body", "importance", "slug",
                "status", "published_at", "published_on", "updated_at", "excerpt", "words",
            )},
            [placement.rubric.slug for placement in story.placements.all()],
            [byline.author.slug for byline in story.bylines.all()],
            sorted(story.tags.names()),
            sorted(address.path for address in story.old_addresses.all()),
            [(change.status_before, change.status_after) for change in story.history.all()],
            sorted((tally.emoji.slug, tally.base) for tally in story.tallies.all()),
            sorted(story.listings.values_list("kind", "published_at")),
        )
        for story in Article.objects.order_by("slug", "headline")
    ]  # fmt: skip
    return (
        stories,
        list(Page.objects.order_by("slug").values("slug", "title", "body", "is_public")),
        sorted(Source.objects.values_list("key", "kind", "theirs", "is_settled")),
        sorted(OldAddress.objects.values_list("path", "kind")),
        sorted(Rubric.objects.values_list("slug", "name")),
        sorted(Tag.objects.values_list("slug", "name")),
        sorted(Author.objects.values_list("slug", "name")),
    )


@pytest.mark.django_db
def test_a_second_run_writes_nothing_at_all(tmp_path):
    bring(tmp_path, site(), publish=True)
    before = canonical()
    with CaptureQueriesContext(connection) as asked:
        report, status, _said = bring(tmp_path, site(), publish=True)
    wrote = [q["sql"] for q in asked.captured_queries if q["sql"].lstrip().startswith(WRITING)]
    assert not wrote
    assert status == 0 and canonical() == before
    counts = report["kinds"]
    assert counts["stories"]["same"] == 12 and counts["pages"]["same"] == 1
    assert counts["rubrics"]["same"] == counts["tags"]["same"] == counts["authors"]["same"] == 1


@pytest.mark.django_db
def test_a_newer_export_brings_what_is_new_and_what_changed_there(tmp_path):
    bring(tmp_path, site(), publish=True)
    other = {"title": "Иначе", "post_modified_gmt": "2015-01-01 10:00:00"}
    newer = site(14, p3=other, p50={"content": "<p>Мы.</p>"}, p5={"status": "draft"})
    report, _status, _said = bring(tmp_path, newer, publish=True)
    assert Article.objects.published().count() == 13
    story = Article.objects.get(slug="led-3")
    assert (story.headline, story.updated_at.year) == ("Иначе", 2015)
    assert [revision.was_public for revision in story.revisions.all()] == [True, True]
    assert Article.objects.get(slug="led-5").status == Status.WITHDRAWN
    assert Page.objects.get().body == "<p>Мы.</p>"
    counts = report["kinds"]["stories"]
    assert (counts["new"], counts["changed"], counts["same"]) == (2, 2, 10)
    for command in ("rebuild_lists", "rebuild_search", "rebuild_desk_search", "recount_reactions"):
        call_command(command, check=True)
    report, _status, _said = bring(tmp_path, newer, publish=True)
    assert report["kinds"]["stories"]["same"] == 14


@pytest.mark.django_db
def test_a_story_that_has_another_date_there_stays_at_its_address_and_the_report_says_so(
    tmp_path, client
):
    bring(tmp_path, site(2), publish=True)
    moved = "https://old.example/blog/2015/01/01/led-1/"
    newer = site(2, p1={"post_date_gmt": "2015-01-01 03:00:00", "link": moved})
    report, status, _said = bring(tmp_path, newer, publish=True)
    (found,) = report["warning"]
    assert "01.01.2015 12:00" in found["why"] and "01.05.2014 19:10" in found["why"]
    assert client.get("/blog/2015/01/01/led-1/").headers["Location"] == "/2014/05/01/led-1/"
    report, _status, _said = bring(tmp_path, newer, publish=True)
    assert report["warning"] == [] and status == 0


@pytest.mark.django_db
def test_a_draft_that_has_another_date_there_follows(tmp_path):
    bring(tmp_path, site(1))
    report, _status, _said = bring(tmp_path, site(1, p1={"post_date_gmt": "2015-01-01 03:00:00"}))
    assert report["warning"] == [] and report["kinds"]["stories"]["changed"] == 1
    assert Article.objects.get().created_at.year == 2015


@pytest.mark.django_db
def test_what_left_the_public_there_stays_out_of_it_whatever_is_typed_there_later(tmp_path):
    bring(tmp_path, site(2), publish=True)
    for title in ("Новость 1", "Правлю", "Правлю дальше"):
        newer = site(2, p1={"status": "draft", "title": title})
        bring(tmp_path, newer, publish=True)
        story = Article.objects.get(slug="led-1")
        assert story.status == Status.WITHDRAWN, title
        assert story.headline == "Новость 1"


@pytest.mark.django_db
def test_what_was_changed_on_both_sides_is_listed_and_left(tmp_path):
    bring(tmp_path, site(), publish=True)
    story = Article.objects.get(slug="led-3")
    content = story.content_to_publish() | {"headline": "Правка редакции"}
    story.revise(content, by=None, seen=0)
    story.publish(by=None)
    Page.objects.update(title="Редакция")
    newer = site(p3={"title": "Иначе"}, p50={"title": "О нас", "post_name": "led-50"})
    for _time in range(2):
        report, _status, _said = bring(tmp_path, newer, publish=True)
        assert Article.objects.get(slug="led-3").headline == "Правка редакции"
        assert Page.objects.get().title == "Редакция"
        assert [found["what"] for found in report["conflict"]] == [
            "story: Иначе", "page: Редакция",
        ]  # fmt: skip


@pytest.mark.django_db
def test_a_draft_that_somebody_is_typing_in_is_left(tmp_path, admin_user):
    bring(tmp_path, site(1))
    story = Article.objects.get()
    Autosave.objects.keep(admin_user, story, typed={"headline": ["Ещё"]}, seen=0)
    report, _status, _said = bring(tmp_path, site(1, p1={"title": "Иначе"}))
    assert Article.objects.get().headline == "Новость 1" and len(report["conflict"]) == 1


@pytest.mark.django_db
def test_what_was_deleted_here_stays_deleted_and_its_address_is_gone(tmp_path, client):
    bring(tmp_path, site(), publish=True)
    Article.objects.get(slug="led-3").delete()
    Tag.objects.all().delete()
    report, status, _said = bring(tmp_path, site(p3={"title": "Иначе"}), publish=True)
    assert not Article.objects.filter(slug="led-3").exists() and not Tag.objects.exists()
    assert status == 0 and "удалили" in report["skipped"][0]["why"]
    assert client.get("/?p=3").status_code == 410


@pytest.mark.django_db
def test_several_files_are_one_export_and_the_same_item_comes_once(tmp_path):
    bring(tmp_path, site(4), site(8), publish=True)
    assert Article.objects.count() == 8


@pytest.mark.django_db
def test_two_items_of_one_number_both_come_in(tmp_path):
    text = export(post(7), post(7, "Другое", post_name="drugoe", guid="https://old.example/x"))
    report, _status, _said = bring(tmp_path, text)
    assert Article.objects.count() == 2 and len(report["warning"]) == 1
    report, _status, _said = bring(tmp_path, text, text)
    assert len(report["warning"]) == 1 and report["post_types"] == {"post": 2}
    assert Article.objects.count() == 2 and report["kinds"]["stories"]["same"] == 2


class Cut(BaseException):
    """The power goes."""


@pytest.mark.django_db
def test_interrupted_after_any_batch_and_started_again_the_end_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("wordpress.ledger.AT_ONCE", 2)
    with transaction.atomic():
        bring(tmp_path, site(6), publish=True)
        whole = canonical()
        transaction.set_rollback(True)
    for stop in range(1, 4):
        with transaction.atomic():
            with monkeypatch.context() as patched:
                patched.setattr(bringing.Stories, "_write", cutting(stop))
                with pytest.raises(Cut):
                    bring(tmp_path, site(6), publish=True)
            bring(tmp_path, site(6), publish=True)
            assert canonical() == whole, stop
            transaction.set_rollback(True)


def cutting(stop, write=bringing.Stories._write):
    """Return a `_write` that is cut off within batch number `stop`, or after it."""
    calls = []

    def cut_off(self, stories):
        calls.append(1)
        if len(calls) < stop:
            return write(self, stories)
        if stop % 2:
            keep = self._keep_addresses
            self._keep_addresses = lambda stories: (keep(stories), (_ for _ in ()).throw(Cut()))
        write(self, stories)
        raise Cut

    return cut_off


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_the_second_is_refused(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from wordpress.only import alone\n"
        "with alone():\n    print('here', flush=True); input()"
    )
    with another(code) as process:
        assert process.stdout.readline() == "here\n"
        with pytest.raises(CommandError, match="другой перенос"):
            bring(tmp_path, site(1))
        process.kill()
        process.wait()
    assert not Article.objects.exists()
    bring(tmp_path, site(1))
    assert Article.objects.count() == 1


def address_of_database():
    """Return the `DATABASE_URL` of the test's database, for other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return f"sqlite:///{name}"


def another(code):
    """Return a process of its own on the test's database."""
    environment = os.environ | {
        "DATABASE_URL": address_of_database(), "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_lock_is_free_again_afterwards():
    for _time in range(2):
        with alone(), pytest.raises(AtWork):
            if connection.vendor == "postgresql":
                # A session may take its own lock again: only others are shut out.
                raise AtWork
            with alone():
                pass
