"""A picture beside the library's grid: who sees it, who changes it, and nobody's words are lost."""

import re

import pytest
from django.urls import reverse

from images.admin.panel import digest_of, words_of
from images.models import Image
from tests.factories import make_article, make_user, publish_article

from .pictures import make_image
from .test_desk import photo_desk, reporter, words  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def address(image):
    return reverse("admin:images_image_panel", args=[image.pk])


def send(client, image, **changed):
    seen = digest_of(words_of(Image.objects.get(pk=image.pk)))
    return client.post(address(image), words(**{"seen": seen} | changed))


def hidden_inputs(page):
    """Return what the form that takes a save back would send."""
    form = re.search(r'<form method="post" class="picture-undo".*?</form>', page, re.S)[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"} | {"undo": "1"}


def test_it_shows_the_picture_its_words_and_where_it_stands(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    image = make_image(title="Лёд", alt="Лёд", caption="Лена у Якутска", credit="Павел Громов")
    publish_article("Лена встала", picture=image)
    page = client.get(address(image)).content.decode()
    for shown in ("Лёд", "Лена у Якутска", "Павел Громов", "Лена встала", "panel_focal_x"):
        assert shown in page
    assert "<html" not in page and "Сохранить" in page


def test_what_is_hidden_from_somebody_is_not_named_beside_a_picture(client, reporter):  # noqa: F811
    image = make_image()
    make_article("Тайное дело", picture=image)
    page = client.get(address(image)).content.decode()
    assert "Тайное дело" not in page and "в 1 месте, которое вам не открыто" in page


def test_it_is_saved_and_taken_back(client, photo_desk):  # noqa: F811
    image = make_image(title="Было", alt="Было", is_decorative=True)
    answer = send(client, image, title="Стало", focal_x="12")
    page = answer.content.decode()
    after = Image.objects.get(pk=image.pk)
    assert (answer.status_code, after.title, after.focal_x) == (200, "Стало", 12)
    assert not after.is_decorative
    assert "Сохранено" in page and '<template data-card><li id="picture-' in page
    assert client.post(address(image), hidden_inputs(page)).status_code == 200
    assert words_of(Image.objects.get(pk=image.pk)) == words_of(image)


def test_taking_back_what_somebody_changed_since_does_nothing(client, photo_desk):  # noqa: F811
    image = make_image(title="Было", alt="Лёд")
    page = send(client, image, title="Стало").content.decode()
    Image.objects.filter(pk=image.pk).update(title="Чужое")
    assert client.post(address(image), hidden_inputs(page)).status_code == 409
    assert Image.objects.get(pk=image.pk).title == "Чужое"


def test_of_two_who_save_the_second_sees_both_and_decides(client, photo_desk):  # noqa: F811
    image = make_image(alt="Лёд")
    seen = digest_of(words_of(image))
    Image.objects.filter(pk=image.pk).update(caption="Чужая подпись")
    answer = send(client, image, caption="Моя подпись", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Чужая подпись" in page and "Моя подпись" in page
    assert Image.objects.get(pk=image.pk).caption == "Чужая подпись"
    again = re.search(r'picture-panel-form.*?name="seen" value="(\w+)"', page, re.S)[1]
    assert send(client, image, caption="Моя подпись", seen=again).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [{"focal_x": "101"}, {"focal_y": "abc"}, {"licence": "mine"}, {"source_url": "javascript:1"},
     {"title": "я" * 300}],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_stands_there_still(client, photo_desk, typed):  # noqa: F811
    image = make_image(alt="Лёд")
    answer = send(client, image, caption="Набрано", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Не сохранено" in page and "Набрано" in page and "aria-invalid" in page
    assert words_of(Image.objects.get(pk=image.pk)) == words_of(image)


@pytest.mark.parametrize("seen", ["", "abc", "\0", "9" * 5000])
def test_who_does_not_say_what_was_seen_changes_nothing(client, photo_desk, seen):  # noqa: F811
    image = make_image(alt="Лёд")
    assert send(client, image, title="Стало", seen=seen).status_code == 409
    assert words_of(Image.objects.get(pk=image.pk)) == words_of(image)


def test_who_may_only_look_sees_it_and_changes_nothing(client, reporter):  # noqa: F811
    image = make_image(title="Было", alt="Лёд")
    page = client.get(address(image)).content.decode()
    assert "disabled" in page and "Сохранить" not in page
    assert send(client, image, title="Стало").status_code == 403
    assert Image.objects.get(pk=image.pk).title == "Было"


def test_what_was_not_changed_is_not_saved_again(client, photo_desk):  # noqa: F811
    image = make_image(title="Лёд", alt="Лёд на реке", licence="own", credit="Павел Громов")
    page = send(client, image, credit="Павел Громов").content.decode()
    assert "Сохранено" in page and "picture-undo" not in page


def test_a_picture_that_there_is_not_is_not_found(client, photo_desk):  # noqa: F811
    assert client.get("/admin/images/image/99999999/panel/").status_code == 404
    assert client.get(f"/admin/images/image/{'9' * 30}/panel/").status_code == 404


def test_it_costs_the_same_wherever_the_picture_stands(
    client,
    photo_desk,  # noqa: F811
    django_assert_max_num_queries,
):
    image = make_image(alt="Лёд")
    for number in range(5):
        publish_article(f"История {number}", picture=image)
    client.get(address(image))
    with django_assert_max_num_queries(16):
        client.get(address(image))
