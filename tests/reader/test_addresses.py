"""Addresses that are spelled by hand are those that Django would give."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from articles.models import Article, Author, Rubric, Tag
from reactions.live import address

SLUGS = ["led", "лёд-2026", "a b", "50%", "c#", "q?x=1", "o'neill", "a&b", '"', "(1)"]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_address_is_the_one_that_django_would_give(slug, language):
    with translation.override(language):
        assert Rubric(slug=slug).get_absolute_url() == reverse("articles:rubric", args=[slug])
        assert Author(slug=slug).get_absolute_url() == reverse("articles:author", args=[slug])
        assert Tag(slug=slug).get_absolute_url() == reverse("articles:tag", args=[slug])
        story = reverse("articles:article", args=["2026", "01", "09", slug])
    # A story stands in its own edition, whatever the language of the page that leads to it.
    article = Article(language=language, slug=slug, published_on=datetime.date(2026, 1, 9))
    assert article.get_absolute_url() == story


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_reactions_have_one_address_in_all_editions(language):
    with translation.override(language):
        assert f"{address(7)}.json" == reverse("reactions:counts", args=[7])
        assert f"{address(7)}/heart/" == reverse("reactions:press", args=[7, "heart"])
