"""What the desk finds stories by, however many hold it: parts of words, numbers, names."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.finding import index, rebuilding, stories
from articles.finding.text import sought, text_of
from articles.models import Article
from tests.factories import make_article, make_author, publish_article

from .people import make_person

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def forbidden(*args):
    raise AssertionError("the index says that already")


def found(text):
    return {story.headline for story in stories.stories_about(Article.objects.all(), text)}


@pytest.fixture
def paper():
    kim, lee = make_author("Тимур Ким"), make_author("Лиана Ли")
    make_article("«Ледоход» у Табаги", lead="Пик — 5 мая, +12°.", authors=[kim])
    publish_article("Автомобиль на льду", kicker="Дороги", lead="", authors=[lee])
    publish_article("Ҥөһүү дорҕоон", lead="", authors=[kim])


@pytest.mark.parametrize("most", [index.MOST, 1, 0])
@pytest.mark.parametrize("few", [index.FEW, 0])
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("ход", {"«Ледоход» у Табаги"}),
        ("МОБИЛЬ дорог", {"Автомобиль на льду"}),
        ("ле", {"«Ледоход» у Табаги"}),
        ("л", {"«Ледоход» у Табаги", "Автомобиль на льду"}),
        ("5 у", {"«Ледоход» у Табаги"}),
        ("«ледоход»", {"«Ледоход» у Табаги"}),
        ("+12° 5", {"«Ледоход» у Табаги"}),
        ("ДОРҔООН", {"Ҥөһүү дорҕоон"}),
        ("ким", {"«Ледоход» у Табаги", "Ҥөһүү дорҕоон"}),
        ("ким ледоход", {"«Ледоход» у Табаги"}),
        ("ли авто", {"Автомобиль на льду"}),
        ("ким авто", set()),
        ("авмоби", set()),
        ("лед* OR", set()),
        ('"лед', set()),
        ("ъъ", set()),
    ],
)
def test_a_story_is_found_by_parts_of_words_and_by_names(
    paper, monkeypatch, few, most, asked, wanted
):
    monkeypatch.setattr(index, "MOST", most)
    monkeypatch.setattr(index, "FEW", few)
    assert found(asked) == wanted


def test_a_story_is_found_by_its_number_and_by_its_address(paper):
    draft, public = make_article("Безымянная"), publish_article("Мост")
    for said in (f"{draft.pk}", f"№{draft.pk}", f"http://x.example{LIST}{draft.pk}/change/"):
        assert "Безымянная" in found(said), said
    assert found(f"https://paper.example{public.get_absolute_url()}?from=mail") == {"Мост"}


def test_a_draft_is_found_by_nobody_who_may_not_see_it(client, sit):
    sit("reporter")
    secret = make_article("Тайна", created_by=make_person("chief"))
    for asked in ("тайна", f"№{secret.pk}"):
        assert list(client.get(LIST, {"q": asked}).context["cl"].result_list) == []


def test_the_index_follows_each_change_and_forgets_what_is_erased(paper, monkeypatch):
    story = make_article("Паводок", lead="")
    monkeypatch.setattr(index.backend(), "write", forbidden)
    story.settle()  # what nobody searches by has changed, if anything
    monkeypatch.undo()
    story.headline = "Наводнение"
    story.save()
    story.settle()
    assert (found("паводок"), found("наводн")) == (set(), {"Наводнение"})
    number = story.pk
    story.delete()
    assert number not in index.backend().held(number, number)


def test_a_search_in_the_list_asks_fifteen_times_at_most(
    client, sit, paper, django_assert_max_num_queries
):
    sit("editor")
    client.get(LIST)
    for asked in ("ледоход", "ким", "ким ледоход", "5", "ничего такого"):
        with django_assert_max_num_queries(15):
            client.get(LIST, {"q": asked})


def test_the_index_can_be_made_anew_and_compared(paper):
    call_command("rebuild_desk_search", check=True, stdout=io.StringIO())
    lost, changed = make_article("Пропажа"), make_article("Было")
    index.forget(lost.pk)
    Article.objects.filter(pk=changed.pk).update(headline="Стало")
    index.backend().write({999_999: text_of("Лишняя")})
    said = io.StringIO()
    with pytest.raises(CommandError, match="3") as refusal:
        call_command("rebuild_desk_search", check=True, stdout=said)
    assert refusal.value.returncode == 1
    assert str(lost.pk) in said.getvalue()
    call_command("rebuild_desk_search", stdout=said)
    call_command("rebuild_desk_search", check=True, stdout=said)
    assert (found("стало"), found("пропажа")) == ({"Стало"}, {"Пропажа"})
    assert not any(rebuilding.differing(*span) for span in rebuilding.spans())


@pytest.mark.parametrize("text", ["", "а", "🔥", "й", "İ", "ﬁ ß", "x" * 3000, "а\u00a0б", "-"])
def test_whatever_a_headline_is_it_is_found_by_itself(text):
    held = text_of(text, "")
    assert all(sought(word) in held for word in text.split())
