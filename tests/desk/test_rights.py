"""Whose fields are whose, and what nobody is told.

Who gets what answer from which address stands in `tests/hardening/matrix.txt`.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse

from accounts.apps import bring_roles
from accounts.roles import ROLES, apply_roles
from articles.models import Article, Author, Status
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db


def test_there_is_no_way_round_from_a_row_to_its_address(client, sit):
    sit("reporter")
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])
    assert client.get("/admin/r/1/1/").status_code == 404


FORBIDDEN = {
    "status": "published",
    "published_at": "2020-01-01 00:00:00",
    "published_at_0": "2020-01-01",
    "published_on": "2020-01-01",
    "created_by": "1",
    "withdrawal_note": "нет",
    "compiled_body": "<script>alert(1)</script>",
    "words": "9999",
    "bylines": ["1:text"],
    "importance": "5",
    "canonical_url": "https://evil.example/",
    "_publish": "",
    "_withdraw": "",
    "note": "нет",
    "is_superuser": "on",
}


def test_a_reporter_writes_no_field_that_is_not_theirs(client, sit):
    reporter = sit("reporter")
    author = make_author(user=reporter)
    chief = make_author("Главный")
    story = make_article(created_by=reporter, authors=[author])
    extra = FORBIDDEN | {"bylines": [f"{chief.pk}:text"], "headline": "Своё"}
    client.post(address_of(story), filled_in(story) | extra)
    after = Article.objects.get(pk=story.pk)
    assert after.headline == "Своё"
    for name in ("status", "published_at", "published_on", "created_by", "withdrawal_note",
                 "importance", "canonical_url"):  # fmt: skip
        assert getattr(after, name) == getattr(story, name), name
    assert [line.author for line in after.bylines.all()] == [author]
    assert "<script" not in after.compiled_body
    reporter.refresh_from_db()
    assert not reporter.is_superuser


def test_a_reporters_new_story_is_signed_with_the_reporters_own_name(client, sit):
    reporter = sit("reporter")
    author, other = make_author(user=reporter), make_author()
    client.post(address_of(), filled_in(headline="Своя", bylines=[f"{other.pk}:text"]))
    assert [line.author for line in Article.objects.get().bylines.all()] == [author]


def test_the_photo_desk_changes_the_picture_and_nothing_else(client, sit):
    sit("photo_desk")
    story = publish_article()
    sent = filled_in(
        story, headline="Чужое", picture_caption="Лёд у пристани", rubrics=[make_rubric().pk]
    )
    client.post(address_of(story), sent | {"_publish": ""})
    after = Article.objects.get(pk=story.pk)
    assert after.picture_caption == "", "an editor publishes it"
    newest = after.newest_revision().content
    assert (newest["headline"], newest["picture_caption"]) == (story.headline, "Лёд у пристани")
    assert [rubric["id"] for rubric in newest["rubrics"]] == story.rubric_ids


def test_a_hidden_neighbour_keeps_its_place_without_its_name(client, sit):
    reporter = sit("reporter")
    hidden = make_article("Тайное")
    story = make_article(created_by=reporter, related=[hidden])
    assert "Тайное" not in client.get(address_of(story)).content.decode()
    client.post(address_of(story), filled_in(story, related=[hidden.pk, publish_article().pk]))
    assert story.related_stories.first().related == hidden
    stranger = make_article("Ещё тайное")
    page = client.post(address_of(story), filled_in(story, related=[stranger.pk]))
    assert "related" in page.context["adminform"].form.errors


def test_the_confirmation_of_a_deletion_names_nothing_hidden(client, sit):
    chief = sit("chief")
    held = make_article("Тайное")
    held.hold(by=make_person("chief"), note="Ждём")
    story = make_article("Моё", created_by=chief, related=[held])
    make_article("Тоже тайное", related=[story])
    story.trash(by=chief)
    page = client.get(address_of(story, "delete")).content.decode()
    assert "Моё" in page and "айное" not in page


def test_whoever_lost_the_role_or_the_login_is_out_at_the_next_request(client, sit):
    person = sit("editor")
    story = make_article()
    person.groups.set([Group.objects.get(name="reporter")])
    assert client.post(address_of(story), filled_in(story)).status_code == 404
    person.is_active = False
    person.save()
    assert client.get("/admin/").status_code == 302


def test_the_roles_are_in_the_database_and_coming_again_changes_nothing():
    rights = {
        group.name: {
            f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()
        }
        for group in Group.objects.all()
    }
    known = {
        f"{right.content_type.app_label}.{right.codename}" for right in Permission.objects.all()
    }
    assert rights == {code: set(role.rights) & known for code, role in ROLES.items()}
    from django.apps import apps

    before = list(Group.permissions.through.objects.values_list("group", "permission"))
    apply_roles("default", apps)
    assert list(Group.permissions.through.objects.values_list("group", "permission")) == before


def test_rights_of_an_app_that_comes_later_come_with_it(django_assert_max_num_queries):
    from django.apps import apps

    right = Permission.objects.get(codename="publish_article")
    right.delete()
    apply_roles("default", apps)
    assert not Group.objects.filter(permissions__codename="publish_article").exists()
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    bring_roles(app_config=last, using="default")
    assert Group.objects.filter(permissions__codename="publish_article").count() == 2


def test_what_readers_see_is_nobodys_to_delete():
    assert Status.PUBLISHED == "published"
    story = publish_article(authors=[make_author()])
    admin_of_stories = admin.site.get_model_admin(Article)
    request = type("Request", (), {"user": make_user(is_superuser=True)})()
    assert not admin_of_stories.has_delete_permission(request, story)
    assert Author.objects.exists()
