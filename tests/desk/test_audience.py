"""Who may know of which story: of many at once the answer is the same as of each."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, people_at_the_desk
from articles.audience import of_visible, who_may_look
from articles.models import Article, StatusChange
from articles.permissions import may_look, visible_to
from tests.factories import make_article, make_author, publish_article

from .people import ROLES, make_person

pytestmark = pytest.mark.django_db


def stories_of_every_kind(people):
    """Return stories in all states that decide who sees them, some of somebody's own."""
    yield publish_article("Вышло")
    for number, person in enumerate(people):
        begun = make_article(f"Начато {number}", created_by=person)
        signed = make_article(f"Подписано {number}", authors=[make_author(user=person)])
        for story in (make_article("Ничьё"), begun, signed):
            yield story
            story.hold(by=people[-1])
            yield story
            story.trash(by=people[-1])
            yield story
            story.lift(by=people[-1])
            yield story
        assigned = make_article(f"Поручено {number}")
        assigned.assign(person)
        yield assigned
        assigned.hold(by=person)
        yield assigned


def test_whom_a_story_is_open_to_is_said_of_all_at_once_as_of_each():
    people = [make_person(role) for role in ROLES]
    people += [make_user_without_role(), make_person("editor", is_active=False)]
    people.append(make_person("chief", is_superuser=True))
    everybody = list(User.objects.all())
    for story in stories_of_every_kind(people):
        fresh = Article.objects.get(pk=story.pk)
        wanted = {person for person in everybody if may_look(person, fresh)}
        assert set(who_may_look(User.objects.all(), fresh)) == wanted, (story, vars(fresh))


def make_user_without_role():
    person = make_person("reporter")
    person.groups.clear()
    return person


@pytest.mark.parametrize("role", ROLES)
def test_rows_of_stories_are_seen_as_the_stories_are(role):
    person = make_person(role)
    for story in list(stories_of_every_kind([person, make_person("chief")])):
        StatusChange.objects.create(
            article=story, status_before="draft", status_after="review", at=timezone.now()
        )
    moves = of_visible(person, StatusChange.objects.all())
    wanted = set(visible_to(person).filter(history__isnull=False).values_list("pk", flat=True))
    assert set(moves.values_list("article", flat=True)) == wanted
    assert wanted


def test_suggesting_whom_to_address_costs_the_same_for_three_and_for_thirty(
    client, sit, django_assert_max_num_queries
):
    editor = sit("editor", first_name="Айталина")
    story = make_article("Лёд", created_by=editor)
    address = reverse("desk:note_people", args=[story.pk])
    for number in range(30):
        # Reporters may not see a draft that is not theirs.
        make_person("reporter", first_name="Айсен", last_name=f"Иванов{number:02}")
    client.get(address, {"q": "ай"})
    with django_assert_max_num_queries(8):
        answer = client.get(address, {"q": "ай"}).json()
    assert [person["name"] for person in answer["people"]] == ["Айталина"]
    assert len(list(people_at_the_desk())) == 31


def test_the_trash_stands_in_the_order_in_which_it_was_thrown_away(client, sit):
    chief = sit("chief")
    stories = [make_article(f"Материал {number}") for number in range(3)]
    for number, place in enumerate((1, 0, 2)):
        stories[place].trash(by=chief)
        at = timezone.now() - datetime.timedelta(hours=3 - number)
        Article.objects.filter(pk=stories[place].pk).update(trashed_at=at)
    page = client.get(reverse("admin:articles_article_changelist"), {"view": "trash"})
    shown = [story.headline for story in page.context["cl"].result_list]
    assert shown == ["Материал 2", "Материал 0", "Материал 1"]


def test_the_trash_is_found_by_its_index():
    """Asked as “not null” is empty, half of the databases read every story there is."""
    if connection.vendor != "sqlite":
        pytest.skip("so few rows are read whole")
    trash = Article.objects.filter(trashed_at__isnull=False).order_by("-trashed_at", "-pk")
    assert "desk_trash" in trash[:51].explain()
