import json

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from articles.models import Correction
from newsroom.context_processors import newspaper
from paper.models import Paper
from tests.factories import make_author, make_rubric, publish_article
from tests.images.pictures import make_image

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script>\"'<!-- ]]> {{ x }} & \u2028"


def head(path="/", language="ru", **context):
    """Return the head that `_meta.html` makes, parsed, and its text."""
    request = RequestFactory().get(path)
    page = Template('<head>{% include "articles/_meta.html" %}</head>')
    with translation.override(language):
        text = page.render(Context({"request": request, **newspaper(request), **context}))
    return html.document_fromstring(text), text


def head_of(article, path=None, loaded=None):
    """As the article view does: everything is loaded before the head is made."""
    loaded = loaded or {
        "bylines": list(article.bylines.select_related("author")),
        "tags": list(article.tags.all()),
        "translations": list(article.edition()),
        "corrections": list(article.corrections.all()),
    }
    path = path or article.get_absolute_url()
    return head(path, article.language, article=article, is_story=True, **loaded)


def data(page):
    (block,) = page.xpath("//script")
    assert block.get("type") == "application/ld+json"
    return {thing["@type"]: thing for thing in json.loads(block.text)["@graph"]}


def content(page, name):
    return page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")


def test_search_engines_are_told_who_wrote_what_when(client):
    Paper(name="Зимник", email="red@zimnik.example").save()
    roads = make_rubric("Дороги", parent=make_rubric("Новости"))
    article = publish_article(
        "Лена встала раньше",
        rubrics=[roads],
        authors=[make_author("Айталина Корякина", slug="koryakina"), make_author("Пётр Слепцов")],
        tags=["лёд"],
        age_mark="16+",
        picture=make_image(1600, 1000, alt="Буровая", caption="Утро"),
    )
    Correction.objects.create(article=article, text="Не 60, а 62 сантиметра.")
    sakha = publish_article("Өлүөнэ", language="sah", translation_of=article)
    page, _text = head_of(article)
    story = data(page)["NewsArticle"]

    url = "http://testserver" + article.get_absolute_url()
    assert story["url"] == story["mainEntityOfPage"] == url
    assert story["headline"] == "Лена встала раньше"
    assert story["author"][0] == {
        "@type": "Person",
        "name": "Айталина Корякина",
        "url": "http://testserver/author/koryakina/",
    }
    assert story["datePublished"].endswith("+09:00")
    assert story["inLanguage"] == "ru"
    assert story["isAccessibleForFree"] is True
    assert story["contentRating"] == "16+"
    assert story["publisher"]["name"] == "Зимник"
    assert story["image"]["width"] == 1200
    assert story["correction"][0]["text"] == "Не 60, а 62 сантиметра."
    assert story["workTranslation"][0]["inLanguage"] == "sah"
    steps = data(page)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == [
        "Зимник", "Новости", "Дороги", "Лена встала раньше",
    ]  # fmt: skip

    links = dict(
        zip(page.xpath("//link/@hreflang"), page.xpath("//link[@hreflang]/@href"), strict=True)
    )
    assert links == {
        "ru": url,
        "sah": "http://testserver" + sakha.get_absolute_url(),
        "x-default": url,
    }
    assert content(page, "og:type") == ["article"]
    assert content(page, "og:image:alt") == ["Буровая"]
    assert content(page, "og:image:width") == ["1200"]
    assert content(page, "twitter:card") == ["summary_large_image"]
    assert content(page, "article:published_time") == [story["datePublished"]]
    assert content(page, "article:section") == ["Дороги"]
    assert content(page, "article:tag") == ["лёд"]


def test_nothing_an_editor_types_breaks_out_of_the_head():
    Paper(name=HOSTILE).save()
    article = publish_article(
        HOSTILE,
        lead=HOSTILE,
        slug="hostile",
        rubrics=[make_rubric(HOSTILE[:70])],
        authors=[make_author(HOSTILE)],
        tags=[HOSTILE],
        picture=make_image(1600, 1000, alt=HOSTILE, caption=HOSTILE, credit=HOSTILE),
    )
    Correction.objects.create(article=article, text=HOSTILE)
    page, text = head_of(article)
    assert text.count("<script") == text.count("</script") == 1
    assert "<!--" not in text
    story = data(page)["NewsArticle"]
    assert story["headline"] == story["author"][0]["name"] == HOSTILE
    assert content(page, "og:title") == [HOSTILE]
    assert content(page, "description") == [HOSTILE]


def test_the_canonical_address_carries_no_junk_and_the_papers_own_host(settings):
    article = publish_article()
    settings.SITE_URL = "https://zimnik.example"
    page, _text = head_of(article, article.get_absolute_url() + "?utm_source=x&fbclid=1")
    canonical = "https://zimnik.example" + article.get_absolute_url()
    assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
    assert content(page, "og:url") == [canonical]


def test_a_reprint_names_its_original():
    article = publish_article(canonical_url="https://other.example/text")
    page, _text = head_of(article)
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://other.example/text"]


def test_later_pages_of_a_list_are_followed_but_not_indexed():
    rubric = make_rubric("Дороги", slug="dorogi", description="О дорогах")
    first, _ = head("/rubric/dorogi/?utm_source=x", rubric=rubric, has_feed=True, editions=True)
    assert "noindex" not in content(first, "robots")[0]
    assert first.xpath("//link[@hreflang='sah']/@href") == ["http://testserver/sah/rubric/dorogi/"]
    assert first.xpath("//link[@type='application/rss+xml']/@href") == ["/rubric/dorogi/feed/"]
    deep, _ = head("/rubric/dorogi/?before=2026-1&x=1", rubric=rubric, older="?before=2025-9")
    assert content(deep, "robots") == ["noindex, follow"]
    assert deep.xpath("//link[@rel='canonical']/@href") == [
        "http://testserver/rubric/dorogi/?before=2026-1"
    ]
    assert deep.xpath("//link[@rel='next']/@href") == [
        "http://testserver/rubric/dorogi/?before=2025-9"
    ]


def test_the_front_page_introduces_the_paper():
    Paper(name="Зимник", description="Газета, которая доезжает").save()
    page, _text = head("/", editions=True)
    assert data(page)["WebSite"]["name"] == "Зимник"
    assert data(page)["NewsMediaOrganization"]["logo"]["url"].startswith(
        "http://testserver/static/"
    )
    assert content(page, "description") == ["Газета, которая доезжает"]
    sakha, _text = head("/sah/", "sah", editions=True)
    assert sakha.xpath("//link[@hreflang='x-default']/@href") == ["http://testserver/"]


def test_the_head_of_a_story_asks_nothing_of_the_database(django_assert_num_queries):
    article = publish_article(tags=["лёд"], picture=make_image(1600, 1000, alt="Лёд"))
    loaded = {
        "bylines": list(article.bylines.select_related("author")),
        "tags": list(article.tags.all()),
        "translations": list(article.edition()),
        "corrections": [],
    }
    head_of(article, loaded=loaded)
    with django_assert_num_queries(1):  # what every page shares
        head_of(article, loaded=loaded)
