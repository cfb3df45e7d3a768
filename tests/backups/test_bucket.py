"""Backups in object storage: parts on their way, whole ones under their name, sentences else."""

from datetime import timedelta

import pytest
from django.core.management import CommandError

from articles.models import Article
from backups.models import Backup
from tests.factories import publish_article

from .s3_server import now, serving

pytest.importorskip("boto3")

from backups import bucket

pytestmark = pytest.mark.one_database


@pytest.fixture
def store(settings, monkeypatch):
    monkeypatch.setattr(bucket, "ATTEMPTS", 1)
    with serving() as (address, store):
        settings.BACKUPS = settings.BACKUPS | {
            "bucket": {
                "bucket": "night",
                "endpoint_url": address,
                "region_name": "ru-central1",
                "access_key": "x",
                "secret_key": "x",
            }
        }
        yield store


def test_a_backup_goes_to_the_bucket_and_comes_back(machines, run, store, tmp_path, monkeypatch):
    monkeypatch.setattr(bucket, "PART", 40_000)
    with machines():
        publish_article()
        assert "s3:2026/paper.backup: " in run("backup", "s3:2026/paper.backup", "--keep", "2")
        assert list(store.objects) == ["2026/paper.backup"]
        assert store.uploads == {}
        assert Backup.newest().place == "s3:2026/paper.backup"
        publish_article()
        run("backup", "s3:2026/paper.backup", "--keep", "2")
        assert len(store.objects) == 2
        assert "Whole" in run("check_backup", "s3:2026/paper.backup")
    with machines():
        run("restore", "s3:2026/paper.backup")
        assert Article.objects.count() == 2


def test_the_newest_of_a_folder_of_the_bucket_are_kept(machines, run, store):
    store.put("newsroom-20200101T000000Z.backup", b"not ours")
    with machines():
        run("backup", "s3:")
        (made,) = [name for name in store.objects if "2020" not in name]
        data, _at = store.objects.pop(made)
        for year in (2021, 2022):
            store.put(f"newsroom-{year}0101T000000Z.backup", data)
            store.put(f"night/newsroom-{year}0101T000000Z.backup", data)
        run("backup", "s3:", "--keep", "2")
        names = sorted(store.objects)
        assert names[:2] == ["newsroom-20200101T000000Z.backup", "newsroom-20220101T000000Z.backup"]
        assert len(names) == 5


def test_what_lies_in_the_bucket_and_is_no_backup_is_not_overwritten(machines, run, store):
    store.put("thesis.odt", b"precious")
    with machines():
        with pytest.raises(CommandError, match="is no backup"):
            run("backup", "s3:thesis.odt")
        with pytest.raises(CommandError, match="There is no backup"):
            run("restore", "s3:nothing.backup")
        assert store.objects["thesis.odt"][0] == b"precious"


@pytest.mark.parametrize(
    "trouble",
    [
        lambda method, path: 503,
        lambda method, path: 403 if "uploads" in path and method == "POST" else None,
        lambda method, path: 500 if "partNumber" in path else None,
        lambda method, path: 500 if method == "POST" and "uploadId" in path else None,
        lambda method, path: 500 if method == "GET" and "unfinished" in path else None,
    ],
    ids=["away", "forbidden", "part", "end", "reading back"],
)
def test_a_bucket_that_fails_is_said_and_leaves_nothing_behind(machines, run, store, trouble):
    with machines():
        run("backup", "s3:paper.backup")
        before = dict(store.objects)
        store.trouble = trouble
        with pytest.raises(CommandError, match="bucket does not do its work"):
            run("backup", "s3:paper.backup")
        assert store.objects == before
        assert store.uploads == {}
        assert Backup.objects.count() == 1


def test_what_was_never_finished_is_removed_after_a_day(machines, run, store):
    old = now() - timedelta(hours=25)
    store.put("paper.backup.abc.unfinished", b"x", old)
    store.put("paper.backup.def.unfinished", b"x")
    store.uploads |= {
        "7": ("paper.backup.ghi.unfinished", {}, old),
        "8": ("paper.backup.jkl.unfinished", {}, now()),
        "9": ("film.mp4", {}, old),
    }
    with machines():
        run("backup", "s3:paper.backup")
    assert sorted(store.objects) == ["paper.backup", "paper.backup.def.unfinished"]
    assert sorted(store.uploads) == ["8", "9"]
