"""The library as the desk sees it, and who may do what there (rows 19–21 of the rights)."""

import json

import pytest
from django import forms
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from articles.models import Article
from images.credits import known_credits
from images.models import Image, Licence
from images.widgets import PicturePicker
from tests.factories import make_article, make_user, publish_article

from .pictures import draw, encode, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/images/image/"
ADD = LIST + "add/"
PICKER = LIST + "picker/"


def staff(*rights):
    user = make_user(is_staff=True)
    for right in rights:
        app, _dot, code = right.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=code)
        )
    return user


@pytest.fixture
def reporter(client):
    user = staff("images.add_image")
    client.force_login(user)
    return user


@pytest.fixture
def photo_desk(client):
    user = staff("images.add_image", "images.change_any_image", "images.download_original")
    client.force_login(user)
    return user


def file(data=None, name="лёд.jpg"):
    return SimpleUploadedFile(name, encode() if data is None else data)


def words(**changed):
    return {
        "title": "Лёд", "alt": "Лёд на реке", "caption": "", "credit": "", "licence": "own",
        "source_url": "", "focal_x": "50", "focal_y": "50",
    } | changed  # fmt: skip


# --- upload -----------------------------------------------------------------------------------


def test_a_reporter_uploads_a_picture_and_is_asked_to_describe_it(client, reporter):
    answer = client.post(ADD, {"files": file(), "licence": "own"})
    image = Image.objects.get()
    assert answer["Location"] == f"{LIST}{image.pk}/change/"
    assert image.uploaded_by == reporter
    assert image.title == "лёд"


def test_each_of_several_files_has_an_answer_of_its_own(client, reporter):
    known = make_image(title="Был раньше")
    with storages["originals"].open(known.original.name) as original:
        known_bytes = original.read()
    answer = client.post(
        ADD,
        {
            "files": [file(), file(known_bytes, "b.png"), file(b"<svg/>", "c.svg")],
            "licence": "press",
            "credit": "Пресс-служба",
        },
        headers={"Accept": "application/json"},
    )
    states = [item["state"] for item in answer.json()["files"]]
    assert states == ["added", "known", "refused"]
    assert answer.json()["files"][1]["id"] == known.pk
    assert answer.json()["files"][1]["link"].startswith("Открыть тот, что от ")
    assert "JPEG" in answer.json()["files"][2]["sentence"]
    added = Image.objects.exclude(pk=known.pk).get()
    assert (added.licence, added.credit) == (Licence.PRESS, "Пресс-служба")


def test_without_scripts_the_same_answers_stand_on_the_page(client, reporter):
    answer = client.post(ADD, {"files": [file(), file(b"", "пусто.jpg")], "licence": "own"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "пусто.jpg" in page
    assert "is-refused" in page
    assert "is-added" in page


def test_a_full_disk_is_an_answer_too(client, reporter, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["originals"]), "_save", full)
    answer = client.post(ADD, {"files": file(), "licence": "own"})
    assert answer.status_code == 200
    assert "is-refused" in answer.content.decode()
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"files": "words"}, {"licence": "own"}, {"licence": "\0", "credit": "x" * 10**5}]
)
def test_nothing_sent_is_a_sentence(client, reporter, sent):
    answer = client.post(ADD, sent)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_who_may_not_upload_is_refused(client):
    client.force_login(staff("images.view_image"))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"files": file()}).status_code == 403
    assert client.post(PICKER, {"files": file()}).status_code == 403
    assert not Image.objects.exists()


# --- the library ------------------------------------------------------------------------------


def test_the_library_costs_the_same_however_much_it_holds(
    client, reporter, django_assert_max_num_queries
):
    for number in range(12):
        make_article(headline=f"Лёд {number}", picture=make_image(alt="Лёд"))
    with django_assert_max_num_queries(9) as asked:
        page = client.get(LIST).content.decode()
    assert page.count('class="picture-card"') == 12
    # Nobody counts a million pictures to show forty-eight: only the places of those are counted.
    counting = [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()]
    assert all("use_count" in sql for sql in counting)


def test_older_pictures_stand_behind_the_newest(client, reporter):
    for number in range(50):
        make_image(20, 20, title=f"Снимок {number:02}")
    first = client.get(LIST)
    assert len(first.context["cl"].result_list) == 48
    second = client.get(LIST + first.context["cl"].older_link())
    assert [str(image) for image in second.context["cl"].result_list] == ["Снимок 01", "Снимок 00"]
    assert not second.context["cl"].page.has_next()


def test_credits_are_offered_each_once_in_order(client, reporter, django_assert_num_queries):
    for credit in ("Павел Громов", "Архив", "Павел Громов", ""):
        make_image(20, 20, credit=credit)
    with django_assert_num_queries(1):
        assert known_credits() == ["Архив", "Павел Громов"]
    assert '<option value="Архив">' in client.get(LIST).content.decode()


def test_a_credit_is_found_by_its_index():
    for filters in ({"credit": "Архив"}, {"licence": "press"}, {}):
        plan = Image.objects.filter(**filters).explain()
        assert "newest_pictures" in plan or connection.vendor != "sqlite", plan
        assert "TEMP B-TREE" not in plan


def test_the_library_says_what_is_missing(client, reporter):
    make_image(title="Немой", licence=Licence.UNKNOWN)
    page = client.get(LIST).content.decode()
    assert page.count("picture-flag") == 2
    assert "picture-hidden" in page


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("q=КАТОК", ["Каток"]),
        ("q=лЁД+громов", ["Каток"]),
        ("credit=Павел+Громов", ["Каток"]),
        ("credit=громов", ["Каток"]),
        ("credit=нет+такого", []),
        ("since=2020-01-01", ["Ярмарка", "Каток"]),
        ("until=2020-01-01", []),
        ("since=2020-01-01&use=used", ["Каток"]),
        ("licence=press", ["Ярмарка"]),
        ("missing=alt", ["Ярмарка"]),
        ("missing=licence", []),
        ("use=used", ["Каток"]),
        ("use=unused", ["Ярмарка"]),
        ("uploaded=day", ["Ярмарка", "Каток"]),
    ],
)
def test_the_library_can_be_narrowed(client, reporter, question, found):
    make_article(picture=make_image(title="Каток", alt="Лёд", credit="Павел Громов"))
    make_image(title="Ярмарка", licence=Licence.PRESS)
    cl = client.get(f"{LIST}?{question}").context["cl"]
    assert [image.title for image in cl.result_list] == found


@pytest.mark.parametrize(
    "question",
    [
        "q=%00", "q=" + "x" * 100_000, "q=" + "x+" * 5000, "licence=%00", "licence=nonsense",
        "uploaded=%00", "missing=%00", "use=%00", "p=-1", "p=1" + "0" * 32, "p=" + "9" * 5000,
        "since=%00", "since=2020-13-45", "until=9999-12-31", "since=0001-01-01", "credit=%00",
        "credit=" + "x" * 1900, "credit=%25",
        "o=99.-3", "content_hash__startswith=a", "uploaded_by__password__startswith=p",
        "title__regex=(", "title__regex=(a%2B)%2B$", "all=", "id=abc", "_facets=True",
    ],
)  # fmt: skip
def test_no_question_to_the_library_breaks_it_or_probes_it(client, reporter, question):
    make_image(title="Каток")
    answer = client.get(f"{LIST}?{question}")
    assert answer.status_code in (200, 302, 400)


def test_hidden_columns_are_not_answered(client, reporter):
    for question in ("content_hash__startswith=a", "title__regex=(", "title=x"):
        assert client.get(f"{LIST}?{question}").status_code in (302, 400), question


# --- one picture ------------------------------------------------------------------------------


def test_everybody_changes_their_own_picture(client, reporter):
    image = make_image(by=reporter)
    address = f"{LIST}{image.pk}/change/"
    assert "focal-point" in client.get(address).content.decode()
    answer = client.post(address, words(caption="Лёд\u202e", focal_x="12", focal_y="88"))
    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.caption, image.focal_x, image.focal_y) == ("Лёд", 12, 88)


def test_a_reporter_sees_the_picture_of_another_and_changes_nothing(client, reporter):
    image = make_image(by=make_user(), title="Чужой")
    address = f"{LIST}{image.pk}/change/"
    page = client.get(address).content.decode()
    assert "Чужой" in page
    assert 'name="alt"' not in page
    assert client.post(address, words(alt="Моё")).status_code == 403
    assert client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403
    image.refresh_from_db()
    assert image.alt == ""


def test_the_photo_desk_changes_and_deletes_the_pictures_of_others(client, photo_desk):
    image = make_image(by=make_user())
    client.post(f"{LIST}{image.pk}/change/", words())
    image.refresh_from_db()
    assert image.alt == "Лёд на реке"
    client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert not Image.objects.exists()


def test_a_picture_that_stands_in_a_story_is_not_deleted_and_the_story_is_shown(client):
    client.force_login(
        staff("images.view_image", "images.change_any_image", "articles.view_article")
    )
    image = make_image(alt="Лёд")
    publish_article(picture=image, headline="Лена встала")
    for answer in (
        client.get(f"{LIST}{image.pk}/delete/", follow=True),
        client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}, follow=True),
    ):
        page = answer.content.decode()
        assert "удалить его нельзя" in page
        assert "Лена встала" in page
        assert f"/{image.pk}/delete/" not in page
    assert Image.objects.exists()


def test_a_picture_taken_into_a_story_while_it_was_being_deleted_stays(
    client, photo_desk, monkeypatch
):
    image = make_image()
    delete = Image.delete

    def delete_too_late(self, *args):
        make_article(picture=self)
        return delete(self)

    monkeypatch.setattr(Image, "delete", delete_too_late)
    answer = client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert answer["Location"] == f"{LIST}{image.pk}/change/#picture-uses"
    assert Image.objects.exists()


def test_a_focal_point_off_the_picture_is_a_sentence_and_nothing_typed_is_lost(client, reporter):
    image = make_image(by=reporter)
    for x in ("101", "-1", "1" + "0" * 30, "\0", "", "x"):
        answer = client.post(f"{LIST}{image.pk}/change/", words(focal_x=x, caption="Набрано"))
        assert answer.status_code == 200, x
        assert "Набрано" in answer.content.decode()


def test_fields_nobody_offered_are_not_written(client, reporter):
    image = make_image(by=reporter)
    before = image.original.name
    client.post(
        f"{LIST}{image.pk}/change/",
        words(original="x", content_hash="0" * 64, width="9", uploaded_by="1"),
    )
    image.refresh_from_db()
    assert (image.original.name, image.width, image.uploaded_by) == (before, 640, reporter)


def test_a_lost_file_is_said(client, reporter):
    image = make_image(by=reporter)
    storages["originals"].delete(image.original.name)
    answer = client.get(f"{LIST}{image.pk}/change/")
    assert answer.status_code == 200
    assert answer.context["file_is_missing"]
    assert "errornote" in answer.content.decode()


def test_the_original_is_for_those_who_may_have_it(client, photo_desk):
    image = make_image()
    address = f"{LIST}{image.pk}/original/"
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    with storages["originals"].open(image.original.name) as original:
        assert answer.getvalue() == original.read()
    storages["originals"].delete(image.original.name)
    assert client.get(address).status_code == 404
    assert client.get(f"{LIST}99999/original/").status_code == 404
    client.force_login(staff("images.add_image"))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("pk", ["abc", "9" * 30, "%00", "-1", "99999"])
def test_pictures_that_are_not_there_are_not_found(client, photo_desk, pk):
    assert client.get(f"{LIST}{pk}/change/").status_code in (302, 404)
    assert client.get(f"{LIST}{pk}/original/").status_code in (302, 404)
    assert client.get(f"{PICKER}{pk}/").status_code in (302, 404)


def test_a_person_without_the_library_stays_outside(client):
    image = make_image()
    client.force_login(staff())
    for address in (LIST, PICKER, f"{PICKER}{image.pk}/", LIST + "pictures.json",
                    f"{LIST}{image.pk}/change/"):  # fmt: skip
        assert client.get(address).status_code == 403, address


# --- the picker -------------------------------------------------------------------------------


def test_the_picker_shows_the_newest_pictures_and_older_ones_behind(
    client, reporter, django_assert_max_num_queries
):
    for number in range(30):
        make_image(20, 20, title=f"Снимок {number}")
    with django_assert_max_num_queries(7):
        first = client.get(PICKER)
    assert len(first.context["pictures"]) == 24
    second = client.get(f"{PICKER}?{first.context['older']}")
    assert len(second.context["pictures"]) == 6
    assert not second.context["older"]
    assert first["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "question", ["q=%00", "q=" + "x" * 10**5, "before=x", "before=" + "9" * 30, "before=%00", "q=("]
)
def test_no_question_to_the_picker_breaks_it(client, reporter, question):
    make_image()
    assert client.get(f"{PICKER}?{question}").status_code == 200


def test_a_picture_uploaded_in_the_picker_is_described_and_handed_over(client, reporter):
    answer = client.post(f"{PICKER}?CKEditorFuncNum=-3&q=x", {"files": file(encode(draw(90, 60)))})
    image = Image.objects.get()
    assert answer["Location"] == f"{PICKER}{image.pk}/?CKEditorFuncNum=-3"
    assert "focal-point" in client.get(answer["Location"]).content.decode()
    said = words(alt="Лёд", caption="Лена", focal_x="30")
    picked = client.post(answer["Location"], said)
    image.refresh_from_db()
    assert (image.alt, image.caption, image.focal_x) == ("Лёд", "Лена", 30)
    chosen = picked.content.decode().partition('id="chosen" type="application/json">')[2]
    told = json.loads(chosen.partition("</script>")[0])
    assert told[0]["id"] == image.pk
    assert told[0]["caption"] == "Лена"


def test_a_file_the_library_refuses_is_a_sentence_in_the_picker(client, reporter):
    answer = client.post(PICKER, {"files": file(b"%PDF-1.4", "x.jpg")})
    assert "errornote" in answer.content.decode()
    assert client.post(PICKER).context["refusal"]


def test_the_picture_of_another_is_taken_and_not_changed(client, reporter):
    image = make_image(alt="Чужое")
    answer = client.post(f"{PICKER}{image.pk}/", words(alt="Моё"))
    assert "chosen" in answer.content.decode()
    image.refresh_from_db()
    assert image.alt == "Чужое"


def test_pictures_are_told_by_number_in_the_order_asked(client, reporter):
    first, second = make_image(alt="Раз"), make_image(is_decorative=True, alt="Два")
    answer = client.get(
        LIST + "pictures.json",
        {"id": [second.pk, "x", "9" * 40, first.pk, "\0", "77777", "-1"]},
    )
    told = answer.json()["pictures"]
    assert [picture["id"] for picture in told] == [second.pk, first.pk]
    assert [picture["alt"] for picture in told] == ["", "Раз"]


# --- the form field ---------------------------------------------------------------------------


class PictureForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ("picture",)
        widgets = {"picture": PicturePicker()}


def test_a_form_shows_its_picture_and_takes_another(django_assert_num_queries):
    image, other = make_image(title="Лёд", alt="Лёд"), make_image()
    article = make_article(picture=image)
    with django_assert_num_queries(1):
        html = PictureForm(instance=article)["picture"].as_widget()
    assert f'value="{image.pk}"' in html
    assert reverse("admin:images_image_picker") in html
    assert "Лёд" in html
    # A form in a form would end the outer one there, and what follows would not be sent.
    assert "<form" not in html
    form = PictureForm({"picture": str(other.pk)}, instance=article)
    assert form.is_valid()
    assert form.save().picture == other
    empty = PictureForm({"picture": ""}, instance=article)
    assert empty.is_valid()
    assert empty.save().picture is None


@pytest.mark.parametrize("typed", ["abc", "9" * 40, "-1", "99999", "\0"])
def test_a_number_of_no_picture_is_a_sentence_and_is_kept(typed):
    form = PictureForm({"picture": typed}, instance=make_article())
    assert not form.is_valid()
    assert form["picture"].as_widget()
