import pytest

from articles.models import Article, Listing, NotReady, Overtaken, Status
from articles.models.listing import Kind
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article

pytestmark = pytest.mark.django_db


def test_of_two_editors_publishing_at_once_the_second_is_told():
    article = make_article()
    same_article = Article.objects.get(pk=article.pk)
    article.publish(by=make_user())
    with pytest.raises(Overtaken):
        same_article.publish(by=make_user())


def test_everything_missing_is_said_at_once():
    article = make_article(headline="", body="", lead="", rubrics=[], authors=[])
    with pytest.raises(NotReady) as refusal:
        article.publish(by=make_user())
    assert set(refusal.value.missing) == {"headline", "body", "rubrics", "bylines"}
    assert Article.objects.get().status == Status.DRAFT


def test_a_withdrawn_story_leaves_every_list_and_comes_back_to_its_address():
    above = make_rubric()
    article = publish_article(rubrics=[make_rubric(parent=above)])
    address, hour = article.get_absolute_url(), article.published_at
    assert list(Article.objects.listed_under(Kind.RUBRIC, above.pk, "ru")) == [article]

    article.withdraw(by=None, note="Ошибка в имени")
    assert not Listing.objects.exists()
    assert not Article.objects.published().exists()

    article.publish(by=None)
    assert (article.get_absolute_url(), article.published_at) == (address, hour)


def test_two_stories_of_a_day_with_one_headline_have_two_addresses():
    first, second = publish_article("Погода"), publish_article("Погода")
    assert (first.slug, second.slug) == ("pogoda", "pogoda-2")


def test_of_two_stories_published_at_one_moment_both_get_an_address(monkeypatch):
    first, second = make_article("Погода"), make_article("Погода")
    find_address = Article.free_slug

    def overtaken(article, day, wanted=""):
        found = find_address(article, day, wanted)
        if article.pk == second.pk and first.status == Status.DRAFT:
            first.publish(by=None)
        return found

    monkeypatch.setattr(Article, "free_slug", overtaken)
    second.publish(by=None)
    assert (first.slug, second.slug) == ("pogoda", "pogoda-2")
    second.refresh_from_db()
    assert (second.slug, second.status) == ("pogoda-2", Status.PUBLISHED)
    assert second.history.count() == 1


def test_an_author_page_lists_what_the_author_did_in_that_language():
    author = make_author()
    russian = publish_article(authors=[author])
    sakha = publish_article(authors=[author], language="sah")
    assert list(Article.objects.listed_under(Kind.AUTHOR, author.pk, "ru")) == [russian]
    assert list(Article.objects.listed_under(Kind.AUTHOR, author.pk, "sah")) == [sakha]
