import datetime
import re

import pytest
from django.utils import timezone

from articles.models import Address, Article, Correction, Role
from images.models import Image
from pagecache.parts import Part
from reactions.lately import Lately
from tests.factories import make_article, make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2024, 9, 5, 3, 5, tzinfo=datetime.UTC)


def text_of(response):
    return response.content.decode()


def make_picture(**texts):
    number = Image.objects.count() + 1
    return Image.objects.create(
        original=f"{number}.jpg", content_hash=f"{number:064}", width=1600, height=1000,
        size_bytes=1, **texts,
    )  # fmt: skip


def everything():
    """Publish a story of which nothing is missing, and return it."""
    beside = [
        publish_article(f"Рядом {number}", picture=make_picture(alt="Лёд", credit="Наш"))
        for number in "123"
    ]
    article = publish_article(
        "Лена встала раньше",
        at=NOON,
        picture=make_picture(alt="Ледовая дорога", caption="Первый рейс.", credit="Фото: Старков"),
        rubrics=[make_rubric("Главное"), make_rubric("Дороги")],
        authors=[make_author("Айталина Корякина"), make_author("Дьулус Старков")],
        tags=["Лена", "Зимники"],
        related=beside,
        age_mark="16+",
    )
    publish_article("The Lena froze early", language="en", translation_of=article)
    publish_article("Өлүөнэ мууһа", language="sah", translation_of=article)
    Correction.objects.create(article=article, text="Длина переправы — 11,4 километра.")
    Correction.objects.create(article=article, text="Толщина льда — 62 сантиметра.")
    Article.objects.filter(pk=article.pk).update(updated_at=NOON + datetime.timedelta(hours=3))
    for number in range(6):
        publish_article(f"Свежее {number}")
    return Article.objects.get(pk=article.pk)


def test_a_page_with_everything_on_it_is_four_queries(client, uncached, django_assert_num_queries):
    # 1 what changed of the furniture, 2 the story and its picture, 3 bylines, tags, corrections,
    # related stories and translations, 4 reactions.
    article = everything()
    client.get(article.get_absolute_url())
    for memory in (*Lately.every, Part.every["reactions"]):
        memory.forget()
    with django_assert_num_queries(4):
        page = client.get(article.get_absolute_url())
    assert page.status_code == 200


def test_the_page_shows_every_point_readers_know(client):
    article = everything()
    page = text_of(client.get(article.get_absolute_url()))
    assert page.count("<h1") == 1
    assert re.search(r"<h1>Лена встала раньше</h1>", page)
    assert page.index("Главное</a>") < page.index("Дороги</a>")
    assert "Лёд толще шестидесяти сантиметров." in page
    assert "Первый рейс." in page
    assert "Фото: Старков" in page
    assert '<time datetime="2024-09-05T12:05+09:00">05.09.2024 12:05</time>' in page
    assert '<time datetime="2024-09-05T15:05+09:00">05.09.2024 15:05</time>' in page
    assert "16+" in page
    for place in ("vk.com/share", "t.me/share", "connect.ok.ru", "wa.me", "data-copy"):
        assert place in page
    for name in ("Айталина Корякина", "Дьулус Старков"):
        assert re.search(rf'<a href="/author/[^"]+" rel="author">{name}</a>', page)
    assert re.search(r'rel="tag">Лена</a>', page)
    assert "Длина переправы — 11,4 километра." in page
    assert page.index("Рядом 1") < page.index("Рядом 2") < page.index("Рядом 3")
    assert 'hreflang="en"' in page
    assert 'hreflang="sah"' in page


def test_names_stand_in_the_editors_order_with_what_each_did(client):
    article = publish_article()
    writer, photographer = make_author("Б. Второй"), make_author("А. Первый")
    article.set_bylines([(writer, Role.TEXT), (photographer, Role.PHOTO)])
    page = text_of(client.get(article.get_absolute_url()))
    facts = page[page.index('class="article-facts"') :]
    assert facts.index("Б. Второй") < facts.index("А. Первый")
    assert 'class="role"' in facts


def test_the_recent_posts_are_the_six_newest_of_this_moment(client):
    words = [f"слово{number}" for number in range(1, 31)]
    culture, memory = make_rubric("Культура"), make_rubric("Память")
    now = timezone.now()
    old = publish_article("Старая история", at=now - datetime.timedelta(days=400))
    for number in range(1, 8):
        publish_article(
            f"Новость {number}",
            at=datetime.datetime(2026, 11, 19, 3, number, tzinfo=datetime.UTC),
            rubrics=[culture, memory],
            body=f"<p>{' '.join(words)}</p>",
        )
    page = text_of(client.get(old.get_absolute_url()))
    recent = page[page.index('id="recent"') : page.index("<footer")]
    cards = recent.split("<article")[1:]
    assert len(cards) == 6
    for number, card in zip(range(7, 1, -1), cards, strict=True):
        assert f"Новость {number}</a>" in card
        assert card.index("Культура") < card.index("Память")
        assert f"<p>{' '.join(words[:15])}…</p>" in card
        assert re.search(r'<time datetime="2026-11-19"[^>]*>19\.11\.2026</time>', card)


def test_a_story_published_a_moment_ago_is_in_the_sidebar_of_every_other(client):
    old = publish_article("Старая история")
    client.get(old.get_absolute_url())
    publish_article("Только что")
    assert "Только что" in text_of(client.get(old.get_absolute_url()))


def test_without_related_stories_their_place_is_not_there(client):
    page = text_of(client.get(publish_article().get_absolute_url()))
    assert 'id="related"' not in page


def test_a_withdrawn_story_disappears_from_beside_the_others(client):
    beside = publish_article("Рядом")
    article = publish_article(related=[beside])
    beside.withdraw(by=None)
    assert 'id="related"' not in text_of(client.get(article.get_absolute_url()))


def test_an_old_address_leads_to_the_new_one(client):
    article = publish_article("Погода")
    before = article.get_absolute_url()
    article.slug = "moroz"
    article.save()
    answer = client.get(before)
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


def test_an_address_from_another_system_leads_to_the_story(client):
    article = publish_article()
    Address.objects.create(path="/obshchestvo/stary-adres.html", article=article)
    answer = client.get("/obshchestvo/stary-adres.html")
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("change", [lambda path: f"/sah{path}", lambda path: path.upper()])
def test_a_wrong_edition_or_capitals_lead_to_the_address_itself(client, change):
    article = publish_article("Погода")
    answer = client.get(change(article.get_absolute_url()))
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


def test_a_draft_answers_as_what_never_was(client):
    draft = make_article("Тайна", slug="tayna")
    today = timezone.localdate()
    Article.objects.filter(pk=draft.pk).update(published_on=today)
    place = f"/{today:%Y/%m/%d}"
    secret, nothing = client.get(f"{place}/tayna/"), client.get(f"{place}/nichego/")
    assert secret.status_code == nothing.status_code == 404
    assert secret.content == nothing.content


def test_a_withdrawn_story_says_so_in_the_papers_words(client):
    article = publish_article("Ошибка")
    article.withdraw(by=None, note="Герой попросил снять материал.")
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "Герой попросил снять материал." in text_of(answer)
    assert "Ошибка" not in text_of(answer)


def test_nobody_gets_a_cookie(client):
    article = everything()
    for address in ("/", article.get_absolute_url(), "/2024/", "/corrections/", "/imprint/", "/x/"):
        assert not client.get(address).cookies
