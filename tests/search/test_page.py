import pytest
from lxml import html

from search import engine
from tests.factories import make_article, make_rubric, publish_article
from tests.images.pictures import make_image

pytestmark = pytest.mark.django_db


def ask(client, path="/search/", **parameters):
    response = client.get(path, parameters)
    assert response.status_code == 200
    assert not response.cookies
    return html.document_fromstring(response.content.decode())


def headlines(page):
    return [link.text_content() for link in page.xpath("//article//h3/a")]


def test_the_words_are_marked_where_they_stand(client):
    publish_article("Лёд на чай", lead="Триста блоков льда & <одна> пила.", body="<p>Да.</p>")
    page = ask(client, q="лед")
    assert headlines(page) == ["Лёд на чай"]
    assert [mark.text for mark in page.xpath("//article//mark")] == ["Лёд", "льда"]
    assert "Триста блоков льда & <одна> пила" in page.xpath("//article//p")[-1].text_content()
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//*[@id='q']")[0].get("value") == "лед"


def test_hostile_words_and_stories_stay_text(client):
    publish_article("<script>alert(1)</script> лёд", lead='"><img src=x onerror=alert(1)> лёд')
    response = client.get("/search/", {"q": '"><script>alert(2)</script> лёд alert'})
    assert b"<script>alert" not in response.content
    assert b"<img src=x" not in response.content


def test_nothing_found_offers_the_newest_stories(client):
    publish_article("Погода")
    page = ask(client, q="пингвин")
    assert headlines(page) == ["Погода"]
    assert "пингвин" in page.xpath("//*[contains(@class,'list-head')]")[0].text_content()


def test_an_empty_question_is_answered_with_the_form(client):
    assert ask(client).xpath("//*[@id='q']")
    assert ask(client, q=" ").xpath("//*[@id='q']")


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "\x00"}, {"q": "x" * 200_000}, {"q": "указ*^:()"}, {"q": "AND"}, {"q": "NEAR("},
        {"q": "лёд", "page": "0"}, {"q": "лёд", "page": "-1"}, {"q": "лёд", "page": "1" + "0" * 32},
        {"q": "лёд", "page": "9" * 5000}, {"q": "лёд", "page": "\x00"}, {"q": ["a", "лёд"]},
        {"q": "лёд", "rubric": "\x00", "when": "\x00", "order": "никак"}, {"q[]": "лёд"},
        {"q": "лёд", "when": "week", "order": "new", "rubric": "no-such"}, {"q": "\ud7ff\ufffe"},
    ],
)  # fmt: skip
def test_nothing_in_the_address_is_an_error(client, parameters):
    publish_article("Лёд")
    for edition in ("", "/sah", "/en"):
        ask(client, f"{edition}/search/", **parameters)


def test_a_long_question_is_cut_and_the_reader_is_told(client):
    page = ask(client, q="лёд " * 200)
    assert page.xpath("//*[@id='cut']")
    assert len(page.xpath("//*[@id='q']")[0].get("value")) <= 200


def test_choices_narrow_the_question_and_are_remembered(client):
    below = make_rubric("Мосты", slug="mosty", parent=make_rubric("Дороги", slug="dorogi"))
    publish_article("Мост открыт", rubrics=[below])
    publish_article("Мост и спорт", rubrics=[make_rubric("Спорт", slug="sport")])
    page = ask(client, q="мост", rubric="dorogi", when="year", order="new")
    assert headlines(page) == ["Мост открыт"]
    chosen = [option.get("value") for option in page.xpath("//option[@selected]")]
    assert chosen == ["dorogi", "year", "new"]
    everywhere = ask(client, q="мост")
    numbers = [item.text_content().split() for item in everywhere.xpath("//*[@class='facets']/li")]
    assert sorted(numbers) == [["Мосты", "1"], ["Спорт", "1"]]
    assert everywhere.xpath("//*[@class='facets']//a")[0].get("href").startswith("?q=")


def test_pages_lead_on_and_back_and_end(client, monkeypatch):
    for number in range(45):
        publish_article(f"Паводок {number}")
    first = ask(client, q="паводок")
    assert len(headlines(first)) == 20
    second = ask(client, "/search/" + first.xpath("//*[@rel='next']")[0].get("href"))
    third = ask(client, "/search/" + second.xpath("//*[@rel='next']")[0].get("href"))
    assert not third.xpath("//*[@rel='next']")
    assert len({*headlines(first), *headlines(second), *headlines(third)}) == 45
    back = ask(client, "/search/" + second.xpath("//*[@rel='prev']")[0].get("href"))
    assert headlines(back) == headlines(first)
    monkeypatch.setattr(engine, "MOST", 25)
    assert (
        "25"
        in ask(client, q="паводок").xpath("//*[contains(@class,'list-head')]/h2")[0].text_content()
    )


def test_each_edition_searches_its_own_stories(client):
    publish_article("Сарын", language="ru")
    publish_article("Сарын Өлүөнэ", language="sah")
    assert headlines(ask(client, "/sah/search/", q="олуонэ")) == ["Сарын Өлүөнэ"]
    assert headlines(ask(client, "/search/", q="сарын")) == ["Сарын"]


@pytest.mark.parametrize("stories", [1, 30])
def test_a_search_costs_four_queries_at_most(client, stories, django_assert_max_num_queries):
    rubrics = [make_rubric(), make_rubric()]
    for _ in range(stories):
        publish_article("Паводок", rubrics=rubrics, picture=make_image(alt="Вода"))
    make_article("Паводок")
    client.get("/search/", {"q": "паводок"})
    with django_assert_max_num_queries(4):
        assert len(headlines(ask(client, q="паводок"))) == min(stories, 20)
