"""A picture gets another file and stays the picture it was."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from images.library import InLibrary, add_image, replace_file
from images.models import FormerFile, Image, Rendition
from images.renditions import url_of
from images.stock import findings
from images.validators import Refused
from pagecache.models import Stamp
from tests.factories import make_author, make_user, publish_article

from .pictures import BLUE, decode, draw, encode, looks_like, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/images/image/"


def staff(*rights):
    user = make_user(is_staff=True)
    for right in rights:
        user.user_permissions.add(Permission.objects.get(codename=right))
    return user


def blue(width=800, height=600):
    picture = draw(width, height)
    picture.paste(BLUE, (0, 0, width, height))
    return encode(picture)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_number_words_and_places_stay(client):
    image = make_image(alt="Лёд", credit="Громов", focal_x=20)
    story = publish_article(picture=image, body=f'<figure><img data-file="{image.pk}"></figure>')
    before = image.content_hash
    replaced = replace_file(image, blue())
    again = Image.objects.get(pk=image.pk)
    assert again.content_hash == replaced.content_hash != before
    assert (again.width, again.height) == (800, 600)
    assert (again.alt, again.credit, again.focal_x) == ("Лёд", "Громов", 20)
    assert again.original.read() == blue()
    story.refresh_from_db()
    assert story.picture_id == image.pk
    assert again.content_hash[:16] in story.compiled_body
    assert before[:16] not in story.compiled_body


def test_pages_that_show_the_picture_are_renewed():
    image = make_image(alt="Лёд")
    story = publish_article(picture=image)
    author = make_author(photo=image)
    tags = [story.page_tag(), author.page_tag()]
    before = dict(Stamp.objects.filter(tag__in=tags).values_list("tag", "clock"))
    replace_file(image, blue())
    after = dict(Stamp.objects.filter(tag__in=tags).values_list("tag", "clock"))
    assert all(after[tag] > before[tag] for tag in tags)


@pytest.mark.django_db(transaction=True)
def test_an_address_of_the_former_file_leads_to_the_new_one_and_never_shows_the_old(client, media):
    image = make_image()
    make_author(photo=image)
    old = {spec: url_of(image, spec) for spec in ("thumb", "lead", "social")}
    for address in old.values():
        client.get(address).getvalue()
    assert len(names(media / "public")) == 3
    replace_file(image, blue(300, 200))
    assert names(media / "public") == []
    assert not Rendition.objects.exists()
    assert names(media / "originals") == [f"{image.content_hash}.jpg"]
    for spec, address in old.items():
        answer = client.get(address)
        assert answer.status_code == 302
        shown = client.get(answer["Location"])
        assert shown.status_code == 200, spec
        picture = decode(shown.getvalue())
        assert looks_like(picture, (picture.width // 4, picture.height // 4), BLUE)
    assert list(findings()) == []


def test_a_former_address_of_a_hidden_picture_says_nothing(client):
    image = make_image()
    old = url_of(image, "thumb")
    replace_file(image, blue())
    assert client.get(old).status_code == 404


def test_replaced_there_and_back(client):
    first, second = encode(), blue()
    image = add_image(first)
    make_author(photo=image)
    replace_file(image, second)
    replace_file(image, first)
    assert client.get(url_of(image, "thumb")).status_code == 200
    assert FormerFile.objects.count() == 1
    assert image.original.read() == first


def test_the_former_file_may_be_uploaded_again_as_a_picture_of_its_own(client):
    image = add_image(encode())
    address = url_of(image, "thumb")
    replace_file(image, blue())
    again = add_image(encode())
    assert not again.was_known
    assert again.pk != image.pk
    make_author(photo=again)
    picture = decode(client.get(address).getvalue())
    assert not looks_like(picture, (10, 10), BLUE)


def test_a_file_of_another_picture_is_refused_with_that_picture():
    image, other = make_image(), add_image(blue())
    with pytest.raises(InLibrary) as refusal:
        replace_file(image, blue())
    assert refusal.value.image == other
    assert Image.objects.get(pk=other.pk).original.read() == blue()


def test_a_refused_file_changes_nothing(media):
    image = make_image()
    with pytest.raises(Refused):
        replace_file(image, blue()[:500])
    assert Image.objects.get(pk=image.pk).original.read()
    assert len(names(media / "originals")) == 1


def test_of_two_who_replace_a_file_at_once_the_second_is_told(media):
    image = make_image()
    same = Image.objects.get(pk=image.pk)
    replace_file(image, blue())
    with pytest.raises(Refused) as refusal:
        replace_file(same, encode())
    assert "только что" in str(refusal.value.message)
    assert Image.objects.get(pk=image.pk).original.read() == blue()
    assert len(names(media / "originals")) == 2  # the first file goes with the commit


def test_a_file_uploaded_meanwhile_as_another_picture_is_that_picture(monkeypatch):
    image, storage = make_image(), type(storages["originals"])
    save, others = storage.save, []

    def save_while_somebody_uploads_the_same(self, name, content):
        saved = save(self, name, content)
        if not others:
            others.append(None)
            others[0] = add_image(blue())
        return saved

    monkeypatch.setattr(storage, "save", save_while_somebody_uploads_the_same)
    with pytest.raises(InLibrary) as refusal:
        replace_file(image, blue())
    assert refusal.value.image == others[0]
    assert others[0].original.read() == blue()


def test_words_saved_from_a_form_opened_before_keep_the_new_file():
    image = make_image()
    form = Image.objects.get(pk=image.pk)
    replace_file(image, blue())
    form.caption = "Лёд"
    form.save()
    again = Image.objects.get(pk=image.pk)
    assert again.caption == "Лёд"
    assert again.content_hash == image.content_hash


def test_the_same_file_gives_back_a_lost_original():
    image = add_image(blue())
    storages["originals"].delete(image.original.name)
    replace_file(image, blue())
    assert image.original.read() == blue()
    storages["originals"].delete(image.original.name)
    assert add_image(blue()).was_known
    assert Image.objects.get(pk=image.pk).original.read() == blue()


# --- the desk ---------------------------------------------------------------------------------


def send(client, image, data):
    file = SimpleUploadedFile("новый.jpg", data)
    return client.post(f"{LIST}{image.pk}/file/", {"file": file}, follow=True)


def test_whoever_may_change_a_picture_replaces_its_file(client):
    reporter = staff("add_image")
    client.force_login(reporter)
    own, foreign = make_image(by=reporter), make_image(by=make_user())
    assert f"{LIST}{own.pk}/file/" in client.get(f"{LIST}{own.pk}/change/").content.decode()
    assert "Файл заменён" in send(client, own, blue()).content.decode()
    assert (
        f"{LIST}{foreign.pk}/file/"
        not in client.get(f"{LIST}{foreign.pk}/change/").content.decode()
    )
    assert client.get(f"{LIST}{foreign.pk}/file/").status_code == 403
    assert send(client, foreign, blue(90, 90)).status_code == 403
    client.force_login(staff("add_image", "change_any_image"))
    assert "Файл заменён" in send(client, foreign, blue(90, 90)).content.decode()
    history = client.get(f"{LIST}{foreign.pk}/history/").content.decode()
    assert "ригинал" in history


def test_a_refusal_is_said_beside_the_field(client):
    client.force_login(staff("add_image", "change_any_image"))
    image, other = make_image(title="Этот"), add_image(blue(), title="Тот")
    page = send(client, image, blue()).content.decode()
    assert f'<a href="{LIST}{other.pk}/change/">Тот</a>' in page
    assert "JPEG" in send(client, image, b"<svg/>").content.decode()
    assert "Выберите файл" in client.post(f"{LIST}{image.pk}/file/").content.decode()
    with image.original.open() as original:
        same = original.read()
    assert "тот же самый" in send(client, image, same).content.decode()
    assert client.get(f"{LIST}99999/file/").status_code == 404
