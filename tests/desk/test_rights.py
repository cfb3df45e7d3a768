"""Who may do what with which story: every role, state and method, from a table and not from code.

The table says the status of the answer. 200 for a POST would be a form sent back: what is sent
here is always complete, so a POST that is let in answers 302.
"""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.apps import bring_roles
from accounts.roles import ROLES, apply_roles
from articles.models import Action, Article, Author, Status
from articles.models.revision import content_of
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db

PEOPLE = ["reporter", "editor", "chief", "photo_desk", "admin", "anonymous"]
#: page, method, state → answers in the order of PEOPLE. `seen` is what the page shows of a story.
MATRIX = """
list     get   -              200 200 200 200 200 302
add      get   -              200 200 200 403 403 302
add      post  -              302 302 302 403 403 302
change   get   own draft      200 200 200 200 200 302
change   post  own draft      302 302 302 302 403 302
change   get   signed draft   200 200 200 200 200 302
change   post  signed draft   302 302 302 302 403 302
change   get   other draft    404 200 200 200 200 302
change   post  other draft    404 302 302 302 403 302
change   get   own returned   200 200 200 200 200 302
change   post  own returned   302 302 302 302 403 302
change   get   own review     200 200 200 200 200 302
change   post  own review     403 302 302 302 403 302
change   get   other review   404 200 200 200 200 302
change   post  other review   404 302 302 302 403 302
change   get   own scheduled  200 200 200 200 200 302
change   post  own scheduled  403 302 302 302 403 302
change   get   published      200 200 200 200 200 302
change   post  published      403 302 302 302 403 302
change   get   own published  200 200 200 200 200 302
change   post  own published  403 302 302 302 403 302
change   get   withdrawn      404 200 200 200 200 302
change   post  withdrawn      404 302 302 302 403 302
change   get   own held       200 200 200 200 200 302
change   get   other held     404 404 200 404 404 302
change   post  other held     404 404 302 404 404 302
change   get   own trashed    200 200 200 200 200 302
change   post  own trashed    403 403 403 403 403 302
change   get   other trashed  404 200 200 404 404 302
history  get   own draft      200 200 200 404 404 302
history  get   other draft    404 200 200 404 404 302
history  get   published      404 200 200 404 404 302
history  get   own published  200 200 200 404 404 302
history  get   withdrawn      404 200 200 404 404 302
history  get   other held     404 404 200 404 404 302
restore  post  own draft      302 302 302 404 404 302
restore  post  other draft    404 302 302 404 404 302
restore  post  own review     404 302 302 404 404 302
restore  post  own published  404 302 302 404 404 302
restore  post  other held     404 404 302 404 404 302
undo     post  -              302 302 302 302 302 302
quick    get   own draft      200 200 200 403 403 302
quick    post  own draft      302 302 302 403 403 302
quick    get   other draft    404 200 200 403 403 302
quick    post  own review     403 302 302 403 403 302
quick    post  published      403 302 302 403 403 302
quick    get   other held     404 404 200 404 404 302
quick    post  own trashed    403 403 403 403 403 302
merge    get   own draft      302 302 302 302 404 302
merge    get   other draft    404 302 302 302 404 302
merge    post  own review     404 302 302 302 404 302
merge    get   other held     404 404 302 404 404 302
trash    post  own draft      302 302 302 404 404 302
trash    post  other draft    404 302 302 404 404 302
trash    post  own review     404 302 302 404 404 302
trash    post  own scheduled  404 404 404 404 404 302
trash    post  own published  404 404 404 404 404 302
trash    post  withdrawn      404 404 302 404 404 302
trash    post  other held     404 404 302 404 404 302
untrash  post  own trashed    302 302 302 302 302 302
untrash  post  other trashed  404 302 302 404 404 302
untrash  post  own draft      404 404 404 404 404 302
autosave post  own draft      200 200 200 200 404 302
autosave post  other draft    404 200 200 200 404 302
autosave post  own review     404 200 200 200 404 302
autosave post  other held     404 404 200 404 404 302
forget   post  own draft      302 302 302 302 404 302
forget   post  other draft    404 302 302 302 404 302
ping     post  own draft      200 200 200 200 404 302
ping     post  other draft    404 200 200 200 404 302
ping     post  other held     404 404 200 404 404 302
preview  get   own draft      200 200 200 200 200 302
preview  get   other draft    404 200 200 200 200 302
preview  get   own held       200 200 200 200 200 302
preview  get   other held     404 404 200 404 404 302
preview  get   withdrawn      404 200 200 200 200 302
lock     post  own draft      302 302 302 404 404 302
lock     post  other draft    404 302 302 404 404 302
lock     post  own review     404 302 302 404 404 302
lock     post  other held     404 404 302 404 404 302
unlock   post  own draft      302 302 302 302 302 302
unlock   post  other draft    404 302 302 302 302 302
unlock   post  other held     404 404 302 404 404 302
take_over get  own draft      302 302 302 404 404 302
take_over get  other draft    404 302 302 404 404 302
take_over post own draft      302 302 302 404 404 302
take_over post other held     404 404 302 404 404 302
share    post  own draft      302 302 302 302 404 302
share    post  other draft    404 302 302 302 404 302
share    post  other held     404 404 302 404 404 302
unshare  post  own draft      302 302 302 302 404 302
unshare  post  other draft    404 302 302 302 404 302
delete   get   own draft      403 403 403 403 403 302
delete   post  own draft      403 403 403 403 403 302
delete   post  other draft    404 403 403 403 403 302
delete   get   own trashed    403 403 200 403 403 302
delete   post  own trashed    403 403 302 403 403 302
delete   post  other trashed  404 403 302 404 404 302
delete   post  published      403 403 403 403 403 302
delete   post  withdrawn      404 403 403 403 403 302
"""
ROWS = [line.split(maxsplit=2) for line in MATRIX.strip().splitlines()]
CASES = [
    (page, method, rest[:-24].strip(), person, int(code))
    for page, method, rest in ROWS
    for person, code in zip(PEOPLE, rest[-23:].split(), strict=True)
]


def make_story(state, person):
    if state == "-":
        return None
    whose, _, state = state.rpartition(" ")
    mine = {"created_by": person if whose == "own" and person and person.pk else None}
    if whose == "signed":
        return make_article(authors=[make_author(user=person)])
    make = publish_article if state in ("published", "withdrawn") else make_article
    story = make(**mine)
    chief = make_person("chief")
    match state:
        case "withdrawn":
            story.withdraw(by=None, note="Ошибка")
        case "review":
            story.submit(by=chief)
        case "returned":
            story.submit(by=chief)
            story.send_back(by=chief, note="Нет комментария")
        case "scheduled":
            story.schedule(Action.PUBLISH, timezone.now() + timedelta(days=1), by=chief)
        case "held":
            story.hold(by=chief, note="Ждём подтверждения")
        case "trashed":
            story.trash(by=chief)
    return story


def revised(story):
    """Give a story two revisions, so that there is one to restore."""
    for _number in range(2):
        story.revise(content_of(story), by=None, seen=story.newest)


@pytest.mark.parametrize(("page", "method", "state", "role", "wanted"), CASES)
def test_every_role_gets_what_the_table_says(client, page, method, state, role, wanted):
    person = None if role == "anonymous" else make_person(role)
    if person:
        client.force_login(person)
    story = make_story(state, person)
    name = {"list": "changelist", "add": "add"}.get(page, page)
    address = reverse(f"admin:articles_article_{name}", args=[story.pk] if story else [])
    sent = {}
    if method == "post":
        sent = {"post": "yes"} if page == "delete" else filled_in(story)
        if page == "restore":
            revised(story)
            sent = {"number": 1}
    response = getattr(client, method)(address, sent)
    assert response.status_code == wanted
    if role == "anonymous":
        assert response.headers["Location"].startswith("/admin/login/")
        assert story is None or story.headline not in response.content.decode()
    if wanted in (403, 404) and story and not story.is_public:
        assert story.headline not in response.content.decode()


def test_every_page_of_a_story_is_in_the_table():
    known = {"list": "changelist"}
    named = {known.get(page, page) for page, _method, _rest in ROWS}
    pages = {
        address.name.removeprefix("articles_article_")
        for address in admin.site.get_model_admin(Article).get_urls()
        if address.name
    }
    assert pages == named


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
