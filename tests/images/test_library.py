"""Pictures go into the library whole, once, and under a name of ours."""

import datetime
import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pixels

from images.library import add_image
from images.models import Image, Licence
from images.renditions import url_of
from images.storage import DRAFTS
from images.validators import Refused
from pagecache.models import Stamp
from tests.factories import make_article, make_author, make_user, publish_article

from .pictures import draw, encode, make_image

pytestmark = pytest.mark.django_db


def originals(media):
    return sorted(path.name for path in (media / "originals").rglob("*") if path.is_file())


def test_a_picture_is_stored_under_its_hash_before_anybody_reads_of_it(media):
    data = encode()
    image = add_image(ContentFile(data, "лёд на Лене.jpg"), by=make_user(), alt="Лёд")
    assert image.original.name == f"{image.content_hash[:2]}/{image.content_hash}.jpg"
    assert originals(media) == [f"{image.content_hash}.jpg"]
    assert image.original.read() == data
    assert (image.width, image.height, image.size_bytes) == (640, 480, len(data))
    assert (image.title, image.alt) == ("лёд на Лене", "Лёд")
    assert not image.was_known


def test_the_same_bytes_are_the_same_picture_whatever_their_name(media):
    first = add_image(ContentFile(encode(), "a.jpg"), alt="Лёд")
    again = add_image(ContentFile(encode(), "b.png"), alt="Другое")
    assert again.pk == first.pk
    assert again.was_known
    assert again.alt == "Лёд"
    assert len(originals(media)) == 1


def test_width_and_height_are_those_a_viewer_sees():
    exif = Pixels.Exif()
    exif[0x0112] = 6
    image = add_image(encode(draw(640, 480), exif=exif))
    assert (image.width, image.height) == (480, 640)


def test_the_photographer_in_the_file_becomes_the_credit_unless_somebody_knows_better():
    exif = Pixels.Exif()
    exif[0x013B] = "Павел Громов".encode()
    assert add_image(encode(draw(100, 100), exif=exif)).credit == "Павел Громов"
    assert add_image(encode(draw(200, 100), exif=exif), credit="Архив").credit == "Архив"


NAMES = [
    "../../x.jpg", "/abs.jpg", "a\0b.jpg", "a\r\nSet-Cookie: x.jpg", "ы" * 300 + ".jpg", "con.jpg",
    ".htaccess", "gpj.\u202eexe.jpg", "🏔.jpg", "name. ", "%2e%2e%2fx.jpg", "..\\..\\x.jpg",
    "x" * 5000, "x.php.jpg", "x.svg", "x.html", "", "...", "/", "\ud800.jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_users_name_of_a_file_goes_nowhere_but_into_the_title(name, media):
    file = ContentFile(encode())
    file.name = name
    image = add_image(file)
    assert originals(media) == [f"{image.content_hash}.jpg"]
    assert {path.name for path in media.iterdir()} == {"originals"}
    assert len(image.title) <= 200
    assert not set(image.title) & set("\0\r\n\u202e\ud800/\\")
    image.full_clean()


def test_words_from_machines_are_made_printable():
    image = add_image(encode(), caption="Лёд\0 на\nЛене" + "!" * 700, licence=Licence.PRESS)
    image.refresh_from_db()
    assert image.caption.startswith("Лёд на Лене!")
    assert len(image.caption) == 600
    assert image.licence == Licence.PRESS


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), PermissionError()])
def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(fault, media, monkeypatch):
    def full(descriptor):
        raise fault

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as refusal:
        add_image(encode())
    assert "хранилище" in str(refusal.value.message)
    assert originals(media) == []
    assert not Image.objects.exists()
    monkeypatch.undo()
    assert add_image(encode()).pk


def test_no_row_no_file(media, monkeypatch):
    def lost(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(Image, "save", lost)
    with pytest.raises(ConnectionError):
        add_image(encode())
    assert originals(media) == []


def test_a_refused_file_leaves_nothing_behind(media):
    with pytest.raises(Refused):
        add_image(encode()[:3000])
    assert not (media / "originals").exists()
    assert not Image.objects.exists()


def test_what_a_killed_process_left_is_swept_after_an_hour(media):
    make_image()
    drafts = media / "originals" / DRAFTS
    old, young = drafts / "old", drafts / "young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    hour_ago = time.time() - 3700
    os.utime(old, (hour_ago, hour_ago))
    make_image()
    assert [path.name for path in drafts.iterdir()] == ["young"]


def test_two_editors_sending_one_photograph_at_once_have_one_picture(monkeypatch):
    data, storage = encode(), type(storages["originals"])
    save, others = storage.save, []

    def save_while_the_other_is_quicker(self, name, content):
        saved = save(self, name, content)
        if not others:
            others.append(None)
            others[0] = add_image(data)
        return saved

    monkeypatch.setattr(storage, "save", save_while_the_other_is_quicker)
    mine = add_image(data)
    assert mine.was_known
    assert mine.pk == others[0].pk
    assert Image.objects.get().original.read() == data


@pytest.mark.django_db(transaction=True)
def test_a_deleted_picture_takes_its_files_along(media, client):
    image = make_image()
    make_author(photo=image)
    client.get(url_of(image, "thumb", 96)).getvalue()
    assert len(list((media / "public").rglob("*.jpg"))) == 1
    image.delete()
    assert originals(media) == []
    assert not list((media / "public").rglob("*.jpg"))


# --- what stories do when a picture changes ---------------------------------------------------


def clock_of(tag):
    return Stamp.objects.get(tag=tag).clock


def test_a_new_caption_renews_the_stories_that_show_the_picture():
    image = make_image(alt="Лёд")
    story, other = publish_article(picture=image), publish_article(headline="Другое")
    before, other_before = clock_of(story.page_tag()), clock_of(other.page_tag())
    image = Image.objects.get(pk=image.pk)
    image.caption = "Лёд у Хатассов"
    image.save()
    assert clock_of(story.page_tag()) > before
    assert clock_of(other.page_tag()) == other_before


def test_a_title_that_readers_never_see_renews_nothing():
    image = make_image(alt="Лёд")
    story = publish_article(picture=image)
    before = clock_of(story.page_tag())
    image = Image.objects.get(pk=image.pk)
    image.title = "IMG_4021"
    image.save()
    assert clock_of(story.page_tag()) == before


def test_a_moved_focal_point_renews_the_page_of_the_author_it_portrays():
    image = make_image()
    author = make_author(photo=image)
    before = clock_of(author.page_tag())
    image.focal_x = 20
    image.save()
    assert clock_of(author.page_tag()) > before


def test_a_draft_that_shows_a_picture_does_not_make_it_public():
    image = make_image()
    make_article(picture=image)
    assert not Image.objects.with_audience().get().is_shown


def test_words_are_found_whatever_their_capitals():
    make_image(title="Каток в парке", credit="Павел Громов")
    make_image(title="Ярмарка")
    assert [str(image) for image in Image.objects.matching("каток ГРОМОВ")] == ["Каток в парке"]
    assert Image.objects.matching("").count() == 2
    assert Image.objects.matching("a " * 100_000 + "\0").count() == 0


def test_an_upload_of_any_kind_of_file_object_is_read():
    for file in (
        SimpleUploadedFile("a.jpg", encode(draw(10, 10))),
        ContentFile(encode(draw(20, 10))),
        encode(draw(30, 10)),
    ):
        assert add_image(file).pk


def test_storage_gives_back_what_it_was_given(media):
    storage = storages["default"]
    storage.save("r/aa/x.jpg", ContentFile(b"one"))
    storage.save("r/aa/x.jpg", ContentFile(b"two"))
    assert storage.open("r/aa/x.jpg").read() == b"two"
    assert Path(media, "public/r/aa/x.jpg").stat().st_mode & 0o777 == 0o644
    assert storage.get_modified_time("r/aa/x.jpg") > datetime.datetime.now(
        datetime.UTC
    ) - datetime.timedelta(minutes=1)
