"""What stands in the demo newspaper once it is printed."""

import io
from collections import Counter

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from articles import html
from articles.models import Article, Author, Correction, FrontLayout, Rubric, Schedule, Status, Tag
from demo import edition, texts
from frontpage.models import Condition
from images.models import Image
from pagecache.remembered import Remembered
from pages.models import Page
from paper.logo import validate_logo
from paper.models import Paper
from reactions import recounting
from reactions.models import Emoji, Tally
from tests.demo import conftest

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module", autouse=True)
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    """The paper, printed once for all that is asked of it here, and taken back afterwards."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp("demo")
        patch.setitem(storages.backends["originals"]["OPTIONS"], "location", str(folder))
        storages._storages.clear()
        patch.setattr("demo.library.drawn", lambda names: map(conftest._tiny, names))
        with transaction.atomic():
            edition.make(stream=io.StringIO())
            yield
            transaction.set_rollback(True)
        connection.close()


def published(language):
    return Article.objects.published().in_language(language)


def test_three_editions_have_stories_enough():
    assert published("ru").count() >= 60
    assert published("sah").count() >= 12
    assert published("en").count() >= 12
    translated = Article.objects.exclude(translation_of=None)
    assert {"sah", "en"} == set(translated.values_list("language", flat=True))
    assert all(story.translation_of.language == "ru" for story in translated)


def test_no_story_lies_in_the_future_and_some_are_of_this_hour():
    now = timezone.now()
    hours = list(Article.objects.published().values_list("published_at", flat=True))
    assert max(hours) <= now
    assert now - max(hours) < timezone.timedelta(hours=1)
    assert (now - min(hours)).days > 600


def test_every_rubric_author_and_picture_is_complete():
    assert Rubric.objects.count() >= 8
    assert Rubric.objects.exclude(parent=None).count() >= 2
    assert set(Rubric.objects.values_list("front_layout", flat=True)) == set(FrontLayout)
    for rubric in Rubric.objects.all():
        assert set(rubric.translations) == {"sah", "en"}
        assert all(set(told) == {"name", "description"} for told in rubric.translations.values())
    assert Author.objects.count() == 11
    assert Author.objects.exclude(user=None).count() >= 3
    assert not Image.objects.filter(alt="").exists()


def test_one_author_came_on_monday_and_has_neither_story_nor_photograph():
    assert [author.slug for author in Author.objects.filter(photo=None)] == ["popova"]
    assert [author.slug for author in Author.objects.filter(bylines=None)] == ["popova"]


def test_one_author_only_photographs_and_one_translates():
    roles = Counter(Author.objects.values_list("slug", "bylines__role").distinct().order_by("slug"))
    by_author = {}
    for slug, role in roles:
        by_author.setdefault(slug, set()).add(role)
    assert by_author["burnashov"] == {"photo"}
    assert "translation" in by_author["ammosova"]


def test_the_paper_shows_its_whole_imprint_and_a_clean_nameplate():
    paper = Paper.current()
    assert paper.missing_imprint() == []
    validate_logo(paper.logo_svg)
    assert 'class="flag"' in paper.logo_svg
    assert Condition.objects.count() == 5
    assert Page.objects.count() == 12


def test_every_text_is_as_the_desk_would_store_it():
    for story in Article.objects.all():
        assert html.clean(story.body) == story.body, story
        assert story.compiled_body or not story.body


def test_the_stories_use_all_that_the_editor_can_make():
    bodies = "".join(Article.objects.published().values_list("body", flat=True))
    for part in (
        "<h2>", "<h3>", "<ul>", "<ol>", "<cite>", "<th>", "<caption>", 'class="pull"',
        'class="facts"', "<figure>", 'class="gallery"', 'class="embed"', '<a href="/20', "<em>",
    ):  # fmt: skip
        assert part in bodies, part


def test_no_paragraph_is_printed_twice():
    seen = Counter(
        paragraph
        for story in Article.objects.all()
        for paragraph in story.body.split("<p>")
        if len(paragraph) > 80
    )
    assert [paragraph for paragraph, times in seen.items() if times > 1] == []


def test_there_is_work_on_the_desk_and_openness_about_mistakes():
    assert Article.objects.filter(status=Status.DRAFT).count() >= 3
    assert Article.objects.filter(status=Status.WITHDRAWN).count() == 1
    assert Article.objects.filter(status=Status.REVIEW).count() == 3
    assert Article.objects.filter(is_held=True).count() == 1
    assert Article.objects.get(status=Status.RETURNED).assigned_to is None
    assert any(story.has_newer_draft for story in Article.objects.published())


def test_what_is_planned_lies_ahead_and_is_complete():
    plans = Schedule.objects.pending()
    assert len({plan.at for plan in plans}) == 3
    for plan in plans:
        assert plan.at > timezone.now()
        assert plan.article.missing(plan.revision) == {}
    assert Correction.objects.count() >= 3
    assert Tag.objects.annotate(number=Count("uses")).filter(number__gt=1).count() > 10


def test_readers_have_pressed_and_every_number_is_right():
    assert Emoji.objects.filter(is_active=True).count() == 7
    totals = Counter()
    for article_id, number in Tally.objects.values_list("article", "counted"):
        totals[article_id] += number
    assert max(totals.values()) > 500
    assert sorted(totals.values())[len(totals) // 2] < 120
    assert recounting.differences() == []


def test_every_link_between_stories_leads_to_a_story(client):
    addresses = {story.get_absolute_url() for story in Article.objects.published()}
    for story in Article.objects.published():
        for link in story.body.split('<a href="')[1:]:
            target = link.partition('"')[0]
            if target.startswith("/20"):
                assert target in addresses, (story, target)


def test_the_front_page_of_every_edition_opens(client):
    for item in Remembered.every.values():
        item.forget()
    for language, prefix in (("ru", ""), ("sah", "/sah"), ("en", "/en")):
        answer = client.get(f"{prefix}/")
        newest = published(language).order_by("-importance", "-published_at")[0]
        assert answer.status_code == 200
        with override(language):
            assert newest.get_absolute_url() in answer.text


def test_printing_again_adds_nothing_and_heals_what_is_missing(monkeypatch):
    monkeypatch.setattr("demo.library.drawn", lambda names: map(conftest._tiny, names))
    before = counts()
    assert not edition.make(stream=io.StringIO())
    assert counts() == before
    Article.objects.get(language="en", slug="ice-for-tea").delete()
    Author.objects.filter(slug="vinokurov").update(photo=None)
    Image.objects.filter(title__contains="(author-vinokurov)").delete()
    added = edition.make(stream=io.StringIO())
    assert (added.stories, added.pictures, added.authors) == (1, 1, 0)
    assert counts() == before


def counts():
    return [
        model.objects.count()
        for model in (Article, Author, Rubric, Image, Tag, Tally, Page, Condition, Correction)
    ]


def test_the_stories_of_the_source_are_all_there():
    told = sum(len(texts.stories(language)) for language in ("ru", "sah", "en"))
    assert Article.objects.count() == told
    call_command("check")
