"""Whoever is limited to rubrics has their say there, and is elsewhere what a reporter is."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from articles import permissions
from articles.admin.verbs import VERBS
from articles.models import Action, Article, Section, Status
from articles.models.revision import content_of
from tests.factories import make_article, make_author, make_rubric, publish_article

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def paper():
    """Culture with theatre below it, and society."""
    culture = make_rubric("Культура")
    return culture, make_rubric("Театр", parent=culture), make_rubric("Общество")


def limited(person, *rubrics):
    for rubric in rubrics:
        Section.objects.create(user=person, rubric=rubric)
    return User.objects.get(pk=person.pk)


STATES = {
    "draft": lambda story, by: None,
    "review": lambda story, by: story.submit(by=by),
    "scheduled": lambda story, by: story.schedule(
        Action.PUBLISH, timezone.now() + datetime.timedelta(days=1), by=by
    ),
    "published": lambda story, by: story.publish(by=by),
    "withdrawn": lambda story, by: (story.publish(by=by), story.withdraw(by=by, note="Ошибка")),
    "held": lambda story, by: (story.assign(by), story.hold(by=by, note="Ждём")),
    "trashed": lambda story, by: story.trash(by=by),
}
OTHERS = {
    "trash": permissions.may_trash,
    "restore": permissions.may_restore,
    "delete": permissions.may_delete,
    "assign": permissions.may_assign,
    "correct": permissions.may_correct,
    "change": permissions.may_change,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ["editor", "chief", "photo_desk"])
def test_every_move_ends_at_the_rubrics_and_works_within_them(paper, role, state):
    culture, theatre, society = paper
    free, bound = make_person(role), limited(make_person(role), culture)
    moves = {name: verb.may for name, verb in VERBS.items()} | OTHERS
    for rubrics, is_within in (
        ([theatre, society], True),
        ([society, culture], False),
        ([], False),
    ):
        story = make_article(rubrics=rubrics or [culture])
        STATES[state](story, free)
        if not rubrics:
            Article.objects.filter(pk=story.pk).update(rubric_ids=[])
        story.assigned_to = None
        story.held_by_id = bound.pk if state == "held" else None
        story = Article.objects.get(pk=story.pk)
        if state == "held":
            Article.objects.filter(pk=story.pk).update(held_by=bound, assigned_to=free)
            story.refresh_from_db()
        for name, may in moves.items():
            wanted = is_within and may(free, story)
            assert may(bound, story) == wanted, (name, rubrics)


def test_an_editor_of_culture_publishes_theatre_and_not_society(client, sit, paper):
    culture, theatre, society = paper
    limited(sit("editor"), culture)
    mine, theirs = (
        make_article("Премьера", rubrics=[theatre]),
        make_article("Суд", rubrics=[society]),
    )
    client.post(LIST, {"action": "publish", "index": 0, "_selected_action": [mine.pk, theirs.pk]})
    assert set(Article.objects.published()) == {mine}
    page = client.get(address_of(theirs)).content.decode()
    assert "Суд" in page and 'name="_publish"' not in page
    assert client.post(address_of(theirs), filled_in(theirs, _publish="")).status_code == 403
    assert client.post(address_of(theirs, "quick"), {"importance": 5, "seen": 0}).status_code == 403
    assert client.post(address_of(theirs, "trash")).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.status, theirs.newest) == (Status.DRAFT, 0)


def test_a_story_of_ones_own_is_written_anywhere_and_published_at_home(client, sit, paper):
    culture, _theatre, society = paper
    editor = limited(sit("editor"), culture)
    new = {"rubrics": [society.pk], "bylines": [f"{make_author().pk}:text"], "lead": "Лид.",
           "body": "<p>Текст.</p>", "headline": "Новая"}  # fmt: skip
    page = client.post(address_of(), filled_in(**new, _publish=""), follow=True)
    story = Article.objects.get()
    assert (story.status, story.headline) == (Status.DRAFT, "Новая"), "saved, not published"
    assert "Этого вам с ним делать нельзя" in page.content.decode()
    assert permissions.may_change(editor, story)
    client.post(address_of(story), filled_in(story, rubrics=[culture.pk]))
    client.post(address_of(story), filled_in(story, rubrics=[culture.pk], seen=2, _publish=""))
    story.refresh_from_db()
    assert story.is_public


def test_a_live_story_that_is_to_move_next_door_is_published_by_neither(paper):
    culture, _theatre, society = paper
    ours, theirs = limited(make_person("editor"), culture), limited(make_person("editor"), society)
    story = publish_article(rubrics=[culture])
    there = content_of(story) | {"rubrics": [{"id": society.pk, "name": "Общество"}]}
    story.revise(there, by=None, seen=0)
    for editor in (ours, theirs):
        assert not permissions.may_publish(editor, Article.objects.get())
    assert permissions.may_publish(make_person("editor"), Article.objects.get())


def test_my_rubrics_is_a_view_of_those_who_have_any(
    client, sit, paper, django_assert_max_num_queries
):
    culture, theatre, society = paper
    person = sit("editor")
    make_article("Суд", rubrics=[society])
    play = make_article("Премьера", rubrics=[theatre])
    assert "view=sections" not in client.get(LIST).content.decode()
    limited(person, culture)
    page = client.get(LIST)
    assert "view=sections" in page.content.decode()
    shown = client.get(LIST, {"view": "sections"}).context["cl"].result_list
    assert [story.headline for story in shown] == ["Премьера"]
    for number in range(20):
        story = publish_article(f"Новость {number}", rubrics=[theatre])
        story.revise(content_of(story) | {"lead": "Новый."}, by=None, seen=0)
    client.get(LIST)
    with django_assert_max_num_queries(15):
        page = client.get(LIST).content.decode()
    assert address_of(play, "quick") in page and page.count("quick-open") == 21


def test_somebody_below_gives_rubrics_and_nobody_to_themselves(client, sit, paper):
    culture, _theatre, _society = paper
    me = sit("admin")
    person = make_person("editor")
    page = client.get(f"{PEOPLE}{person.pk}/change/").content.decode()
    assert "sections-0-rubric" in page
    assert "sections-0-rubric" not in client.get(f"{PEOPLE}{me.pk}/change/").content.decode()
    rows = {"sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 0, "sections-0-rubric": culture.pk}
    for user in (person, me):
        sent = {"username": user.username, "is_active": "on", "roles": ["editor"], "language": ""}
        extra = {"sections-0-user": user.pk}
        assert client.post(f"{PEOPLE}{user.pk}/change/", sent | rows | extra).status_code == 302
    assert [(section.user, section.rubric) for section in Section.objects.all()] == [
        (person, culture)
    ]


def test_the_chief_who_invites_reporters_limits_nobody_else(client, sit, paper):
    sit("chief")
    person = make_person("editor")
    rows = {
        "sections-TOTAL_FORMS": 1,
        "sections-INITIAL_FORMS": 0,
        "sections-0-rubric": paper[0].pk,
    }
    assert client.post(f"{PEOPLE}{person.pk}/change/", rows).status_code == 403
    assert not Section.objects.exists()


def test_a_rubric_that_is_somebodys_stays(client, sit, paper):
    culture, _theatre, society = paper
    limited(make_person("editor"), society)
    with pytest.raises(ProtectedError):
        society.delete()
    sit("chief")
    assert (
        client.post(f"/admin/articles/rubric/{society.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert culture.pk


def test_nobody_widens_their_say_by_moving_rubrics(client, sit, paper):
    culture, _theatre, society = paper
    limited(sit("editor"), culture)
    sent = {"name": "Общество", "slug": society.slug, "hue": 1, "position": 0,
            "front_layout": "none", "parent": culture.pk}  # fmt: skip
    client.post(f"/admin/articles/rubric/{society.pk}/change/", sent)
    society.refresh_from_db()
    assert society.parent_id is None


def test_what_is_given_and_taken_counts_at_the_next_request(client, sit, paper):
    _culture, _theatre, society = paper
    person = sit("editor")
    story = make_article(rubrics=[paper[0]])
    assert client.post(address_of(story), filled_in(story)).status_code == 302
    limited(person, society)
    assert client.post(address_of(story), filled_in(story)).status_code == 403
    Section.objects.get().delete()
    assert client.post(address_of(story), filled_in(story)).status_code == 302


def test_a_subeditor_edits_all_and_publishes_nothing(client, sit):
    person = sit("reporter")
    person.groups.set([Group.objects.get(name="subeditor")])
    draft, live = make_article("Черновик"), publish_article("Вышла")
    waiting = make_article("Ждёт")
    waiting.submit(by=None)
    for story in (draft, live, waiting):
        sent = filled_in(story, lead="Вычитано.", _publish="")
        assert client.post(address_of(story), sent).status_code == 302
        story.refresh_from_db()
        assert story.newest_revision().content["lead"] == "Вычитано."
    assert live.lead != "Вычитано." and draft.status == Status.DRAFT
    me = User.objects.get(pk=person.pk)
    able = {
        name
        for name, verb in VERBS.items()
        for story in (draft, live, waiting)
        if verb.may(me, story)
    }
    assert able == {"submit"}
    assert set(client.get(LIST).context["moves"]) == {"trash"}
