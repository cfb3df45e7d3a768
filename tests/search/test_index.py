import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from search import engine, rebuilding
from search.engine import words_of
from tests.factories import make_article, make_rubric, publish_article

pytestmark = pytest.mark.django_db


def found(question, language="ru", **choices):
    hits = engine.find(words_of(question, language), language, **choices)
    articles = Article.objects.in_bulk([hit.article_id for hit in hits])
    return [articles[hit.article_id].headline for hit in hits]


@pytest.fixture
def decree():
    return publish_article("Подписан указ", lead="О ёлке на площади.", body="<p>Лёд и рынок</p>")


@pytest.mark.parametrize(
    "question", ["указа", "УКАЗ", "елка", "ёлками", "льда", "рынке", "указ ёлка лёд", "указ, указ!"]
)
def test_a_story_is_found_by_any_form_of_its_words(decree, question):
    assert found(question) == ["Подписан указ"]


@pytest.mark.parametrize("question", ["указка", "лёгкий", "указ снег", "p", "подпись"])
def test_a_story_is_not_found_by_other_words(decree, question):
    assert found(question) == []


@pytest.mark.parametrize(
    "junk",
    [
        "\x00", '"', "'", "указ*^:()", "указ AND", "NEAR(указ)", "NOT указ", "указ OR", "-указ",
        "headline:указ", "указ & | ! <->", "указ:*A", "\\", "%", "_", "указ\x00указ", "'; DROP--",
        "{headline}: указ", "указ + указ", "🔥", "x" * 5000, "а " * 5000, "\u202e", "ﷺ", "İ",
    ],
)  # fmt: skip
def test_no_question_is_an_error(decree, junk):
    assert found(junk) in ([], ["Подписан указ"])


def test_each_edition_finds_its_language(decree):
    publish_article("Ҕ Ҥ Ө Һ Ү: ӨЛҮӨНЭ", language="sah")
    publish_article("A decree was signed", language="en")
    assert found("олуонэ", "sah") == ["Ҕ Ҥ Ө Һ Ү: ӨЛҮӨНЭ"]
    assert found("Өлүө", "sah") == ["Ҕ Ҥ Ө Һ Ү: ӨЛҮӨНЭ"]
    assert found("decrees", "en") == ["A decree was signed"]
    assert found("указ", "sah") == found("указ", "en") == found("олуонэ") == []


def test_what_stands_in_the_headline_comes_before_the_lead_and_that_before_the_text():
    now = timezone.now()
    days = iter(range(1, 9))

    def publish(headline, **texts):
        publish_article(headline, at=now - datetime.timedelta(days=next(days)), **texts)

    publish("В тексте", body="<p>Мост, мост, мост, мост, мост.</p>", lead="")
    publish("В подводке", lead="Мост закрыт.", body="<p>Дорога.</p>")
    publish("Мост в заголовке", lead="", body="<p>Дорога.</p>")
    assert found("мост") == ["Мост в заголовке", "В подводке", "В тексте"]
    assert found("мост", newest_first=True) == ["В тексте", "В подводке", "Мост в заголовке"]


def test_of_two_like_stories_the_newer_one_comes_first():
    for years in (3, 0, 1):
        at = timezone.now() - datetime.timedelta(days=365 * years)
        publish_article(f"Паводок {years}", at=at)
    assert found("паводок") == ["Паводок 0", "Паводок 1", "Паводок 3"]
    since = timezone.now() - datetime.timedelta(days=400)
    assert found("паводок", since=since) == ["Паводок 0", "Паводок 1"]


def test_a_rubric_narrows_the_question():
    roads, bridges, sport = make_rubric(), make_rubric(), make_rubric()
    publish_article("Мост", rubrics=[roads, bridges])
    publish_article("Мост и спорт", rubrics=[sport])
    assert found("мост", rubric_ids={bridges.pk}) == ["Мост"]
    assert set(found("мост", rubric_ids={roads.pk, sport.pk})) == {"Мост", "Мост и спорт"}
    assert found("мост", rubric_ids={9999}) == []


def test_drafts_withdrawn_and_deleted_stories_are_never_found(decree):
    make_article("Указ в работе")
    assert found("указ") == ["Подписан указ"]
    decree.withdraw(by=None)
    assert found("указ") == []
    decree.publish(by=None)
    assert found("указ") == ["Подписан указ"]
    decree.delete()
    assert engine.find(words_of("указ", "ru"), "ru") == []


def test_the_index_follows_in_the_transaction_of_the_change(decree):
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        decree.withdraw(by=None)
        assert found("указ") == []
        raise Undone
    assert found("указ") == ["Подписан указ"]
    decree = Article.objects.get(pk=decree.pk)
    decree.headline = "Подписан закон"
    decree.save()
    decree.settle()
    assert found("указ") == []
    assert found("законы") == ["Подписан закон"]


def test_a_very_long_story_is_found():
    publish_article("Роман", body="<p>" + " ".join(f"слово{n}" for n in range(20_000)) + "</p>")
    assert found("слово77") == ["Роман"]


def rebuild(**options):
    said = StringIO()
    call_command("rebuild_search", stdout=said, **options)
    return said.getvalue()


def test_the_index_can_be_made_anew_and_compared(decree, monkeypatch):
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    stories = [publish_article(f"Паводок {number}") for number in range(5)]
    assert "agree" in rebuild(check=True)
    engine.remove(stories[0].pk)
    Article.objects.filter(pk=stories[1].pk).update(headline="Наводнение")
    Article.objects.filter(pk=stories[2].pk).update(status="withdrawn")
    with pytest.raises(CommandError, match="3 differences") as refusal:
        rebuild(check=True)
    assert refusal.value.returncode == 1
    assert "5 stories are in the index" in rebuild()
    assert "agree" in rebuild(check=True)
    assert found("наводнения") == ["Наводнение"]
    assert sorted(found("паводок")) == ["Паводок 0", "Паводок 3", "Паводок 4"]


def test_an_empty_index_is_rebuilt_and_compared():
    assert "agree" in rebuild(check=True)
    assert "0 stories" in rebuild()
