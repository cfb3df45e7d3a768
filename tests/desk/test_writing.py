"""Writing a story: saved as it is, published when it is ready, and nothing typed is lost."""

import pytest
from django.contrib.messages import get_messages

from articles.models import Address, Article, Autosave, NotAllowed, Role, Status, Tag
from articles.models.listing import Kind, list_tag
from articles.models.revision import content_of
from tests.factories import (
    make_article,
    make_author,
    make_rubric,
    make_user,
    publish_article,
)
from tests.images.pictures import make_image

from .people import address_of, filled_in, make_person

pytestmark = pytest.mark.django_db


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_draft_with_nothing_in_it_is_saved(client, sit):
    reporter = sit("reporter")
    response = client.post(address_of(), filled_in())
    story = Article.objects.get()
    assert response.headers["Location"] == address_of(story)
    assert (story.headline, story.status, story.created_by) == ("", Status.DRAFT, reporter)


def test_rubrics_names_and_neighbours_keep_the_order_in_which_they_were_put(client, sit):
    sit("editor")
    first, second, third = make_rubric(), make_rubric(), make_rubric()
    writer, photographer = make_author(), make_author()
    beside = [publish_article(), publish_article()]
    story = make_article()
    sent = filled_in(
        story,
        rubrics=[third.pk, first.pk, second.pk],
        bylines=[
            f"{photographer.pk}:{Role.PHOTO}",
            f"{writer.pk}:{Role.TEXT}",
            f"{photographer.pk}:{Role.TEXT}",
        ],
        related=[beside[1].pk, beside[0].pk],
    )
    client.post(address_of(story), sent)
    story = Article.objects.get(pk=story.pk)
    assert [place.rubric for place in story.placements.all()] == [third, first, second]
    assert story.rubric_ids == [third.pk, first.pk, second.pk]
    assert [(line.author, line.role) for line in story.bylines.all()] == [
        (photographer, "photo"), (writer, "text"), (photographer, "text"),
    ]  # fmt: skip
    assert [line.related for line in story.related_stories.all()] == [beside[1], beside[0]]


def test_without_javascript_neighbours_and_the_original_are_typed(client, sit):
    sit("editor")
    by_number, by_desk, by_site = (publish_article() for _ in range(3))
    story = make_article(related=[by_number])
    typed = f"{address_of(by_desk)} №{by_number.pk} https://paper.example{by_site.get_absolute_url()}?x=1"
    sent = filled_in(story) | {"related-typed": typed, "translation_of-typed": str(by_desk.pk)}
    assert client.post(address_of(story), sent).status_code == 302
    story = Article.objects.get(pk=story.pk)
    assert [line.related for line in story.related_stories.all()] == [by_number, by_desk, by_site]
    assert story.translation_of == by_desk


@pytest.mark.parametrize("typed", ["вчерашняя", "999999", "/2026/13/45/led/", "/2026/01/02/led/"])
def test_what_is_typed_and_no_story_is_said_and_stays(client, sit, typed):
    sit("editor")
    story = make_article()
    page = client.post(address_of(story), filled_in(story) | {"related-typed": typed})
    assert "related" in page.context["adminform"].form.errors
    if not typed.isdigit():
        assert f'name="related-typed" value="{typed}"' in page.content.decode()


def test_a_story_that_may_not_be_seen_cannot_be_typed(client, sit):
    sit("reporter")
    theirs = make_article("Чужой черновик")
    page = client.post(
        address_of(), filled_in(headline="Лёд") | {"related-typed": address_of(theirs)}
    )
    assert "related" in page.context["adminform"].form.errors
    assert "Чужой черновик" not in page.content.decode()


def test_publish_saves_first_and_says_everything_missing_at_once(client, sit):
    sit("editor")
    sent = filled_in(headline="Лёд встал", _publish="")
    del sent["_save"]
    response = client.post(address_of(), sent)
    story = Article.objects.get()
    assert (story.headline, story.status) == ("Лёд встал", Status.DRAFT)
    page = client.get(response.headers["Location"]).content.decode()
    for name, sentence in story.missing().items():
        assert f'<a href="#id_{name}">{sentence}</a>' in page
    assert set(story.missing()) == {"body", "rubrics", "bylines"}


def test_a_story_is_written_and_published_in_one_go(client, sit):
    sit("editor")
    rubric, author = make_rubric(), make_author()
    sent = filled_in(
        headline="Лёд  встал",
        lead="Шестьдесят сантиметров.",
        rubrics=[rubric.pk],
        bylines=[f"{author.pk}:text"],
        tags="Лёд, переправа",
        _publish="",
    )
    client.post(address_of(), sent)
    story = Article.objects.get()
    assert (story.headline, story.status) == ("Лёд встал", Status.PUBLISHED)
    assert list(Article.objects.listed_under(Kind.RUBRIC, rubric.pk, "ru")) == [story]
    assert list(Article.objects.listed_under(Kind.TAG, Tag.objects.get(name="Лёд").pk, "ru")) == [
        story
    ]
    assert client.get(address_of(story)).status_code == 200


def test_withdrawing_asks_why_and_keeps_what_was_typed(client, sit):
    sit("editor")
    story = publish_article()
    sent = filled_in(story, headline="Другой заголовок", _withdraw="", note=" ")
    page = client.post(address_of(story), sent)
    assert page.status_code == 200
    assert "Другой заголовок" in page.content.decode()
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED

    client.post(address_of(story), sent | {"note": "Ошибка в имени"})
    story.refresh_from_db()
    assert (story.status, story.withdrawal_note) == (Status.WITHDRAWN, "Ошибка в имени")
    assert story.history.first().note == "Ошибка в имени"


def test_whoever_saves_over_somebody_elses_text_is_told_and_loses_nothing(client, sit):
    editor = sit("editor")
    story = make_article(headline="Прежний", lead="Прежний лид.")
    sent = filled_in(story, headline="Мой заголовок")
    theirs = content_of(story) | {"lead": "Чужой лид."}
    story.revise(theirs, by=make_person("chief"), seen=0)
    page = client.post(address_of(story), sent)
    assert page.status_code == 409
    assert "Мой" in page.content.decode() and "Чужой" in page.content.decode()
    story.refresh_from_db()
    assert (story.headline, story.lead) == ("Прежний", "Чужой лид.")
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Мой заголовок"]
    # What only one of the two changed is put together by itself.
    merged = client.post(address_of(story, "merge"), {"theirs": story.newest})
    assert merged.status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.lead) == ("Мой заголовок", "Чужой лид.")
    assert [revision.number for revision in story.revisions.order_by("number")] == [1, 2, 3]
    assert Autosave.objects.of(editor, story) is None


def test_a_story_published_meanwhile_is_not_published_twice_nor_made_a_draft(client, sit):
    sit("editor")
    story = make_article()
    sent = filled_in(story, _publish="")
    Article.objects.get(pk=story.pk).publish(by=None)
    response = client.post(address_of(story), sent)
    assert said(response) == str(NotAllowed(Status.PUBLISHED, Status.PUBLISHED))
    story.refresh_from_db()
    assert story.status == Status.PUBLISHED
    assert story.history.count() == 1


def test_what_the_table_of_moves_refuses_is_a_message(client, sit):
    sit("editor")
    story = publish_article()
    response = client.post(address_of(story), filled_in(story, _publish=""))
    assert response.status_code == 302
    assert said(response) == str(NotAllowed(Status.PUBLISHED, Status.PUBLISHED))
    assert story.history.count() == 1


def test_a_change_that_readers_read_dates_the_story_anew_and_no_other_does(client, sit):
    sit("editor")
    story = publish_article()
    sent = filled_in(story, rubrics=[make_rubric().pk], importance=5, _publish="")
    client.post(address_of(story), sent)
    story.refresh_from_db()
    assert (story.updated_at, story.importance) == (None, 5)
    client.post(address_of(story), filled_in(story, lead="Уже семьдесят сантиметров.", _publish=""))
    story.refresh_from_db()
    assert story.updated_at is not None


def test_what_is_written_over_a_live_story_is_not_seen_before_it_is_published(client, sit):
    sit("editor")
    story = publish_article("Лёд встал", tags=["лёд"])
    address = story.get_absolute_url()
    sent = filled_in(story, headline="Лёд ушёл", slug="led-ushel", tags="ледоход")
    client.post(address_of(story), sent)
    page = client.get(address).content.decode()
    assert "Лёд встал" in page and "Лёд ушёл" not in page and "ледоход" not in page
    form = client.get(address_of(story)).context["adminform"].form
    assert form["headline"].value() == "Лёд ушёл"
    assert form["tags"].value() == "ледоход"
    story.refresh_from_db()
    assert (story.live, story.newest, story.has_newer_draft) == (1, 2, True)

    client.post(address_of(story), sent | {"seen": 2, "_publish": ""})
    story.refresh_from_db()
    assert (story.headline, story.live, list(story.tags.names())) == ("Лёд ушёл", 2, ["ледоход"])
    assert client.get(address).headers["Location"] == story.get_absolute_url()


def test_a_changed_address_keeps_the_old_one_alive(client, sit):
    sit("editor")
    story = publish_article()
    old = story.get_absolute_url()
    client.post(address_of(story), filled_in(story, slug="Лёд окреп", _publish=""))
    story.refresh_from_db()
    assert story.slug == "led-okrep"
    assert Address.objects.get(path=old).article == story


def test_an_address_taken_that_day_is_an_error_of_the_form(client, sit):
    sit("editor")
    other, story = publish_article("Погода"), publish_article("Лёд")
    page = client.post(address_of(story), filled_in(story, slug=other.slug, headline="Набрано"))
    assert page.status_code == 200
    assert "slug" in page.context["adminform"].form.errors
    assert "Набрано" in page.content.decode()


def test_an_address_taken_between_check_and_save_is_given_a_number(client, sit, monkeypatch):
    sit("editor")
    other, story = publish_article("Погода"), publish_article("Лёд")
    monkeypatch.setattr(Article, "clean", lambda self: None)
    response = client.post(address_of(story), filled_in(story, slug=other.slug, _publish=""))
    assert response.status_code == 302
    story.refresh_from_db()
    assert story.slug == f"{other.slug}-2"


def test_tags_are_found_whatever_their_case(client, sit):
    sit("reporter")
    tag = Tag.objects.create(name="Лёд")
    client.post(address_of(), filled_in(tags="лед, ЛЁД, Якутск,  ,якутск"))
    story = Article.objects.get()
    assert set(story.tags.names()) == {"Лёд", "Якутск"}
    assert tag in story.tags.all()


def test_what_a_story_is_a_translation_of_is_the_first_of_the_group(client, sit):
    sit("editor")
    original = publish_article()
    sakha = make_article(language="sah", translation_of=original)
    english = make_article(language="en")
    client.post(address_of(english), filled_in(english, translation_of=[sakha.pk]))
    english.refresh_from_db()
    assert english.translation_of == original
    page = client.post(address_of(original), filled_in(original, translation_of=[original.pk]))
    assert "translation_of" in page.context["adminform"].form.errors


def test_a_correction_is_signed_and_shown(client, sit):
    editor = sit("editor")
    story = publish_article()
    sent = filled_in(story)
    sent |= {"corrections-TOTAL_FORMS": 1, "corrections-0-text": "Мост длиной 312 метров, не 213."}
    client.post(address_of(story), sent)
    correction = story.corrections.get()
    assert correction.made_by == editor
    assert correction.text in client.get(address_of(story)).content.decode()


NOT_IN_THE_LIST = [
    ("rubrics", ["999999"]), ("rubrics", ["abc"]), ("rubrics", ["1" * 400]), ("rubrics", ["\0"]),
    ("rubrics", ["-1"]), ("rubrics", ["1:text"]), ("bylines", ["1"]), ("bylines", ["1:chief"]),
    ("bylines", ["1:text"] * 2 + ["x:text"]), ("related", ["999999"]), ("related", ["²"]),
    ("rubrics", [str(n) for n in range(1, 40)]), ("translation_of", ["1", "2"]),
    ("picture", "999999"), ("picture", "10000000000000000000000000"), ("picture", "\0"),
    ("tags", "\0"), ("tags", "я" * 101), ("tags", ",".join(map(str, range(50)))),
    ("headline", "a\0b"), ("headline", "щ" * 200_000), ("lead", "щ" * 601), ("kicker", "щ" * 61),
    ("importance", "6"), ("importance", "10000000000000000000000"), ("language", "de"),
    ("canonical_url", "javascript:alert(1)"), ("age_mark", "99+"), ("seo_title", "щ" * 500),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), NOT_IN_THE_LIST)
def test_bad_input_gets_a_sentence_and_loses_nothing(client, sit, field, value):
    sit("editor")
    story = make_article("Прежний")
    before = list(story.placements.values_list("rubric", flat=True))
    page = client.post(
        address_of(story), filled_in(story, seo_description="Набрано") | {field: value}
    )
    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors
    assert "Набрано" in page.content.decode()
    assert list(story.placements.values_list("rubric", flat=True)) == before


def test_a_body_of_any_size_and_kind_is_taken_or_refused_in_words(client, sit):
    sit("editor")
    story = make_article()
    for body in ("щ" * 200_000, "<p>" * 5000, "<script>alert(1)</script>", "a\0b"):
        response = client.post(address_of(story), filled_in(story, body=body))
        assert response.status_code in (200, 302)
        story.refresh_from_db()
        assert "<script" not in story.compiled_body


def test_the_form_costs_the_same_whatever_hangs_on_the_story(
    client, sit, django_assert_max_num_queries
):
    sit("editor")
    story = publish_article(
        rubrics=[make_rubric() for _ in range(5)],
        authors=[make_author() for _ in range(5)],
        tags=[f"тег {n}" for n in range(9)],
        related=[publish_article() for _ in range(5)],
        picture=make_image(alt="Лёд"),
    )
    for language in ("sah", "en"):
        make_article(language=language, translation_of=story)
    story.corrections.create(text="Было так, стало так.", made_by=make_user())
    for _row_or_revision in range(2):
        client.get(address_of(story))
        with django_assert_max_num_queries(25):
            assert client.get(address_of(story)).status_code == 200
        story.revise(content_of(story) | {"kicker": "Лена"}, by=None, seen=story.newest)


def test_saving_settles_once(client, sit, monkeypatch):
    sit("editor")
    story = publish_article(rubrics=[left := make_rubric()])
    settled = []
    plain = Article.settle

    def counting(self, *, tags_before=()):
        settled.append(set(tags_before))
        plain(self, tags_before=tags_before)

    monkeypatch.setattr(Article, "settle", counting)
    client.post(address_of(story), filled_in(story, rubrics=[make_rubric().pk], _publish=""))
    assert len(settled) == 1
    assert list_tag(Kind.RUBRIC, left.pk, "ru") in settled[0]
