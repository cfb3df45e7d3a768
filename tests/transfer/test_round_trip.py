"""Export → empty site → export is the same, byte for byte, and nothing is forgotten."""

import io
import shutil
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from articles.finding import rebuilding as desk_index
from articles.models import Article, DraftImageUse, ImageUse, Listing, Output, Status
from pagecache.models import Clock
from reactions.recounting import differences
from search import rebuilding
from tests import ROOT
from tests.factories import make_article, publish_article
from tests.images.pictures import make_image
from tests.migrated import ENVIRONMENT, sqlite_file
from transfer import describing, schema
from transfer.contents import LEFT_OUT, SHEETS
from transfer.exporting import export
from transfer.importing import load
from wordpress.models import FileUse

from .paper import files_of, forget_everything, make_paper

ALL = ("presses", "secrets")
pytestmark = pytest.mark.django_db


def taken(folder, options=ALL):
    assert export(folder, options=options, stream=io.StringIO()) == []
    return files_of(folder)


def test_every_table_is_exported_or_left_out_for_a_reason():
    exported = [sheet.table for sheet in SHEETS]
    models = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    assert len(exported) == len(set(exported))
    assert not set(exported) & set(LEFT_OUT)
    assert {*exported, *LEFT_OUT} == models, "add a line to transfer/contents.py"


def test_a_paper_that_has_everything_comes_back_byte_for_byte(tmp_path, capsys):
    make_paper()
    before = taken(tmp_path / "first")
    assert [name for name, text in before.items() if not text] == []
    call_command("export_site", tmp_path / "again", options=ALL)
    assert files_of(tmp_path / "again") == before
    shutil.rmtree(storages["originals"].location)
    forget_everything()
    call_command("import_site", tmp_path / "first")
    assert taken(tmp_path / "second") == before
    said = capsys.readouterr().out
    assert "Сайт выгружен в" in said
    assert "Загружено 9 материалов." in said


def test_without_options_there_are_numbers_and_nothing_that_opens_a_door(tmp_path):
    make_paper()
    before = taken(tmp_path / "first", ())
    assert b"password" not in before["people.jsonl"]
    assert not {"presses.jsonl", "held.jsonl", "second_factors.jsonl"} & before.keys()
    assert b'"number":12' in before["reactions.jsonl"]
    forget_everything()
    load(tmp_path / "first", stream=io.StringIO())
    assert taken(tmp_path / "second", ()) == before
    assert not differences()


def derived():
    """Return what is made anew, as far as it has no number of its own."""
    columns = ("pk", "compiled_body", "excerpt", "words", "rubric_ids")
    return {
        "stories": list(Article.objects.order_by("pk").values_list(*columns)),
        "uses": set(ImageUse.objects.values_list("article", "image")),
        "drafts": set(DraftImageUse.objects.values_list("article", "image")),
        "lists": set(Listing.objects.values_list("kind", "key", "article", "published_at")),
        "output": set(Output.objects.exclude(stories=0).values_list("kind", "key", "stories")),
        "templates": apps.get_model("desk.ImageInTemplate").objects.count(),
        "pages": apps.get_model("pages.ImageOnPage").objects.count(),
        "files": set(FileUse.objects.values_list("article", "file")),
    }


def test_what_is_not_exported_is_made_anew_and_readers_find_every_story(client, tmp_path):
    stories = make_paper()
    before = derived()
    assert all(before[what] for what in ("uses", "drafts", "lists", "output", "pages", "files"))
    taken(tmp_path / "first")
    era = Clock.objects.get().era
    forget_everything()
    load(tmp_path / "first", stream=io.StringIO())
    assert derived() == before
    assert rebuilding.differing(0, rebuilding.highest_story()) == []
    assert not any(desk_index.differing(*span) for span in desk_index.spans())
    clock = Clock.objects.get()
    assert clock.era != era
    assert clock.alarm == stories["planned"].schedules.get().at
    for name, story in stories.items():
        story = Article.objects.get(pk=story.pk)
        if story.published_on:
            status = 200 if story.status == Status.PUBLISHED else 410
            assert client.get(story.get_absolute_url()).status_code == status, name
    old = stories["moved"].old_addresses.get().path
    assert client.get(old).headers["Location"] == stories["moved"].get_absolute_url()
    # The next story gets a number of its own.
    assert make_article().pk > max(story.pk for story in stories.values())


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the other database is SQLite")
def test_a_site_that_changes_its_database_is_the_same_site(tmp_path):
    make_paper()
    before = taken(tmp_path / "first")
    shutil.copy(sqlite_file(), tmp_path / "other.sqlite3")
    environment = ENVIRONMENT | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "other-media"),
    }
    for command in (
        ["import_site", tmp_path / "first"],
        ["export_site", tmp_path / "second", "--with-presses", "--with-secrets"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=environment, check=True, capture_output=True,
        )  # fmt: skip
    assert files_of(tmp_path / "second") == before


def test_a_lost_original_is_named_and_stops_nothing_else(tmp_path, capsys):
    story = publish_article(picture=make_image(alt="Лёд"))
    storages["originals"].delete(story.picture.original.name)
    with pytest.raises(CommandError) as refusal:
        call_command("export_site", tmp_path / "export")
    assert refusal.value.returncode == 1
    assert story.picture.original.name in capsys.readouterr().out
    forget_everything()
    load(tmp_path / "export", stream=io.StringIO())
    assert Article.objects.get(pk=story.pk).picture.original.name == story.picture.original.name


def test_the_published_format_is_that_of_the_models():
    docs = ROOT / "docs"
    told = (docs / "export.md").read_text().partition("<!-- files -->\n\n")[2]
    assert (docs / "export.schema.json").read_text() == schema.written(), "dev/export_format.py"
    assert told == describing.described(), "run: python dev/export_format.py"
