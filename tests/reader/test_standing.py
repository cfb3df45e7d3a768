"""What stands on every page is set once, and never out of date."""

import pytest

from pages.models import Page
from paper.models import Paper
from tests.factories import make_rubric, publish_article

pytestmark = pytest.mark.django_db


def page_of(client, address="/corrections/"):
    return client.get(address).content.decode()


def test_a_change_of_what_stands_everywhere_is_on_the_next_page(client):
    rubric = make_rubric("Дороги", slug="dorogi")
    story = publish_article("Лёд встал", rubrics=[rubric])
    address = story.get_absolute_url()
    assert "Дороги" in page_of(client)

    rubric.name = "Зимники"
    rubric.save()
    assert "Зимники" in page_of(client)
    assert "Дороги" not in page_of(client)

    paper = Paper.current()
    paper.name, paper.phone = "Зимник", "8 411 00-00-00"
    paper.save()
    assert "Зимник" in page_of(client)
    assert "8 411 00-00-00" in page_of(client)

    Page.objects.create(slug="rules", language="ru", title="Правила")
    assert "Правила" in page_of(client)

    publish_article("Лёд тронулся")
    assert "Лёд тронулся" in page_of(client, address)


def test_the_menu_marks_the_rubric_of_the_page_and_no_other(client):
    here, there = make_rubric("Дороги", slug="dorogi"), make_rubric("Книги", slug="knigi")
    for rubric in (here, there, here):
        page = page_of(client, rubric.get_absolute_url())
        marked = f'href="/rubric/{rubric.slug}/" data-rubric="{rubric.slug}" aria-current="page"'
        assert page.count('aria-current="page"') == 1
        assert marked in page
    assert 'aria-current="page"' not in page_of(client)


def test_the_switch_of_languages_leads_to_this_very_page(client):
    story = publish_article("Лёд встал")
    english = publish_article("The ice is firm", language="en", translation_of=story)
    other = publish_article("Другая")
    page = page_of(client, story.get_absolute_url())
    assert f'<a href="{english.get_absolute_url()}" lang="en"' in page
    assert '<a href="/sah/" lang="sah"' in page
    assert '<a href="/en/" lang="en"' in page_of(client, other.get_absolute_url())
    assert '<a href="/en/corrections/" lang="en"' in page_of(client)


def test_each_edition_has_its_own(client):
    publish_article("Лёд встал")
    assert "Рубрики" in page_of(client, "/corrections/")
    assert "Rubrics" in page_of(client, "/en/corrections/")
    assert "Рубрики" in page_of(client, "/corrections/")
