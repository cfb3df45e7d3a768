"""What stands under a story, and the numbers by themselves."""

import datetime
import uuid

import pytest
from django.utils import timezone, translation

from pagecache import bulletin
from pagecache.parts import Part
from reactions import most
from reactions.folding import fold
from reactions.lately import Lately
from reactions.models import Emoji
from reactions.pressing import press as store
from tests.factories import make_article, publish_article
from tests.reactions.presses import press

pytestmark = pytest.mark.django_db


def row(article):
    """Return the printed row, as a page in the active language has it."""
    for memory in (*Lately.every, Part.every["reactions"]):
        memory.forget()
    return Part.every["reactions"].text(
        bulletin.look(), translation.get_language(), str(article.pk)
    )


def crowd(article, number, slug="heart"):
    for _reader in range(number):
        assert store(article.pk, slug, uuid.uuid4(), on=True)


def test_seven_forms_stand_under_a_story_counted_from_zero():
    article = publish_article()
    crowd(article, 12, "fire")
    html = row(article)
    assert html.count("<form ") == 7
    assert html.count("<output>0</output>") == 6
    assert "<output>12</output>" in html
    assert f'action="/articles/{article.pk}/reactions/fire/"' in html
    assert "aria-pressed" not in html, "without a script nobody knows what this reader pressed"
    assert 'data-seq="12"' in html


def test_the_row_holds_nothing_about_its_reader(client):
    article = publish_article()
    before = row(article)
    press(client, article)
    press(client, article, on=0)
    assert row(article).replace('data-seq="2"', 'data-seq="0"') == before


def test_a_story_without_reactions_has_no_row(client):
    article = publish_article(has_reactions=False)
    assert b"<reaction-row" not in client.get(article.get_absolute_url()).content


def test_the_row_costs_one_query_beside_the_furniture(django_assert_num_queries):
    article = publish_article()
    crowd(article, 3)
    row(article)
    with django_assert_num_queries(2):
        row(article)


def test_emoji_are_named_in_the_language_of_the_page():
    article = publish_article()
    names = {"ru": "Огонь", "sah": "Уот", "en": "Fire"}
    for language, name in names.items():
        with translation.override(language):
            assert f">{name}<" in row(article)


def test_what_the_editors_change_is_in_the_next_row():
    article = publish_article()
    row(article)
    heart = Emoji.objects.get(slug="heart")
    heart.is_active = False
    heart.save()
    Emoji.objects.create(slug="tea", symbol="🍵", name="Чай", position=0)
    html = row(article)
    assert "❤️" not in html
    assert html.index("🍵") < html.index("👍")


def test_a_name_is_printed_as_text():
    Emoji.objects.create(slug="x", symbol="<b>", name="<script>")
    html = row(publish_article())
    assert "<script>" not in html
    assert "<b>" not in html


def most_reacted(number=5):
    return most.most_reacted(translation.get_language(), number)


def test_the_stories_most_reacted_to_are_of_the_last_thirty_days(django_assert_num_queries):
    now = timezone.now()
    days = datetime.timedelta(days=1)
    newest = publish_article("Новая", at=now)
    loved = publish_article("Любимая", at=now - 29 * days)
    forgotten = publish_article("Давняя", at=now - 31 * days)
    silent = publish_article("Молчаливая", at=now)
    withdrawn = publish_article("Снятая", at=now)
    sakha = publish_article("Саха", at=now, language="sah")
    for article, number in [(newest, 1), (loved, 3), (forgotten, 9), (withdrawn, 5), (sakha, 7)]:
        crowd(article, number)
    withdrawn.withdraw(by=None)
    fold()
    with django_assert_num_queries(2):
        stories = most_reacted()
    assert [(story.pk, story.reactions_total) for story in stories] == [
        (loved.pk, 3),
        (newest.pk, 1),
    ]
    assert silent.pk not in {story.pk for story in stories}
    assert [story.pk for story in most_reacted(1)] == [loved.pk]
    with translation.override("sah"):
        assert [story.pk for story in most_reacted()] == [sakha.pk]
    with translation.override("en"):
        assert most_reacted() == []


def test_the_numbers_are_the_same_for_everybody_and_may_be_kept_for_a_moment(
    client, django_assert_num_queries
):
    article = publish_article()
    stranger = client.get(f"/articles/{article.pk}/reactions.json")
    press(client, article)
    # Whether the story is public is asked each time; the numbers are known in this process.
    with django_assert_num_queries(1):
        answer = client.get(f"/articles/{article.pk}/reactions.json")
    assert answer.json() == {
        "seq": 1,
        "counts": dict.fromkeys(["like", "heart", "fire", "clap", "smile", "wow", "sad"], 0)
        | {"heart": 1},
    }
    for each in (stranger, answer):
        assert each["Cache-Control"] == "public, max-age=1, s-maxage=1"
        assert not each.cookies
        assert "Vary" not in each
    assert answer["ETag"] != stranger["ETag"]
    again = client.get(
        f"/articles/{article.pk}/reactions.json", headers={"If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


@pytest.mark.parametrize("part", ["reactions.json", "reactions/"])
def test_what_is_not_public_has_no_numbers(client, part):
    draft = make_article()
    withdrawn = publish_article("Снято")
    withdrawn.withdraw(by=None)
    silent = publish_article("Без реакций", has_reactions=False)
    bodies = set()
    for pk in (draft.pk, withdrawn.pk, silent.pk, 999_999, "9" * 5000, "0", "-1", "abc", "1%00"):
        answer = client.get(f"/articles/{pk}/{part}")
        assert answer.status_code == 404, pk
        bodies.add(answer.content)
    assert len(bodies) == 1
