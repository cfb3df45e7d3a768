"""Questions that are put into SQL once give the answers of those that are worded each time."""

import datetime

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from images.models import Image
from pagecache.prepared import Prepared
from tests.factories import publish_article

pytestmark = pytest.mark.django_db


def stories_of(language, on):
    return Article.objects.filter(language=language, published_on=on).select_related("picture")


def prepared():
    return Prepared(stories_of, language=models.CharField(), on=models.DateField())


def test_the_same_question_is_asked_with_other_values():
    ask = prepared()
    first, second = publish_article("Первая"), publish_article("Second", language="en")
    for story in (first, second, first):
        values = {"language": story.language, "on": story.published_on}
        assert ask(**values) == list(stories_of(**values)) == [story]
    assert ask(language="sah", on=first.published_on) == []
    assert ask(language="ru", on=datetime.date(1999, 1, 1)) == []


def test_what_was_selected_with_a_story_costs_no_further_question():
    picture = Image.objects.create(
        original="1.jpg",
        content_hash="ab" * 32,
        width=1600,
        height=1000,
        size_bytes=1,
        is_decorative=True,
        credit="Наш",
    )
    story = publish_article(picture=picture)
    ask = prepared()
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            (found,) = ask(language="ru", on=story.published_on)
            assert found.picture.content_hash == picture.content_hash
            assert found.rubric_ids == story.rubric_ids
            assert found.published_at == story.published_at
        assert len(asked) == 1
