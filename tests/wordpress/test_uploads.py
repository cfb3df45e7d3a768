"""Pictures of the old site: found in the copy of its uploads, and nowhere outside it."""

import io
import re

import pytest
from PIL import Image as Pixels

from articles.models import Article
from backups import files as backups_files
from images.models import Image
from tests.factories import publish_article
from wordpress.models import KeptFile, Source
from wordpress.uploads import Uploads

from .moving import attachment, bring, export, meta, post

#: Exports that tests of the whole walk: one with everything these rooms know.
DATA = [
    export(
        post(7, content='<p>Лёд <a href="https://old.example/blog/?p=8">тут</a>.</p>'),
        post(8), post(9, "О газете", post_type="page", post_name="about"),
        attachment(5, "2014/05/boat.jpg", post_parent="8"), post(10, status="draft"),
        post(11, status="trash"), post(12, post_password="x"), post(13, post_type="nav_menu_item"),
    ),
]  # fmt: skip


def photo(path, colour="teal", size=(600, 400)):
    """Write a photograph and return its bytes."""
    data = io.BytesIO()
    Pixels.new("RGB", size, colour).save(data, "JPEG")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.getvalue())
    return data.getvalue()


@pytest.mark.django_db
def test_a_picture_used_twice_is_stored_once_with_its_words(tmp_path):
    photo(tmp_path / "uploads/2014/05/boat.jpg")
    photo(tmp_path / "uploads/2014/06/same.jpg")
    body = (
        '<figure class="wp-block-image"><img class="wp-image-5" src="https://old.example/blog/'
        'wp-content/uploads/2014/05/boat-300x200.jpg" alt=""/></figure>'
        '<p><img src="/blog/wp-content/uploads/2014/06/same.jpg" alt=""></p>'
    )
    words = meta("_wp_attachment_image_alt", "Лодка") + meta("_media_credit", "А. Сивцев")
    items = [
        attachment(5, "2014/05/boat.jpg", excerpt="Лодка на реке", more=words),
        attachment(6, "2014/06/same.jpg"), post(7, content=body, more=meta("_thumbnail_id", "6")),
    ]  # fmt: skip
    report, status, _said = bring(tmp_path, export(*items), uploads=tmp_path / "uploads")
    picture = Image.objects.get()
    assert (picture.alt, picture.caption, picture.credit) == ("Лодка", "Лодка на реке", "А. Сивцев")
    assert picture.uploaded_at.year == 2014 and picture.licence == "unknown"
    story = Article.objects.get()
    assert story.picture == picture and story.body.count(f'data-file="{picture.pk}"') == 2
    assert [use.image for use in story.image_uses.all()] == [picture]
    assert (status, report["missing"]) == (0, [])


@pytest.mark.django_db
def test_a_description_that_stands_in_a_text_alone_becomes_the_pictures_own(tmp_path):
    for name, colour in (("boat", "teal"), ("ice", "white"), ("sun", "red")):
        photo(tmp_path / f"uploads/{name}.jpg", colour)
    uploads = "https://old.example/blog/wp-content/uploads"
    body = (
        f'<p><img class="alignleft wp-image-5" alt="Лодка &amp; река" src="{uploads}/x.jpg"></p>'
        f"<p><img src='{uploads}/ice-300x200.jpg' alt='Лёд'><img data-alt='a' class=wp-image-6></p>"
        f'<p><img class="wp-image-6" alt="Не то"></p>'
    )
    draft = post(9, status="draft", post_date_gmt="2013-01-01 00:00:00",
                 content='<img class="wp-image-5" alt="Черновик">')  # fmt: skip
    own = meta("_wp_attachment_image_alt", "Солнце")
    items = [
        draft, attachment(4, "ice.jpg"), attachment(5, "boat.jpg"),
        attachment(6, "sun.jpg", more=own), post(7, content=body),
    ]  # fmt: skip
    for _time in range(2):
        report, _status, _said = bring(
            tmp_path, export(*items), uploads=tmp_path / "uploads", publish=True
        )
        assert dict(Image.objects.values_list("title", "alt")) == {
            "ice.jpg": "Лёд", "boat.jpg": "Лодка & река", "sun.jpg": "Солнце",
        }  # fmt: skip
    assert report["kinds"]["pictures"]["same"] == 3
    assert 'alt="Лодка &amp; река"' in Article.objects.get(slug="led-7").compiled_body


def image(number, name, caption="", alt=""):
    """Return the block of one picture, as WordPress writes it into a gallery."""
    words = f'<figcaption class="wp-element-caption">{caption}</figcaption>' if caption else ""
    return (
        f'<!-- wp:image {{"id":{number}}} --><figure class="wp-block-image"><a href="{ADDRESS}'
        f'{name}"><img src="{ADDRESS}{name}" alt="{alt}" class="wp-image-{number}"/></a>{words}'
        "</figure><!-- /wp:image -->"
    )


def gallery(*images):
    inside = "".join(images)
    return (
        f'<!-- wp:gallery --><figure class="wp-block-gallery">{inside}</figure><!-- /wp:gallery -->'
    )


@pytest.mark.django_db
def test_captions_typed_in_a_gallery_stay_with_their_pictures_and_it_stays_a_gallery(
    tmp_path, client
):
    for number, colour in ((4, "teal"), (5, "white"), (6, "red")):
        photo(tmp_path / f"uploads/{number}.jpg", colour)
    items = [
        attachment(4, "4.jpg"), attachment(5, "5.jpg"), attachment(6, "6.jpg", excerpt="Солнце"),
        post(7, content=gallery(image(4, "4.jpg", "Лёд <em>на</em> Лене"), image(5, "5.jpg"))),
        post(8, content=gallery(image(4, "4.jpg"), image(6, "6.jpg", "Не то"))),
        post(9, status="private", post_date_gmt="2013-01-01 00:00:00",
             content=gallery(image(4, "4.jpg", "Тайно", "Тайно"), image(5, "5.jpg", "Тайно"))),
    ]  # fmt: skip
    report, status, _said = bring(
        tmp_path, export(*items), uploads=tmp_path / "uploads", publish=True
    )
    assert (status, report["warning"]) == (0, [])
    assert dict(Image.objects.values_list("title", "caption")) == {
        "4.jpg": "Лёд на Лене", "5.jpg": "", "6.jpg": "Солнце",
    }  # fmt: skip
    assert not Image.objects.filter(alt="Тайно").exists()
    seven, eight = Article.objects.published().order_by("slug")
    assert seven.body.startswith('<figure class="gallery">')
    assert "Лёд на Лене" in client.get(seven.get_absolute_url()).content.decode()
    assert "gallery" not in eight.body and "<figcaption>Не то</figcaption>" in eight.body


@pytest.mark.django_db
def test_a_picture_whose_own_name_holds_a_size_is_taken_for_no_other(tmp_path, client):
    for name, colour in (("map-150x150", "teal"), ("map-300x200", "white"), ("map", "red"),
                         ("big-scaled", "blue")):  # fmt: skip
        photo(tmp_path / f"uploads/{name}.jpg", colour)
    shown = ["map-150x150", "map-300x200", "map", "map-800x600", "big-300x200", "big", "map"]
    numbers = [4, 5, 6, 6, 7, 7, 6]
    # The last one has the number that the map had on another site.
    body = "".join(f'<p><img src="{ADDRESS}{name}.jpg"></p>' for name in shown[:-1])
    body += f'<p><img class="wp-image-7" src="{ADDRESS}map.jpg"></p>'
    items = [
        attachment(4, "map-150x150.jpg"), attachment(5, "map-300x200.jpg"),
        attachment(6, "map.jpg"), attachment(7, "big-scaled.jpg"), post(8, content=body),
    ]  # fmt: skip
    _report, status, _said = bring(
        tmp_path, export(*items), uploads=tmp_path / "uploads", publish=True
    )
    assert (status, Image.objects.count()) == (0, 4)
    here = dict(Source.objects.filter(kind="i").values_list("object_id", "key"))
    named = [here[int(pk)] for pk in re.findall(r'data-file="(\d+)"', Article.objects.get().body)]
    assert named == [f"item/{number}" for number in numbers]
    old = "/blog/wp-content/uploads/"
    leads = {name: client.get(f"{old}{name}.jpg").headers["Location"] for name in shown}
    assert len(set(leads.values())) == 4 and leads["big"] == leads["big-300x200"]


@pytest.mark.django_db
def test_a_missing_picture_is_said_once_and_found_when_it_is_there(tmp_path):
    (tmp_path / "uploads").mkdir()
    body = '<p>Лёд</p><img src="https://old.example/blog/wp-content/uploads/2014/05/boat.jpg">'
    text = export(attachment(5, "2014/05/boat.jpg"), post(7, content=body))
    report, status, _said = bring(tmp_path, text, uploads=tmp_path / "uploads", publish=True)
    assert status == 1 and report["missing_of_public"] == 1
    assert all("загруженных" in found["why"] for found in report["missing"])
    photo(tmp_path / "uploads/2014/05/boat.jpg")
    report, status, _said = bring(tmp_path, text, uploads=tmp_path / "uploads", publish=True)
    assert (status, report["missing"]) == (0, [])
    assert "data-file" in Article.objects.get().body


@pytest.mark.django_db
def test_a_picture_that_is_none_is_missing_and_nothing_is_left_behind(tmp_path, media):
    place = tmp_path / "uploads/2014/05/boat.jpg"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"<?php echo 1; ?>")
    report, status, _said = bring(
        tmp_path, export(attachment(5, "2014/05/boat.jpg")), uploads=tmp_path / "uploads"
    )
    assert status == 1 and len(report["missing"]) == 1
    assert not Image.objects.exists()
    assert not [path for path in (media / "originals").rglob("*") if path.is_file()]


ADDRESS = "https://old.example/wp-content/uploads/"


@pytest.mark.parametrize("path", [
    "../secret.jpg", "2014/../../secret.jpg", "%2e%2e/secret.jpg", "..%2fsecret.jpg",
    "/etc/passwd", "link/secret.jpg", "2014/evil.jpg", "a\0b.jpg", "x" * 5000, "", ".", "2014",
])  # fmt: skip
def test_nothing_outside_the_folder_is_ever_read(tmp_path, path):
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    root = tmp_path / "uploads"
    (root / "2014").mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    (root / "2014/evil.jpg").symlink_to("/etc/passwd")
    (root / "circle").symlink_to(root / "circle")
    assert Uploads(root).find(ADDRESS + path) is None
    assert Uploads(root).find(ADDRESS + path, original=True) is None


def test_a_copy_in_another_size_is_found_as_its_original(tmp_path):
    root = tmp_path / "uploads"
    whole = root / "2014/05/лодка 1.jpg"
    photo(whole)
    photo(root / "2014/05/only-300x200.jpg")
    found = Uploads(root)
    sized = ADDRESS + "2014/05/%D0%BB%D0%BE%D0%B4%D0%BA%D0%B0%201-300x200.jpg"
    assert found.find(sized, original=True) == whole
    assert (
        found.find(ADDRESS + "2014/05/only-300x200.jpg", original=True).name == "only-300x200.jpg"
    )
    assert Uploads(tmp_path).find(sized) == whole, "the folder above will do, too"


SOUND = (
    '<!-- wp:audio {"id":5} --><figure class="wp-block-audio"><audio controls '
    'src="https://old.example/blog/wp-content/uploads/2014/05/song.mp3"></audio></figure>'
    "<!-- /wp:audio -->"
    '<p>Ещё <a href="/blog/wp-content/uploads/2014/05/plan.pdf">план</a>.</p>'
)


@pytest.fixture
def recorded(tmp_path):
    """Return an export with a recording and a document, and the folder they lie in."""
    folder = tmp_path / "uploads/2014/05"
    folder.mkdir(parents=True)
    (folder / "song.mp3").write_bytes(b"ID3 song")
    (folder / "plan.pdf").write_bytes(b"%PDF plan")
    (folder / "shell.php").write_bytes(b"<?php")
    items = [
        attachment(5, "2014/05/song.mp3"), attachment(6, "2014/05/plan.pdf"),
        post(7, content=SOUND),
    ]  # fmt: skip
    return items, tmp_path / "uploads"


@pytest.mark.django_db
def test_recordings_and_documents_come_along_and_are_public_with_their_story(
    tmp_path, client, recorded
):
    items, folder = recorded
    report, status, _said = bring(tmp_path, export(*items), uploads=folder)
    assert (status, report["missing"]) == (0, [])
    assert report["kinds"]["files"] == {"in_export": 2, "here": 2, "new": 2}
    song, plan = KeptFile.objects.order_by("-name")
    story = Article.objects.get()
    assert song.get_absolute_url() in story.body and plan.get_absolute_url() in story.body
    for file in (song, plan):
        assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get("/blog/wp-content/uploads/2014/05/plan.pdf").status_code == 410
    bring(tmp_path, export(*items), uploads=folder, publish=True)
    answer = client.get(song.get_absolute_url())
    assert answer.getvalue() == b"ID3 song" and answer.headers["Content-Type"] == "audio/mpeg"
    answer = client.get(plan.get_absolute_url())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer = client.get("/blog/wp-content/uploads/2014/05/plan.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (301, plan.get_absolute_url())
    Article.objects.get().withdraw(by=None)
    assert client.get(plan.get_absolute_url()).status_code == 404


#: (what a player asks for, status, Content-Range, what it gets of “ID3 song”)
PARTS = [
    ("bytes=0-2", 206, "bytes 0-2/8", b"ID3"),
    ("bytes=4-", 206, "bytes 4-7/8", b"song"),
    ("bytes=4-999", 206, "bytes 4-7/8", b"song"),
    ("bytes=-4", 206, "bytes 4-7/8", b"song"),
    ("bytes=-999", 206, "bytes 0-7/8", b"ID3 song"),
    ("bytes=7-7", 206, "bytes 7-7/8", b"g"),
    ("bytes=8-", 416, "bytes */8", b""),
    ("bytes=-0", 416, "bytes */8", b""),
    ("bytes=0-1,4-5", 200, None, b"ID3 song"),
    ("bytes=5-2", 200, None, b"ID3 song"),
    ("bytes=" + "9" * 400 + "-", 200, None, b"ID3 song"),
    ("pages=1-2", 200, None, b"ID3 song"),
    ("bytes=-", 200, None, b"ID3 song"),
]


@pytest.mark.django_db
def test_a_recording_is_sent_from_where_somebody_jumps_to(tmp_path, client, recorded, uncached):
    items, folder = recorded
    bring(tmp_path, export(*items), uploads=folder, publish=True)
    address = KeptFile.objects.get(name="song.mp3").get_absolute_url()
    whole = client.get(address)
    mark = whole.headers["ETag"]
    assert (whole.getvalue(), whole.headers["Accept-Ranges"]) == (b"ID3 song", "bytes")
    for asked, status, place, data in PARTS:
        answer = client.get(address, headers={"Range": asked})
        assert (answer.status_code, answer.headers.get("Content-Range")) == (status, place), asked
        assert b"".join(answer) == data, asked
        assert int(answer.headers["Content-Length"]) == len(data)
    for held, status in ((mark, 206), ('"other"', 200), ("Sat, 01 Jan 2022 00:00:00 GMT", 200)):
        said = {"Range": "bytes=4-", "If-Range": held}
        assert client.get(address, headers=said).status_code == status
    assert client.head(address, headers={"Range": "bytes=4-"}).status_code == 200
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304


@pytest.mark.django_db
def test_a_file_that_a_browser_might_run_is_not_kept(tmp_path, recorded):
    _items, folder = recorded
    report, status, _said = bring(
        tmp_path, export(attachment(5, "2014/05/shell.php")), uploads=folder
    )
    assert status == 1 and not KeptFile.objects.exists()
    assert len(report["missing"]) == 1


@pytest.mark.django_db
def test_a_link_written_here_makes_a_file_public_and_taking_it_out_hides_it(
    tmp_path, client, recorded
):
    items, folder = recorded
    bring(tmp_path, export(*items), uploads=folder)
    plan = KeptFile.objects.get(name="plan.pdf")
    story = publish_article(body=f'<p><a href="{plan.get_absolute_url()}">План</a></p>')
    assert client.get(plan.get_absolute_url()).status_code == 200
    story.body = "<p>Без плана.</p>"
    story.save()
    story.settle()
    assert client.get(plan.get_absolute_url()).status_code == 404


def test_a_kept_file_is_in_every_backup_as_pictures_are():
    shelves = {
        (shelf.table, shelf.column) for shelf in backups_files.shelves(["wordpress_keptfile"])
    }
    assert shelves == {("wordpress_keptfile", "stored")}
