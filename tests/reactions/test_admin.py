"""The desk: who may choose the emoji, and numbers that nobody types in."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions.admin import StoryAdmin
from reactions.folding import fold
from reactions.models import Emoji
from tests.factories import make_article, make_user, publish_article
from tests.reactions.presses import press

pytestmark = pytest.mark.django_db


def login(client, *codes, **fields):
    user = make_user(is_staff=True, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)


@pytest.fixture
def chief(client):
    login(client, is_superuser=True)
    return client


def test_the_numbers_are_shown_and_cannot_be_typed_in(chief):
    article = publish_article()
    draft = make_article("Черновик")
    press(chief, article)
    fold()
    press(chief, article, "fire")
    html = chief.get("/admin/reactions/story/").content.decode()
    assert article.headline in html
    assert draft.headline not in html
    assert "<b>2</b>" in html
    assert '<input type="number"' not in html
    for path in ("add/", f"{article.pk}/delete/"):
        assert chief.post(f"/admin/reactions/story/{path}").status_code == 403
    assert (
        chief.post(f"/admin/reactions/story/{article.pk}/change/", {"counted": 9}).status_code
        == 403
    )


def test_the_list_of_numbers_costs_the_same_with_more_stories(chief, django_assert_max_num_queries):
    for number in range(12):
        press(chief, publish_article(f"Новость {number}"))
    chief.get("/admin/reactions/story/")
    with django_assert_max_num_queries(9):
        assert chief.get("/admin/reactions/story/").status_code == 200


def test_the_list_of_numbers_is_read_leaf_by_leaf_and_counts_no_stories(chief, monkeypatch):
    monkeypatch.setattr(StoryAdmin, "list_per_page", 2)
    for number in range(5):
        publish_article(f"Новость {number}")
    chief.get("/admin/reactions/story/")
    with CaptureQueriesContext(connection) as asked:
        page = chief.get("/admin/reactions/story/").content.decode()
    assert "Новость 4" in page and "Новость 2" not in page
    assert not any("COUNT(" in one["sql"] and "articles_article" in one["sql"] for one in asked)
    older = re.search(r'href="(\?p=2)"', page)
    page = chief.get(f"/admin/reactions/story/{older[1]}").content.decode()
    assert "Новость 2" in page and 'href="?p=3"' in page


def test_editors_order_and_switch_emoji_in_the_list(chief):
    page = chief.get("/admin/reactions/emoji/")
    emoji = list(Emoji.objects.all())
    assert page.status_code == 200
    data = {"form-TOTAL_FORMS": 7, "form-INITIAL_FORMS": 7, "_save": "Save"}
    for number, one in enumerate(emoji):
        data |= {f"form-{number}-id": one.pk, f"form-{number}-position": 7 - number}
        if one.slug != "sad":
            data[f"form-{number}-is_active"] = "on"
    assert chief.post("/admin/reactions/emoji/", data).status_code == 302
    assert [one.slug for one in Emoji.objects.all()] == [one.slug for one in reversed(emoji)]
    assert not Emoji.objects.get(slug="sad").is_active


def test_an_emoji_has_a_name_in_every_language(chief):
    data = {
        "symbol": "🍵", "name": "Чай", "name_sah": "Чэй", "name_en": "Tea",
        "slug": "tea", "position": 9, "is_active": "on",
    }  # fmt: skip
    assert chief.post("/admin/reactions/emoji/add/", data).status_code == 302
    tea = Emoji.objects.get(slug="tea")
    assert [tea.text("name", code) for code in ("ru", "sah", "en")] == ["Чай", "Чэй", "Tea"]


def test_only_an_emoji_that_nobody_pressed_can_be_deleted_and_its_address_stays(chief):
    article = publish_article()
    press(chief, article)
    heart, sad = (Emoji.objects.get(slug=slug) for slug in ("heart", "sad"))
    assert (
        chief.post(f"/admin/reactions/emoji/{heart.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    assert (
        chief.post(f"/admin/reactions/emoji/{sad.pk}/delete/", {"post": "yes"}).status_code == 302
    )
    assert not Emoji.objects.filter(slug="sad").exists()
    data = {"symbol": "💙", "name": "Люблю", "slug": "blue", "position": 2, "is_active": "on"}
    assert chief.post(f"/admin/reactions/emoji/{heart.pk}/change/", data).status_code == 302
    heart.refresh_from_db()
    assert (heart.slug, heart.symbol) == ("heart", "💙")


@pytest.mark.parametrize("place", ["emoji", "story"])
@pytest.mark.parametrize(
    "lookup",
    [
        "slug__regex=(",
        "name__regex=(a%2B)%2B$",
        "is_active__exact=%00",
        "headline__startswith=a",
        "pk=%00",
    ],
)
def test_lists_cannot_be_probed_through_the_address(chief, place, lookup):
    assert chief.get(f"/admin/reactions/{place}/?{lookup}").status_code in {302, 400}


def test_without_the_right_nobody_sees_or_changes_anything(client):
    login(client)
    for path in ("emoji/", "emoji/add/", "story/"):
        assert client.get(f"/admin/reactions/{path}").status_code == 403
    login(client, "view_story", "view_emoji")
    assert client.get("/admin/reactions/story/").status_code == 200
    assert client.get("/admin/reactions/emoji/add/").status_code == 403
    assert client.post("/admin/reactions/emoji/", {"_save": 1}).status_code in {200, 403}
