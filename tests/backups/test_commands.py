"""What whoever runs the machine is told, and what stays as it was."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import nullcontext
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.models import Article
from backups import counting, making, passphrase, places, programs, proving, restoring, sqlite
from backups.models import Backup
from paper.models import Paper
from tests.factories import make_user, publish_article

from .paper import bring_out, originals


def refused(run, *words):
    """Run a command that refuses, and return (what it says, its status)."""
    with pytest.raises(CommandError) as refusal:
        run(*words)
    return str(refusal.value), refusal.value.returncode


def left_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file())


# --- where it goes


def test_a_site_that_is_not_empty_is_not_overwritten_without_a_yes(machines, run, tmp_path):
    with machines() as folder:
        run("backup", tmp_path / "empty.backup")
        bring_out(2)
        said, status = refused(run, "restore", tmp_path / "empty.backup")
        assert "2 stories, 2 pictures, 3 reactions, 1 login" in said
        assert "--yes" in said
        assert status == 1
        assert Article.objects.count() == 2
        assert None not in originals().values()
        run("restore", tmp_path / "empty.backup", "--yes")
        assert not Article.objects.exists()
        assert not any(path.name.startswith(".") for path in folder.iterdir())


@pytest.mark.one_database
def test_what_is_no_backup_is_neither_overwritten_nor_restored(machines, run, tmp_path):
    precious = tmp_path / "thesis.odt"
    precious.write_bytes(b"precious " * 1000)
    (tmp_path / "empty").write_bytes(b"")
    with machines():
        assert "is there and is no backup" in refused(run, "backup", precious)[0]
        assert "is no backup" in refused(run, "restore", precious)[0]
        assert "is no backup" in refused(run, "check_backup", tmp_path / "empty")[0]
        assert "There is no backup" in refused(run, "restore", tmp_path / "nothing")[0]
        assert "is a folder" in refused(run, "restore", tmp_path)[0]
        assert "no folder" in refused(run, "backup", tmp_path / "a" / "b.backup")[0]
        assert "no folder" in refused(run, "backup", f"{tmp_path}/later/")[0]
        assert "No bucket is configured" in refused(run, "backup", "s3:paper.backup")[0]
        assert "at least 1" in refused(run, "backup", tmp_path / "x", "--keep", "0")[0]
        assert precious.read_bytes() == b"precious " * 1000


@pytest.mark.one_database
def test_a_backup_takes_the_place_of_the_one_before(machines, run, tmp_path):
    file = tmp_path / "paper.backup"
    with machines():
        run("backup", file)
        assert file.stat().st_mode & 0o777 == 0o600
        publish_article()
        run("backup", file)
        assert left_in(tmp_path) == ["paper.backup"]
        run("restore", file, "--yes")
        assert Article.objects.count() == 1


def age(path, days):
    at = path.stat().st_mtime - days * 86400
    os.utime(path, (at, at))


@pytest.mark.one_database
def test_the_newest_of_a_name_are_kept(machines, run, tmp_path):
    file = tmp_path / "paper.backup"
    foreign = [tmp_path / "paper.backup.20200101T000000Z", tmp_path / "paper.backup.old"]
    for path in foreign:
        path.write_bytes(b"not ours")
        age(path, 1000)
    with machines():
        for number in range(4, 0, -1):
            run("backup", file, "--keep", "3")
            for path in tmp_path.glob("paper.backup*"):
                age(path, number)
        found = left_in(tmp_path)
    assert [path.read_bytes() for path in foreign] == [b"not ours"] * 2
    assert len(found) == 3 + len(foreign)
    assert "paper.backup" in found


@pytest.mark.one_database
def test_the_newest_in_a_folder_are_kept(machines, run, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "newsroom-20190101T000000Z.backup").write_bytes(b"not ours")
    with machines():
        run("backup", folder)
        (made,) = folder.glob("newsroom-20[2-9]*T*Z.backup")
        for days in (3, 2, 1):
            moment = timezone.now() - timedelta(days=days)
            shutil.copy(made, folder / f"newsroom-{moment:%Y%m%dT%H%M%SZ}.backup")
        made.unlink()
        said = run("backup", f"{folder}/", "--keep", "2")
        assert said.count("removed:") == 2
    names = left_in(folder)
    assert len(names) == 3
    assert names[0] == "newsroom-20190101T000000Z.backup"
    assert f"{timezone.now() - timedelta(days=1):%Y%m%d}" in names[1]


@pytest.mark.one_database
def test_a_backup_that_fails_removes_nothing(machines, run, monkeypatch, tmp_path):
    file = tmp_path / "paper.backup"
    with machines():
        run("backup", file)
        before = file.read_bytes()
        monkeypatch.setattr(making.Writer, "close", lambda *args: None)
        said, status = refused(run, "backup", file, "--keep", "1")
        assert "too early" in said
        assert status == 1
        assert file.read_bytes() == before
        assert left_in(tmp_path) == ["paper.backup"]
        assert Backup.objects.count() == 1


# --- how it ends early


def test_interrupted_it_leaves_nothing_behind(machines, run, monkeypatch, tmp_path):
    with machines() as folder:
        bring_out(2)

        def interrupt(*args, **options):
            os.kill(os.getpid(), signal.SIGTERM)

        monkeypatch.setattr(sqlite, "copy_of", interrupt)
        monkeypatch.setattr(programs, "running", interrupt)
        said, status = refused(run, "backup", tmp_path / "paper.backup")
        assert "There is no new backup" in said
        assert status == 130
        assert left_in(tmp_path) == []
        assert not any(path.name.startswith(".") for path in folder.iterdir())


@pytest.mark.one_database
def test_a_full_disk_is_said_and_leaves_nothing_behind(machines, run, monkeypatch, tmp_path):
    def full(self, path):
        original(self, path)
        self.write = lambda data: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left"))

    original = places.FolderDraft.__init__
    monkeypatch.setattr(places.FolderDraft, "__init__", full)
    with machines():
        said, _status = refused(run, "backup", tmp_path / "paper.backup")
        assert "there is no room left on the disk" in said
        assert left_in(tmp_path) == []


@pytest.mark.one_database
def test_what_a_killed_backup_left_is_removed_by_the_next(machines, run, tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from backups.drafts import Draft;"
        "draft = Draft(Path(sys.argv[1])); draft.file.write(b'x'); draft.file.flush();"
        "print(flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "paper.backup"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.readline()
    with machines():
        # Somebody else is at work there, and stays.
        run("backup", tmp_path / "other.backup")
        assert len(left_in(tmp_path)) == 2
        process.kill()
        process.communicate()
        run("backup", tmp_path / "other.backup")
        assert left_in(tmp_path) == ["other.backup"]


@pytest.mark.parametrize("where", ["compare_rows", "compare_files", "derived_differences"])
def test_a_restore_that_finds_something_wrong_leaves_the_old_site(
    machines, run, monkeypatch, tmp_path, where
):
    with machines() as folder:
        run("backup", tmp_path / "empty.backup")
        bring_out(1)

        def fail(*args):
            raise KeyboardInterrupt if where == "derived_differences" else counting.Refusal("no")

        monkeypatch.setattr(counting, where, fail)
        refused(run, "restore", tmp_path / "empty.backup", "--yes")
        assert Article.objects.count() == 1
        assert None not in originals().values()
        if connection.vendor == "sqlite":
            assert left_in(folder) == [
                name for name in left_in(folder) if name.startswith("db.sqlite3")
            ]
            assert not list(folder.glob("*before*"))
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'before%'")
                assert cursor.fetchone() == (0,)


def test_numbers_that_were_wrong_in_the_backup_are_said_and_stop_nothing(machines, run, tmp_path):
    with machines():
        bring_out(1)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reactions_tally SET counted = 7")
            cursor.execute("DELETE FROM search_index")
        run("backup", tmp_path / "paper.backup")
    with machines():
        said, status = refused(run, "restore", tmp_path / "paper.backup")
        assert "run recount_reactions" in said
        assert "search index: 1 stories" in said
        assert status == 1
        assert Article.objects.count() == 1


# --- what fits and what does not


def rewritten(monkeypatch, **facts):
    """Let the next backups say something else of where they come from."""
    true = making.origin_of
    monkeypatch.setattr(
        making, "origin_of", lambda moment: true(moment).__class__(**(vars(true(moment)) | facts))
    )


@pytest.mark.one_database
def test_a_backup_of_another_kind_of_database_is_refused(machines, run, monkeypatch, tmp_path):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    with machines():
        rewritten(monkeypatch, database=other, database_version="15.1")
        monkeypatch.setattr(proving, "_program", lambda origin: nullcontext(BytesIO()))
        run("backup", tmp_path / "paper.backup")
        said, _status = refused(run, "restore", tmp_path / "paper.backup")
        assert f"backup of {restoring.NAMES[other]}" in said
        assert "export_site" in said


@pytest.mark.one_database
def test_a_backup_of_a_newer_release_is_refused_and_an_older_one_wants_migrate(
    machines, run, monkeypatch, tmp_path
):
    with machines():
        publish_article()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied)"
                " VALUES ('articles', '9999_later', CURRENT_TIMESTAMP)"
            )
        run("backup", tmp_path / "newer.backup")
        MigrationRecorder(connection).record_unapplied("articles", "9999_later")
        MigrationRecorder(connection).record_unapplied("backups", "0001_good_backups")
        run("backup", tmp_path / "older.backup")
    with machines():
        said, _status = refused(run, "restore", tmp_path / "newer.backup")
        assert "newer release" in said
        assert "articles.9999_later" in said
        assert "now run migrate (1 migrations)" in run("restore", tmp_path / "older.backup")
        assert Article.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL has versions")
def test_a_backup_of_a_newer_server_is_refused(machines, run, monkeypatch, tmp_path):
    with machines():
        rewritten(monkeypatch, database_version="99.1")
        monkeypatch.setattr(proving, "_program", lambda origin: nullcontext(BytesIO()))
        run("backup", tmp_path / "paper.backup")
        said, _status = refused(run, "restore", tmp_path / "paper.backup")
        assert "is of PostgreSQL 99.1, the server here is" in said


def program(folder, name, says):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without PostgreSQL's programs; returns the folder of those there are."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "VERSIONS", tmp_path / "versions")
    return folder


def test_a_missing_program_is_named_with_its_package(bare):
    with pytest.raises(programs.Refusal, match=r"no pg_dump .* postgresql-client-16"):
        programs.find("pg_dump", 16)


def test_a_program_of_an_older_version_is_not_used(bare, tmp_path):
    program(bare, "pg_dump", "pg_dump (PostgreSQL) 13.4 (Debian 13.4-1)")
    with pytest.raises(programs.Refusal, match=r"PostgreSQL 13 .* postgresql-client-16"):
        programs.find("pg_dump", 16)
    for version in (15, 16, 18):
        place = tmp_path / "versions" / str(version) / "bin"
        place.mkdir(parents=True)
        program(place, "pg_dump", f"pg_dump (PostgreSQL) {version}devel")
    assert programs.find("pg_dump", 16) == str(tmp_path / "versions/16/bin/pg_dump")
    assert programs.find("pg_dump", 17) == str(tmp_path / "versions/18/bin/pg_dump")


def test_a_program_that_does_not_run_is_none(bare):
    (bare / "pg_dump").write_text("\0")
    (bare / "pg_dump").chmod(0o755)
    with pytest.raises(programs.Refusal, match="no pg_dump"):
        programs.find("pg_dump", 16)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite needs no program")
def test_what_pg_dump_complains_of_is_said(machines, run, monkeypatch, bare, tmp_path):
    program(bare, "pg_dump", "pg_dump (PostgreSQL) 99.1")
    program(bare, "pg_restore", "pg_restore (PostgreSQL) 99.1")
    with machines():
        (bare / "pg_dump").write_text(
            "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99' && exit\n"
            "echo 'permission denied for table x' >&2; exit 1\n"
        )
        said, _status = refused(run, "backup", tmp_path / "paper.backup")
        assert said == "pg_dump failed: permission denied for table x"
        assert left_in(tmp_path) == []


@pytest.mark.one_database
def test_a_damaged_database_is_neither_backed_up_nor_in_the_way(machines, run, tmp_path):
    with machines():
        bring_out(1)
        run("backup", tmp_path / "paper.backup")
    with machines() as folder:
        connection.close()
        database = folder / "db.sqlite3"
        database.write_bytes(b"damaged " * 5000)
        assert "its file is damaged" in refused(run, "backup", tmp_path / "other.backup")[0]
        assert "--yes moves it aside" in refused(run, "restore", tmp_path / "paper.backup")[0]
        assert "lies at" in run("restore", tmp_path / "paper.backup", "--yes")
        assert Article.objects.count() == 1
        (aside,) = folder.glob("db.sqlite3.before_restore_*")
        assert aside.read_bytes() == b"damaged " * 5000
        assert left_in(tmp_path) == ["paper.backup"]


@pytest.mark.one_database
def test_a_database_with_a_damaged_page_is_not_backed_up(machines, run, tmp_path):
    with machines() as folder:
        bring_out(1)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT rootpage FROM sqlite_master WHERE name = 'reactions_reaction'")
            page = cursor.fetchone()[0]
        connections.close_all()
        with (folder / "db.sqlite3").open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(b"\xff" * 200)
        said, status = refused(run, "backup", tmp_path / "paper.backup")
        assert "damaged" in said or "malformed" in said
        assert status == 1
        assert left_in(tmp_path) == []


@pytest.mark.one_database
def test_rows_that_lead_nowhere_are_said_and_stop_nothing(machines, run, tmp_path):
    with machines() as folder:
        article = publish_article()
        connection.close()
        with sqlite3.connect(folder / "db.sqlite3") as database:
            database.execute("DELETE FROM articles_author")
            database.commit()
        said = run("backup", tmp_path / "paper.backup")
        assert "rows that name others which are not there: " in said
    with machines():
        run("restore", tmp_path / "paper.backup")
        assert Article.objects.filter(pk=article.pk).exists()


# --- the passphrase


@pytest.mark.one_database
def test_a_passphrase_is_wanted_where_sealing_is(machines, run, settings, monkeypatch, tmp_path):
    with machines():
        monkeypatch.setattr(sys, "stdin", StringIO())
        file = tmp_path / "paper.backup"
        assert "There is no passphrase" in refused(run, "backup", file, "--encrypt")[0]
        settings.BACKUPS = settings.BACKUPS | {"passphrase": "short"}
        assert "too short: 8" in refused(run, "backup", file)[0]
        settings.BACKUPS = settings.BACKUPS | {"passphrase": ""}
        settings.BACKUPS = settings.BACKUPS | {"passphrase_file": str(tmp_path / "nothing")}
        assert "BACKUP_PASSPHRASE_FILE cannot be read" in refused(run, "backup", file)[0]
        assert left_in(tmp_path) == []
        assert "sealed" not in run("backup", file, "--plain")


class Terminal:
    def isatty(self):
        return True


def test_a_passphrase_is_typed_twice(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal())
    answers = ["крепкий лёд", "крепкий лед"]
    monkeypatch.setattr(passphrase, "getpass", lambda question: answers.pop(0))
    with pytest.raises(passphrase.Refusal, match="not alike"):
        passphrase.typed(twice=True)
    answers[:] = ["крепкий лёд"] * 3
    assert passphrase.typed(twice=True) == "крепкий лёд"
    assert passphrase.typed(twice=False) == "крепкий лёд"


# --- how old it is


@pytest.mark.one_database
def test_a_backup_that_is_too_old_is_an_alarm(machines, run, tmp_path):
    with machines():
        assert "never was a backup" in run("check_backup")
        publish_article()
        said, status = refused(run, "check_backup")
        assert "never was a backup" in said
        assert status == 1
        run("backup", tmp_path / "paper.backup")
        assert "last good backup" in run("check_backup")
        Backup.objects.update(made_at=timezone.now() - timedelta(days=2, hours=1))
        assert str(tmp_path / "paper.backup") in refused(run, "check_backup")[0]
        paper = Paper.current()
        for days, is_late in ((3, False), (2, True), (0, False)):
            paper.backup_days = days
            paper.save()
            assert bool(not is_late or refused(run, "check_backup"))
            assert is_late or "last good backup" in run("check_backup")


@pytest.mark.one_database
def test_a_file_is_checked_to_its_end(machines, run, tmp_path):
    file = tmp_path / "paper.backup"
    with machines():
        run("backup", file)
        assert "Whole: made on" in run("check_backup", file)
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        assert "damaged" in refused(run, "check_backup", file)[0]


@pytest.mark.one_database
def test_a_hundred_are_remembered(machines):
    with machines():
        for number in range(103):
            at = timezone.now() - timedelta(days=number)
            Backup.note(made_at=at, place=str(number), size_bytes=1, is_sealed=False)
        assert Backup.objects.count() == 100
        assert Backup.newest().place == "0"


@pytest.mark.one_database
def test_prometheus_and_the_desk_know_how_old_it_is(machines, client, run, tmp_path):
    with machines():
        publish_article()
        client.force_login(make_user(is_staff=True, is_superuser=True))

        def numbers():
            return client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()

        assert "\nnewsroom_backup_age_seconds " not in numbers()
        assert "Резервных копий этого сайта" in client.get("/admin/").content.decode()
        run("backup", tmp_path / "paper.backup")
        assert "\nnewsroom_backup_age_seconds " in numbers()
        assert f"\nnewsroom_backup_bytes {Backup.newest().size_bytes}" in numbers()
        page = client.get("/admin/").content.decode()
        assert "Последняя исправная резервная копия" in page
        assert 'role="alert"' not in page
        Backup.objects.update(made_at=timezone.now() - timedelta(days=5))
        assert 'role="alert"' in client.get("/admin/").content.decode()
        client.force_login(make_user(is_staff=True))
        assert "резервн" not in client.get("/admin/").content.decode()
