import datetime
import json

import pytest
from lxml import etree

from articles.models import Article
from paper.models import Paper
from tests.factories import make_article, make_author, make_rubric, publish_article
from tests.images.pictures import make_image

pytestmark = pytest.mark.django_db

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
FORMATS = ["feed/", "feed/atom/", "feed.json"]
HOSTILE = "]]><script>\x00\x01\x0b\x0c\x1f\x7f\ufffe\uffff &amp; “Өрүс” 🔥"


@pytest.fixture
def story():
    Paper(
        name="Зимник",
        email="red@zimnik.example",
        editor_in_chief="Протодьяконов Х.",
        age_mark="12+",
    ).save()
    return publish_article(
        "Лена встала раньше",
        lead="Лёд толще шестидесяти сантиметров.",
        rubrics=[make_rubric("Главное"), make_rubric("Дороги", slug="dorogi")],
        authors=[make_author("Айталина Корякина"), make_author("Пётр Слепцов")],
        tags=["лёд"],
        picture=make_image(1600, 1000, alt="Буровая на льду", caption="Утро", credit="Фото автора"),
        age_mark="16+",
    )


def xml(response):
    assert response.status_code == 200, response.content
    return etree.fromstring(response.content)


def test_rss_says_everything_a_reader_of_feeds_needs(client, story):
    channel = xml(client.get("/feed/"))[0]
    assert channel.findtext("title") == "Зимник"
    assert channel.findtext("language") == "ru"
    assert channel.findtext("managingEditor") == "red@zimnik.example (Протодьяконов Х.)"
    assert channel.findtext("webMaster") == "red@zimnik.example (Зимник)"
    myself = channel.find("atom:link[@rel='self']", NAMES)
    assert myself.get("href") == "http://testserver/feed/"

    item = channel.find("item")
    assert item.findtext("title") == "Лена встала раньше"
    assert item.findtext("link") == "http://testserver" + story.get_absolute_url()
    assert item.findtext("description") == "Лёд толще шестидесяти сантиметров."
    assert item.findtext("pubDate").endswith(" +0900")
    assert [c.text for c in item.findall("dc:creator", NAMES)] == [
        "Айталина Корякина", "Пётр Слепцов",
    ]  # fmt: skip
    assert [c.text for c in item.findall("category")] == ["Главное", "Дороги", "16+"]
    assert item.find("enclosure").get("url").startswith("http://testserver/media/")
    media = item.find("media:content", NAMES)
    assert (media.get("width"), media.get("height")) == ("1200", "630")
    assert media.findtext("media:description", None, NAMES) == "Буровая на льду"
    assert media.findtext("media:credit", None, NAMES) == "Фото автора"
    html = item.findtext("content:encoded", None, NAMES)
    assert 'alt="Буровая на льду"' in html
    assert "<figcaption>Утро Фото автора</figcaption>" in html


def test_atom_and_json_say_the_same(client, story):
    entry = xml(client.get("/feed/atom/")).find("atom:entry", NAMES)
    assert entry.findtext("atom:title", None, NAMES) == "Лена встала раньше"
    assert entry.findtext("atom:published", None, NAMES).endswith("+09:00")
    names = [author.text for author in entry.findall("atom:author/atom:name", NAMES)]
    assert names == ["Айталина Корякина", "Пётр Слепцов"]

    feed = json.loads(client.get("/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    item = feed["items"][0]
    assert item["title"] == "Лена встала раньше"
    assert item["id"] == entry.findtext("atom:id", None, NAMES)
    assert [author["name"] for author in item["authors"]] == names
    assert item["tags"] == ["Главное", "Дороги"]
    assert item["image"].endswith(".jpg")


def test_a_story_whose_address_changes_is_no_new_story(client, story):
    before = xml(client.get("/feed/")).findtext("channel/item/guid")
    story = Article.objects.get(pk=story.pk)
    story.slug = "zimnik-otkryt"
    story.save()
    story.settle()
    channel = xml(client.get("/feed/"))[0]
    assert channel.findtext("item/guid") == before
    assert channel.findtext("item/link").endswith("/zimnik-otkryt/")


@pytest.mark.parametrize("ending", FORMATS)
def test_control_characters_in_a_headline_do_not_take_the_feed_down(client, story, ending):
    Article.objects.update(headline=HOSTILE.replace("\x00", ""), lead=HOSTILE.replace("\x00", ""))
    response = client.get(f"/{ending}")
    assert response.status_code == 200
    if ending == "feed.json":
        title = json.loads(response.content)["items"][0]["title"]
    else:
        root = etree.fromstring(response.content)
        title = next(e.text for e in root.iter("{*}title") if "script" in (e.text or ""))
    assert title == "]]><script>\x7f &amp; “Өрүс” 🔥"
    assert b"<script>" not in response.content or ending == "feed.json"


@pytest.mark.parametrize("ending", FORMATS)
def test_rubrics_tags_and_authors_have_feeds_of_their_own(client, story, ending):
    other = publish_article("Погода")
    places = [
        "/rubric/dorogi/",
        story.tags.first().get_absolute_url(),
        story.bylines.first().author.get_absolute_url(),
    ]
    for place in places:
        body = client.get(place + ending).content.decode()
        assert story.headline in body
        assert other.headline not in body


def test_each_edition_has_its_own_feed(client, story):
    sakha = publish_article("Өлүөнэ эрдэ тоҥно", language="sah")
    assert "Өлүөнэ" not in client.get("/feed/").content.decode()
    channel = xml(client.get("/sah/feed/"))[0]
    assert channel.findtext("language") == "sah"
    assert [item.findtext("link") for item in channel.findall("item")] == [
        "http://testserver" + sakha.get_absolute_url()
    ]


def test_drafts_and_withdrawn_stories_are_in_no_feed(client, story):
    make_article("Черновик")
    story.withdraw(by=None)
    for ending in FORMATS:
        for place in ("/", "/rubric/dorogi/"):
            body = client.get(place + ending).content.decode()
            assert "Черновик" not in body
            assert "Лена" not in body


@pytest.mark.parametrize("ending", FORMATS)
def test_whoever_holds_the_feed_already_is_sent_nothing(client, story, ending):
    first = client.get(f"/{ending}")
    again = client.get(f"/{ending}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("minutes", [5, -5])
def test_the_hour_alone_says_nothing_of_a_withdrawn_story(client, story, minutes):
    publish_article("Ошибка", at=story.published_at + datetime.timedelta(minutes=minutes))
    held = client.get("/feed/")["Last-Modified"]
    Article.objects.get(headline="Ошибка").withdraw(by=None)
    response = client.get("/feed/", headers={"If-Modified-Since": held})
    assert response.status_code == 200
    assert "Ошибка" not in response.content.decode()


@pytest.mark.parametrize("stories", [1, 25])
def test_a_feed_costs_four_queries_at_most_however_long_it_is(
    client, uncached, stories, django_assert_max_num_queries
):
    rubric, author = make_rubric(slug="dorogi"), make_author(slug="koryakina")
    for _ in range(stories):
        publish_article(rubrics=[rubric], authors=[author, make_author()], tags=["lyod"])
    for place in ("/", "/rubric/dorogi/", "/tag/lyod/", "/author/koryakina/"):
        client.get(place + "feed/")
        with django_assert_max_num_queries(4):
            assert client.get(place + "feed/").content.count(b"<item>") == stories, place


@pytest.mark.parametrize("place", ["rubric", "tag", "author"])
@pytest.mark.parametrize("slug", ["no-such", "%00", "%0a", "x" * 20_000, "..%2f", "%ff%fe"])
def test_a_feed_of_nothing_is_404(client, place, slug):
    for ending in FORMATS:
        assert client.get(f"/{place}/{slug}/{ending}").status_code == 404


def test_an_empty_paper_has_valid_feeds(client, db):
    for ending in FORMATS:
        assert client.get(f"/{ending}").status_code == 200
    assert client.post("/feed/").status_code == 405
