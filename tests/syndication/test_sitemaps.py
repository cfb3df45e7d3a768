import datetime
import json

import pytest
from django.utils import timezone
from lxml import etree

from articles import sitemaps
from pages.models import Page
from paper.models import Paper
from tests.factories import make_article, make_author, make_rubric, publish_article

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(b"".join(response))


def locations(root):
    return [
        address.text.removeprefix("http://testserver")
        for address in root.iterfind("*/s:loc", NAMES)
    ]


def everything(client):
    """Return every address that the index leads to."""
    return [
        address
        for part in locations(read(client, "/sitemap.xml"))
        for address in locations(read(client, part))
    ]


def test_every_public_story_is_found_once_and_nothing_else(client):
    stories = [publish_article(f"Погода {number}") for number in range(5)]
    stories.append(publish_article("Погода", language="sah"))
    make_article("Черновик")
    stories.pop(2).withdraw(by=None)
    found = [address for address in everything(client) if "pogoda" in address]
    assert sorted(found) == sorted(story.get_absolute_url() for story in stories)
    assert "chernovik" not in "".join(everything(client))


def test_parts_are_cut_by_key_and_gaps_make_no_empty_part(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 4)
    monkeypatch.setattr(sitemaps, "CHUNK", 3)
    stories = [publish_article(f"Погода {number}") for number in range(10)]
    first = stories[0].pk
    stories.append(publish_article("Погода далеко", pk=first + 400))
    numbers = sorted({story.pk // 4 for story in stories})
    assert sitemaps.parts() == numbers
    found = [address for address in everything(client) if "pogoda" in address]
    assert found == [story.get_absolute_url() for story in stories]


def test_the_index_asks_once_however_many_parts_there_are(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(sitemaps, "PART", 1)
    for number in range(6):
        publish_article(f"Погода {number}")
    with django_assert_num_queries(1):
        assert len(sitemaps.parts()) == 6


def test_translations_know_each_other(client):
    russian = publish_article("Лена")
    sakha = publish_article("Өлүөнэ", language="sah", translation_of=russian)
    make_article("Lena", language="en", translation_of=russian)
    root = read(client, locations(read(client, "/sitemap.xml"))[1])
    expected = {
        "ru": "http://testserver" + russian.get_absolute_url(),
        "sah": "http://testserver" + sakha.get_absolute_url(),
    }
    for url in root:
        links = url.findall("x:link", NAMES)
        assert {link.get("hreflang"): link.get("href") for link in links} == expected
    sakha.withdraw(by=None)
    root = read(client, locations(read(client, "/sitemap.xml"))[1])
    assert not root.findall(".//x:link", NAMES)


def test_sections_are_listed_in_the_editions_that_have_stories(client):
    roads, author = make_rubric(slug="dorogi"), make_author(slug="koryakina")
    make_rubric(slug="empty")
    publish_article(rubrics=[roads], authors=[author])
    publish_article(rubrics=[roads], authors=[make_author(slug="other")], language="sah")
    found = locations(read(client, "/sitemap-sections.xml"))
    assert "/" in found
    assert "/sah/" in found
    assert {"/rubric/dorogi/", "/sah/rubric/dorogi/", "/author/koryakina/"} <= set(found)
    assert "/sah/author/koryakina/" not in found
    assert not [address for address in found if "empty" in address]


def test_plain_pages_are_listed_in_their_languages(client):
    Page.objects.create(slug="about", language="ru", title="О газете")
    Page.objects.create(slug="about", language="en", title="About us")
    Page.objects.create(slug="rules", language="ru", title="Правила")
    root = read(client, "/sitemap-sections.xml")
    assert {"/about/", "/en/about/", "/rules/"} <= set(locations(root))
    about = next(url for url in root if url.findtext("s:loc", None, NAMES).endswith("/en/about/"))
    assert [link.get("hreflang") for link in about.findall("x:link", NAMES)] == ["ru", "en"]


def test_news_engines_see_two_days_and_titles_as_printed(client):
    Paper(name="Зимник", translations={"sah": {"name": "Кыһыҥҥы суол"}}).save()
    now = timezone.now()
    publish_article("Старое", at=now - datetime.timedelta(hours=49))
    publish_article("Лёд & вода <62 см>\x0b", at=now - datetime.timedelta(hours=47))
    publish_article("Өлүөнэ", language="sah", at=now - datetime.timedelta(minutes=5))
    make_article("Черновик")
    root = read(client, "/news-sitemap.xml")
    titles = [title.text for title in root.iter(f"{{{NAMES['n']}}}title")]
    assert titles == ["Өлүөнэ", "Лёд & вода <62 см>"]
    assert [e.text for e in root.iter(f"{{{NAMES['n']}}}language")] == ["sah", "ru"]
    assert [e.text for e in root.iter(f"{{{NAMES['n']}}}name")] == ["Кыһыҥҥы суол", "Зимник"]
    assert root.findtext(".//n:publication_date", None, NAMES).endswith("+09:00")


@pytest.mark.parametrize("part", ["7", "0", "9" * 30, "9" * 5000, "-1", "x"])
def test_a_part_without_stories_is_404(client, part):
    assert client.get(f"/sitemap-stories-{part}.xml").status_code == 404


def test_robots_are_told_where_the_lists_are(client, settings):
    settings.SITE_URL = "https://zimnik.example"
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert "Disallow: /sah/search/\n" in text
    assert "Sitemap: https://zimnik.example/sitemap.xml\n" in text
    assert "Sitemap: https://zimnik.example/news-sitemap.xml\n" in text


def test_the_manifest_carries_the_papers_name_and_icons_that_exist(client, settings):
    Paper(name="Зимник").save()
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Зимник"
    for icon in manifest["icons"]:
        file = settings.STATICFILES_DIRS[0] / icon["src"].removeprefix(settings.STATIC_URL)
        assert file.stat().st_size
