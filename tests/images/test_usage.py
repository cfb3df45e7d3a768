"""Where a picture stands, as far as each person of the desk may know."""

import pytest
from django.contrib.auth.models import Permission

from images import usage
from images.models import Image
from images.renditions import url_of
from pages.models import Page
from tests.factories import make_article, make_author, make_user, publish_article

from .pictures import make_image

pytestmark = pytest.mark.django_db

LIST = "/admin/images/image/"


def staff(*rights):
    user = make_user(is_staff=True)
    for right in rights:
        app, _dot, code = right.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=code)
        )
    return user


@pytest.fixture
def chief(client):
    user = staff(
        "images.view_image", "images.add_image", "images.change_any_image",
        "articles.view_article", "articles.change_any_article", "articles.view_author",
        "pages.view_page",
    )  # fmt: skip
    client.force_login(user)
    return user


def make_page(image, **fields):
    body = f'<figure><img data-file="{image.pk}"></figure>'
    return Page.objects.create(
        **{"slug": "about", "language": "ru", "title": "О газете", "body": body} | fields
    )


def test_stories_authors_and_pages_are_named_with_links(client, chief):
    image = make_image()
    story = make_article(picture=image, headline="Лена встала")
    author = make_author("Павел Громов", photo=image)
    page = make_page(image)
    shown = client.get(f"{LIST}{image.pk}/change/").content.decode()
    for name, address in (
        ("Лена встала", f"/admin/articles/article/{story.pk}/change/"),
        ("Павел Громов", f"/admin/articles/author/{author.pk}/change/"),
        ("О газете", f"/admin/pages/page/{page.pk}/change/"),
    ):
        assert f'<a href="{address}">{name}</a>' in shown
    assert "в 3 местах" in client.get(LIST).content.decode()


def test_nobody_learns_of_a_story_that_is_not_open_to_them(client):
    user = staff("images.view_image", "articles.view_article")
    client.force_login(user)
    image = make_image(alt="Лёд")
    make_article(picture=image, headline="Тайный черновик")
    shown = client.get(f"{LIST}{image.pk}/change/").content.decode()
    assert "Тайный черновик" not in shown
    assert "в 1 месте, которое вам не открыто" in shown
    publish_article(picture=image, headline="Вышло", rubrics=None)
    shown = client.get(f"{LIST}{image.pk}/change/").content.decode()
    assert "Вышло" in shown
    assert "и ещё в 1 месте" in shown


def test_where_a_picture_stands_costs_the_same_however_often(chief, django_assert_num_queries):
    image = make_image()
    for number in range(25):
        make_article(picture=image, headline=f"Материал {number}")
    chief.get_all_permissions()
    # Two a kind: stories, their drafts, authors, pages; templates have none to count.
    with django_assert_num_queries(9):
        places = usage.places_of(image, chief)
    assert len(places.shown) == 20
    assert places.others == 5
    assert places.total == 25


def test_used_and_unused_are_told_apart_by_any_place():
    in_story, of_author, on_page = (make_image(title=title) for title in "абв")
    free = make_image(title="г")
    make_article(picture=in_story)
    make_author(photo=of_author)
    make_page(on_page)
    assert set(Image.objects.used()) == {in_story, of_author, on_page}
    assert list(Image.objects.used(False)) == [free]
    counts = Image.objects.with_use_counts().values_list("title", "use_count")
    assert dict(counts) == {"а": 1, "б": 1, "в": 1, "г": 0}


def test_nobody_counts_the_places_of_a_picture_that_stands_everywhere(monkeypatch):
    monkeypatch.setattr(usage, "MOST_COUNTED", 2)
    few, many = make_image(title="мало"), make_image(title="много")
    for picture, number in ((few, 2), (many, 5)):
        for _time in range(number):
            make_article(picture=picture)
    found = {image.title: image for image in Image.objects.with_use_counts()}
    assert (found["мало"].use_count, found["много"].use_count) == (2, 3)
    assert [image.title for image in found.values() if image.is_everywhere] == ["много"]


# --- plain pages ------------------------------------------------------------------------------


def test_a_picture_on_a_plain_page_is_seen_by_readers(client):
    image = make_image()
    address = url_of(image, "thumb", 96)
    assert client.get(address).status_code == 404
    page = make_page(image)
    assert client.get(address).status_code == 200
    page.body = "<p>Без снимка</p>"
    page.save()
    assert client.get(address).status_code == 404


def test_a_new_credit_reaches_the_plain_pages_that_show_the_picture():
    image = make_image()
    page = make_page(image)
    image = Image.objects.get(pk=image.pk)
    image.credit = "Павел Громов"
    image.save()
    page.refresh_from_db()
    assert "Павел Громов" in page.compiled_body
