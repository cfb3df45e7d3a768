"""A newsroom of our kind moves in: what WordPress has no place for comes along."""

import pytest

from articles.models import Article
from pages.models import Page
from reactions.models import Tally

from .moving import author, bring, export, label, meta, post

pytestmark = pytest.mark.django_db

SAID = {
    "_newsroom_kicker": "Ледоход", "_newsroom_picture_caption": "Вид с берега.",
    "_newsroom_age_mark": "12+", "_newsroom_importance": "4",
    "_newsroom_correction": "2014-05-07T10:00:00+09:00 Было “Лене”.",
    "_newsroom_reactions_like": "12",
}  # fmt: skip
PEOPLE = author("nina", "Нина Попова", 1) + author("petr", "Пётр Винокуров", 2)


def bylines(story):
    return [(line.author.name, line.role) for line in story.bylines.order_by("position")]


def test_kicker_caption_mark_importance_corrections_and_numbers_come_back(tmp_path):
    more = "".join(meta(key, value) for key, value in SAID.items())
    _report, status, _said = bring(tmp_path, export(post(more=more), before=PEOPLE), publish=True)
    story = Article.objects.get()
    assert (story.kicker, story.picture_caption) == ("Ледоход", "Вид с берега.")
    assert (story.age_mark, story.importance, status) == ("12+", 4, 0)
    correction = story.corrections.get()
    assert (correction.text, correction.made_at.hour) == ("Было “Лене”.", 1)
    assert (Tally.objects.get().counted, Tally.objects.get().emoji.slug) == (12, "like")
    assert bring(tmp_path, export(post(more=more), before=PEOPLE), publish=True)[0]["kinds"][
        "stories"]["same"] == 1  # fmt: skip


def test_a_draft_that_is_published_with_a_second_run_has_its_correction_once(tmp_path):
    more = meta("_newsroom_correction", SAID["_newsroom_correction"])
    bring(tmp_path, export(post(more=more)))
    bring(tmp_path, export(post(more=more)), publish=True)
    assert Article.objects.published().get().corrections.count() == 1


def test_names_come_back_with_what_each_did_and_in_their_order(tmp_path):
    more = meta("_newsroom_byline", "text petr") + meta("_newsroom_byline", "photo nina")
    bring(tmp_path, export(post(more=more), before=PEOPLE), publish=True)
    assert bylines(Article.objects.get()) == [("Пётр Винокуров", "text"), ("Нина Попова", "photo")]


@pytest.mark.parametrize("said", [
    ("_newsroom_byline", "king nina"), ("_newsroom_byline", ""), ("_newsroom_importance", "99"),
    ("_newsroom_age_mark", "<b>"), ("_newsroom_correction", "yesterday It was so."),
    ("_newsroom_correction", "2014-05-07T10:00:00 No zone."), ("_newsroom_reactions_", "5"),
    ("_newsroom_byline", "text nobody"), ("_newsroom_kicker", "<script>"),
    ("_newsroom_correction", "0001-01-01T00:00:00+23:59 No year of a paper."),
    ("_newsroom_translation_of", "7"), ("_newsroom_translation_of", "9" * 30),
    ("_newsroom_withdraw_at", "9999-12-31T23:59:59-23:59"), ("_newsroom_withdrawal_note", "x"),
])  # fmt: skip
def test_what_makes_no_sense_is_passed_over(tmp_path, said):
    _report, status, _said = bring(tmp_path, export(post(more=meta(*said)), before=PEOPLE))
    story = Article.objects.get()
    assert bylines(story) == [("Нина Попова", "text")]
    assert (story.importance, story.age_mark, story.kicker, status) == (3, "", "", 0)
    assert not story.corrections.exists()


@pytest.mark.parametrize("hour", ["-", "0001-01-01T00:00:00+23:59", "tomorrow"])
def test_a_hold_without_an_hour_that_can_be_read_has_none(tmp_path, hour):
    more = meta("_newsroom_hold", f"{hour} Ждём суда")
    bring(tmp_path, export(post(status="draft", more=more)))
    story = Article.objects.get()
    assert (story.is_held, story.held_until, story.hold_note) == (True, None, "Ждём суда")


def version(number, language, group, *more, **fields):
    labels = label("language", language) + label("post_translations", group)
    return post(number, more=labels + "".join(more), **fields)


def test_versions_find_each_other_wherever_they_stand_in_the_export(tmp_path, client):
    posts = [
        version(9, "sah", "pll_a", post_date_gmt="2014-05-01 09:10:00"), version(7, "ru", "pll_a"),
        version(8, "en", "pll_a"), version(10, "ru", "pll_b"), version(11, "ru", "pll_b"),
    ]  # fmt: skip
    text = export(*posts, before=PEOPLE)
    bring(tmp_path, text, publish=True)
    found = {story.slug: story for story in Article.objects.all()}
    assert {slug for slug in found if found[slug].translation_of == found["led-7"]} == {
        "led-8", "led-9",
    }  # fmt: skip
    assert found["led-10"].translation_of is found["led-11"].translation_of is None
    page = client.get(found["led-7"].get_absolute_url()).content.decode()
    assert found["led-9"].get_absolute_url() in page
    assert bring(tmp_path, text, publish=True)[0]["kinds"]["stories"]["same"] == 5


def test_a_page_without_a_date_is_as_public_as_it_was(tmp_path):
    zero = "0000-00-00 00:00:00"
    page = post(post_type="page", post_date=zero, post_date_gmt=zero)
    bring(tmp_path, export(page), publish=True)
    assert Page.objects.get().is_public
