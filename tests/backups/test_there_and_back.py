"""What was backed up comes back: the same paper, byte for byte, on an empty machine."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError
from django.db import connection, connections, transaction
from django.utils import timezone

from articles.models import Article
from backups import making, snapshots
from backups.models import Backup
from images.models import Image, Rendition
from pagecache.models import Clock
from reactions import recounting
from tests.factories import publish_article
from tests.images.pictures import make_image
from wordpress.models import KeptFile

from .paper import DERIVED, bring_out, originals, pages, press_under


def test_the_paper_comes_back_on_an_empty_machine(machines, run, client, tmp_path):
    file = tmp_path / "paper.backup"
    with machines():
        bring_out()
        before, pictures, era = pages(client), originals(), Clock.objects.get().era
        said = run("backup", file)
        assert "4 files, read back whole" in said
        assert Backup.newest().size_bytes == file.stat().st_size
    with machines():
        assert "files put back: 4" in run("restore", file)
        assert pages(client) == before
        assert originals() == pictures
        assert Clock.objects.get().era != era
        assert recounting.differences() == []
        for command in DERIVED:
            run(command, "--check")


@pytest.mark.gameday
@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_byte_flipped_anywhere_is_found_or_changes_nothing(
    machines, run, client, settings, tmp_path, is_sealed
):
    if is_sealed:
        settings.BACKUPS = settings.BACKUPS | {"passphrase": "крепкий лёд"}
    file, damaged = tmp_path / "paper.backup", tmp_path / "damaged.backup"
    with machines():
        bring_out(2)
        before, pictures = pages(client), originals()
        run("backup", file)
        data, harmless = file.read_bytes(), []
        for place in range(0, len(data), len(data) // 200):
            flipped = bytearray(data)
            flipped[place] ^= 1 << place % 8
            damaged.write_bytes(flipped)
            try:
                run("check_backup", damaged)
            except CommandError:
                continue
            harmless.append(bytes(flipped))
    print(len(harmless), "of 200 flips were not found")
    for flipped in harmless:
        damaged.write_bytes(flipped)
        with machines():
            run("restore", damaged)
            assert (pages(client), originals()) == (before, pictures)


@pytest.mark.one_database
def test_a_sealed_backup_comes_back_with_its_passphrase(machines, run, settings, tmp_path):
    file = tmp_path / "paper.backup"
    settings.BACKUPS = settings.BACKUPS | {"passphrase": "крепкий лёд"}
    with machines():
        bring_out(2)
        assert "It is sealed" in run("backup", file)
        assert b"backup.json" not in file.read_bytes()
        assert Backup.newest().is_sealed
    with machines():
        settings.BACKUPS = settings.BACKUPS | {"passphrase": "тонкий лёд"}
        with pytest.raises(CommandError, match="not the one this backup was made with"):
            run("restore", file)
        settings.BACKUPS = settings.BACKUPS | {"passphrase": ""}
        with pytest.raises(CommandError, match="The backup is sealed"):
            run("restore", file)
        assert not Article.objects.exists()
        (tmp_path / "passphrase").write_text("крепкий лёд\n")
        settings.BACKUPS = settings.BACKUPS | {"passphrase_file": tmp_path / "passphrase"}
        run("restore", file)
        assert Article.objects.count() == 2


def test_pages_kept_in_the_former_life_are_not_believed(machines, run, client, tmp_path):
    file = tmp_path / "paper.backup"
    with machines():
        bring_out(1)
        article = Article.objects.get()
        first = client.get("/").content
        run("backup", file)
        publish_article("Лёд тронулся")
        assert "Лёд тронулся" in client.get("/").content.decode()
        run("restore", file, "--yes")
        assert client.get("/").content == first
        assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.one_database
def test_what_a_restored_site_knows_of_backups_is_the_one_it_came_from(machines, run, tmp_path):
    with machines():
        bring_out(1)
        run("backup", tmp_path / "first.backup")
        made_at = Backup.newest().made_at
        run("backup", tmp_path / "second.backup")
        assert Backup.objects.count() == 2
        run("restore", tmp_path / "first.backup", "--yes")
        (known,) = Backup.objects.all()
        assert known.is_restored
        assert known.made_at == made_at
        assert known.place == str(tmp_path / "first.backup")


def test_the_old_database_is_kept_aside(machines, run, tmp_path):
    with machines() as folder:
        bring_out(1)
        run("backup", tmp_path / "paper.backup")
        publish_article("Лёд тронулся")
        said = run("restore", tmp_path / "paper.backup", "--yes")
        assert "The old database is kept: " in said
        aside = said.partition("is kept: ")[2].split()[0]
        if connection.vendor == "sqlite":
            connection.close()
            shutil.copy(aside, folder / "db.sqlite3")
            assert Article.objects.count() == 2
        else:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{aside}".articles_article')
                assert cursor.fetchone() == (2,)
        run("backup", tmp_path / "again.backup")


def test_into_an_empty_site_nothing_is_kept_aside(machines, run, tmp_path):
    with machines():
        run("backup", tmp_path / "empty.backup")
    with machines() as folder:
        assert "kept" not in run("restore", tmp_path / "empty.backup")
        if connection.vendor == "sqlite":
            assert list(folder.glob("*before_restore*")) == []


class Meddling:
    """Does something before and after the snapshot that the files are compared with is taken."""

    def __init__(self, monkeypatch, before=lambda: None, after=lambda: None, times=1):
        self.before, self.after, self.taken, self.times = before, after, 0, times
        monkeypatch.setattr(making, "snapshot", self)

    def __call__(self):
        self.taken += 1
        is_the_one = 1 < self.taken <= 1 + self.times
        if is_the_one:
            self.before()
        moment = snapshots.snapshot()
        if is_the_one:
            self.after()
        return moment


def delete_picture(image):
    name = image.original.name
    image.delete()
    storages["originals"].delete(name)


@pytest.mark.one_database
def test_a_picture_that_comes_while_files_are_copied_is_in_the_backup(
    machines, run, monkeypatch, tmp_path
):
    with machines():
        bring_out(1)
        Meddling(monkeypatch, before=lambda: make_image(500, 400))
        assert "2 files" in run("backup", tmp_path / "paper.backup")
        pictures = originals()
    with machines():
        run("restore", tmp_path / "paper.backup")
        assert originals() == pictures
        assert None not in pictures.values()


@pytest.mark.one_database
def test_a_picture_that_goes_while_files_are_copied_is_not_in_the_backup(
    machines, run, monkeypatch, tmp_path
):
    with machines():
        goes = make_image(500, 400)
        stays = make_image(300, 200)
        Meddling(monkeypatch, before=lambda: delete_picture(goes))
        assert "1 files" in run("backup", tmp_path / "paper.backup")
    with machines():
        run("restore", tmp_path / "paper.backup")
        assert [image.content_hash for image in Image.objects.all()] == [stays.content_hash]
        assert not storages["originals"].exists(goes.original.name)


def test_a_picture_that_comes_and_goes_in_the_very_moment_costs_another_snapshot(
    machines, run, monkeypatch, tmp_path
):
    with machines():
        bring_out(1)
        brief = []
        meddling = Meddling(
            monkeypatch,
            before=lambda: brief.append(make_image(500, 400)),
            after=lambda: delete_picture(brief[0]),
        )
        assert "1 files" in run("backup", tmp_path / "paper.backup")
        assert meddling.taken == 3
    with machines():
        run("restore", tmp_path / "paper.backup")
        assert None not in originals().values()
        assert Image.objects.count() == 1


@pytest.mark.one_database
def test_who_deletes_faster_than_files_are_copied_is_told(machines, run, monkeypatch, tmp_path):
    with machines():
        pictures = []
        Meddling(
            monkeypatch,
            before=lambda: pictures.append(make_image(300 + len(pictures), 200)),
            after=lambda: delete_picture(pictures[-1]),
            times=making.TRIES,
        )
        with pytest.raises(CommandError, match="deleted faster"):
            run("backup", tmp_path / "paper.backup")
        assert list(tmp_path.glob("*backup*")) == []


@pytest.mark.one_database
def test_a_picture_lost_before_is_said_and_stops_nothing(machines, run, tmp_path):
    with machines():
        lost, stays = make_image(300, 200), make_image(400, 200)
        storages["originals"].delete(lost.original.name)
        said = run("backup", tmp_path / "paper.backup")
        assert f"lost before: files/originals/{lost.original.name}" in said
    with machines():
        assert "lost before the backup was made: 1" in run("restore", tmp_path / "paper.backup")
        assert sum(sha256 is None for sha256 in originals().values()) == 1
        assert Image.objects.filter(pk=stays.pk).exists()


@pytest.mark.one_database
def test_recordings_of_the_old_site_come_back(machines, run, tmp_path):
    with machines():
        stored = storages["originals"].save("files/ab/abc.mp3", ContentFile(b"sound"))
        KeptFile.objects.create(name="a.mp3", stored=stored, content_hash="abc", size_bytes=5)
        assert "1 files" in run("backup", tmp_path / "paper.backup")
    with machines():
        run("restore", tmp_path / "paper.backup")
        with storages["originals"].open(KeptFile.objects.get().stored.name) as file:
            assert file.read() == b"sound"


@pytest.mark.one_database
def test_a_picture_damaged_on_its_disk_is_said(machines, run, tmp_path):
    with machines():
        image = make_image(300, 200)
        Path(storages["originals"].path(image.original.name)).write_bytes(b"x")
        assert "damaged on its disk" in run("backup", tmp_path / "paper.backup")


@pytest.mark.one_database
def test_rows_of_renditions_whose_files_are_not_there_go_when_it_is_restored(
    machines, run, stocktaking, tmp_path
):
    with machines():
        make_image(300, 200)
        run("make_renditions", "--spec", "thumb")
        assert Rendition.objects.exists()
        run("backup", tmp_path / "paper.backup")
    with machines():
        run("restore", tmp_path / "paper.backup")
        assert not Rendition.objects.exists()
        assert "agree" in run("make_renditions", "--check")


def test_under_full_load_numbers_are_those_of_one_moment(machines, run, tmp_path):
    with machines():
        bring_out(2)
        article = Article.objects.first()
        is_over = threading.Event()

        def readers():
            while not is_over.is_set():
                press_under(article)
            connections.close_all()

        def writers():
            while not is_over.is_set():
                # As at the desk: a story and what it is found by in one transaction.
                with transaction.atomic():
                    publish_article("Ещё лёд")
            connections.close_all()

        crowd = [threading.Thread(target=work) for work in (readers, writers)]
        for one in crowd:
            one.start()
        try:
            while Article.objects.count() == 2:
                time.sleep(0.01)
            for number in range(2):
                run("backup", tmp_path / f"{number}.backup")
        finally:
            is_over.set()
            for one in crowd:
                one.join()
        pressed = Article.objects.count()
    for number in range(2):
        with machines():
            run("restore", tmp_path / f"{number}.backup")
            assert recounting.differences() == []
            assert 2 < Article.objects.count() <= pressed
            assert timezone.now() > Backup.newest().made_at
