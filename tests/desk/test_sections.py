"""Rubrics, names in print, tags, the paper itself."""

import pytest
from django.urls import reverse

from articles.models import Author, Rubric, Tag
from paper.models import Paper
from tests.factories import make_article, make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db


def test_every_text_stands_in_every_language_side_by_side(client, sit):
    sit("editor")
    rubric = make_rubric("Культура")
    address = reverse("admin:articles_rubric_change", args=[rubric.pk])
    page = client.get(address).content.decode()
    row = page[page.index("form-multiline") :]
    assert row.index('name="name"') < row.index('name="name_sah"') < row.index('name="name_en"')
    sent = {"name": "Культура", "name_sah": "Култуура", "name_en": "Culture", "slug": "kultura",
            "description_en": "Theatre", "hue": 340, "position": 1,
            "front_layout": "none"}  # fmt: skip
    assert client.post(address, sent).status_code == 302
    rubric = Rubric.objects.get()
    assert rubric.translations == {
        "sah": {"name": "Култуура"}, "en": {"name": "Culture", "description": "Theatre"},
    }  # fmt: skip
    client.post(address, sent | {"name_sah": ""})
    assert "sah" not in Rubric.objects.get().translations


def test_whoever_may_only_look_sees_every_language(client, sit):
    sit("reporter")
    rubric = make_rubric("Культура", translations={"sah": {"name": "Култуура"}})
    page = client.get(reverse("admin:articles_rubric_change", args=[rubric.pk]))
    assert "Култуура" in page.content.decode()


def test_rubrics_stand_as_a_tree(client, sit):
    sit("editor")
    culture = make_rubric("Культура", position=1)
    make_rubric("Общество", position=2)
    make_rubric("Театр", parent=culture, position=9)
    page = client.get(reverse("admin:articles_rubric_changelist")).content.decode()
    assert (
        page.index("Культура") < page.index("Театр") < page.index("Общество", page.index("Театр"))
    )
    assert "depth-1" in page


def test_a_rubric_never_stands_below_itself(client, sit):
    sit("editor")
    above = make_rubric()
    below = make_rubric(parent=above)
    address = reverse("admin:articles_rubric_change", args=[above.pk])
    sent = {"name": "Н", "slug": "n", "hue": 1, "position": 0, "front_layout": "none",
            "parent": below.pk}  # fmt: skip
    page = client.post(address, sent)
    assert "parent" in page.context["adminform"].form.errors
    for hue in (360, -1, 10**30, "\0"):
        assert client.post(address, sent | {"parent": "", "hue": hue}).status_code == 200


def test_a_rubric_with_stories_stays(client, sit):
    sit("chief")
    full, empty = make_rubric(), make_rubric()
    make_article(rubrics=[full])
    address = "admin:articles_rubric_delete"
    assert client.post(reverse(address, args=[full.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse(address, args=[empty.pk]), {"post": "yes"}).status_code == 302
    assert list(Rubric.objects.all()) == [full]


def test_an_authors_links_are_addresses(client, sit):
    sit("editor")
    author = make_author()
    address = reverse("admin:articles_author_change", args=[author.pk])
    sent = {"name": author.name, "slug": author.slug}
    for links in (
        "javascript:alert(1)",
        "http://a.example",
        "https://",
        "x\0y",
        "https://a.b\n" * 13,
    ):
        page = client.post(address, sent | {"links": links})
        assert "links" in page.context["adminform"].form.errors, links
    client.post(address, sent | {"links": " https://t.me/zimnik \n\nhttps://vk.com/zimnik"})
    assert Author.objects.get().links == "https://t.me/zimnik\nhttps://vk.com/zimnik"


def test_a_name_over_a_story_stays(client, sit):
    sit("chief")
    author = make_author()
    make_article(authors=[author])
    address = reverse("admin:articles_author_delete", args=[author.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


def test_two_tags_become_one_and_no_story_loses_it(client, sit):
    sit("editor")
    publish_article("Оба", tags=["лёд", "ледостав"])
    only = publish_article("Одна", tags=["ледостав"])
    kept, gone = Tag.objects.get(name="лёд"), Tag.objects.get(name="ледостав")
    address = reverse("admin:articles_tag_changelist")
    sent = {"action": "merge", "_selected_action": [kept.pk, gone.pk]}
    page = client.post(address, sent | {"index": 0})
    assert "Оба" not in page.content.decode() and "ледостав" in page.content.decode()
    assert client.post(address, sent | {"kept": kept.pk}).status_code == 302
    assert list(Tag.objects.all()) == [kept]
    assert list(only.tags.names()) == ["лёд"]
    assert kept.uses.count() == 2
    assert only.listings.filter(kind="t", key=kept.pk).exists()


def test_a_reporter_makes_tags_and_merges_none(client, sit):
    sit("reporter")
    address = reverse("admin:articles_tag_changelist")
    client.post(f"{address}add/", {"name": "зима", "slug": "zima"})
    client.post(f"{address}add/", {"name": "лёд", "slug": "led"})
    pks = list(Tag.objects.values_list("pk", flat=True))
    client.post(address, {"action": "merge", "_selected_action": pks, "kept": pks[0]})
    assert Tag.objects.count() == 2


def test_a_tag_is_not_made_twice_in_other_letters(client, sit):
    sit("editor")
    Tag.objects.create(name="Лёд")
    page = client.post(reverse("admin:articles_tag_add"), {"name": "ЛЕД", "slug": "led-2"})
    assert "name" in page.context["adminform"].form.errors


def test_the_paper_is_one_form_that_names_what_the_imprint_lacks(client, sit):
    sit("chief")
    assert client.get("/admin/paper/paper/").headers["Location"] == "/admin/paper/paper/add/"
    sent = {"name": "Зимник", "name_en": "The Ice Road", "age_mark": "12+", "rule_px": "3",
            "backup_days": "2"}  # fmt: skip
    client.post("/admin/paper/paper/add/", sent)
    assert str(Paper.objects.get().text("name", "en")) == "The Ice Road"
    address = client.get("/admin/paper/paper/").headers["Location"]
    assert address == "/admin/paper/paper/1/change/"
    page = client.get(address).content.decode()
    for name in Paper.objects.get().missing_imprint():
        assert str(name) in page
    assert client.get("/admin/paper/paper/add/").status_code == 403
    assert client.post("/admin/paper/paper/1/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["reporter", "editor", "photo_desk"])
def test_the_paper_is_the_chiefs_and_the_administrators(client, sit, role):
    sit(role)
    for page in ("", "add/", "1/change/"):
        assert client.get(f"/admin/paper/paper/{page}").status_code in (403, 404)


SECTIONS = {
    Rubric: {"hue": 220, "position": 0, "front_layout": "none"},
    Author: {},
    Tag: {},
}


@pytest.mark.parametrize("kind", SECTIONS)
def test_an_address_nobody_typed_is_made_from_the_name(client, sit, kind):
    sit("chief")
    add = reverse(f"admin:articles_{kind._meta.model_name}_add")
    for name, slug in (
        ("Өлүөнэ эбэ", "oluone-ebe"),
        ("Өлүөнэ, эбэ!" if kind is not Tag else "Өлүөнэ – эбэ", "oluone-ebe-2"),
        ("Щука и лёд", "shchuka-i-led"),
        ("🔥", kind._meta.model_name),
    ):
        page = client.post(add, SECTIONS[kind] | {"name": name, "slug": ""})
        assert page.status_code == 302, page.context["errors"]
        assert kind.objects.latest("pk").slug == slug


def test_an_address_made_from_the_longest_name_fits(client, sit):
    sit("chief")
    add = reverse("admin:articles_author_add")
    for _namesake in range(2):
        assert client.post(add, {"name": "щ" * 120, "slug": ""}).status_code == 302
    assert max(len(slug) for slug in Author.objects.values_list("slug", flat=True)) <= 80


def test_a_typed_address_stays_and_a_taken_one_is_refused(client, sit):
    sit("chief")
    add = reverse("admin:articles_tag_add")
    client.post(add, {"name": "Лёд", "slug": "lena"})
    assert Tag.objects.get().slug == "lena"
    page = client.post(add, {"name": "Лена", "slug": "lena"})
    assert "slug" in page.context["adminform"].form.errors


def test_an_address_that_was_emptied_is_made_anew(client, sit):
    sit("chief")
    author = make_author("Кюннэй Захарова", slug="old")
    address = reverse("admin:articles_author_change", args=[author.pk])
    client.post(address, {"name": author.name, "slug": ""})
    author.refresh_from_db()
    assert author.slug == "kyunney-zakharova"
