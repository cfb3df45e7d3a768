"""Addresses of the old site that stand where they stood, or moved there after we came."""

import re

import pytest

from articles.models import Article

from .moving import author, bring, category, export, label, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]


def test_a_public_story_that_is_renamed_there_afterwards_is_found_under_both_names(
    tmp_path, client
):
    bring(tmp_path, export(post()), publish=True)
    newer = post(
        content="<p>Лёд тронулся.</p>", post_name="ledohod", post_date="2014-05-07 09:10:00"
    )
    link = "https://old.example/blog/2014/05/07/ledohod/"
    bring(tmp_path, export(newer.replace("https://old.example/blog/2014/05/06/ledohod/", link)),
          publish=True)  # fmt: skip
    story = Article.objects.get()
    for name in ("/blog/2014/05/06/led-7/", "/blog/2014/05/07/ledohod/"):
        answer = client.get(name)
        assert (answer.status_code, answer.get("Location")) == (301, story.get_absolute_url())


def public(number, slug, **fields):
    """Return a post or page whose address is the same here."""
    is_page = fields.get("post_type") == "page"
    path = slug if is_page else f"2014/05/06/{slug}"
    return post(number, post_name=slug, link=f"https://old.example/{path}/", **fields)


FORMS = ("amp/", "feed/", "feed/atom/", "embed/", "2/", "page/2/", "comment-page-1/", "trackback/")


def test_what_stands_where_it_stood_is_found_in_the_old_sites_other_forms(tmp_path, client):
    items = [public(7, "led"), public(8, "team", post_type="page")]
    before = category("novosti", "Новости")
    labels = label("category", "novosti", "Новости") + label("post_tag", "reka", "reka")
    bring(tmp_path, export(public(9, "most", more=labels), *items, before=before), publish=True,
          category_base="rubric")  # fmt: skip
    for place in ("/2014/05/06/led/", "/team/"):
        assert client.get(place).status_code == 200
        for form in FORMS:
            answer = client.get(place + form)
            assert (answer.status_code, answer.get("Location")) == (301, place), form
        assert client.get(f"/index.php{place}")["Location"] == place
    for place in ("/rubric/novosti/", "/tag/reka/", "/author/nina/"):
        assert client.get(f"{place}page/2/")["Location"] == place
        assert client.get(f"{place}feed/rss2/")["Location"] == f"{place}feed/"


def test_what_stands_where_it_stood_and_is_hidden_is_gone_and_leads_to_nothing(tmp_path, client):
    bring(tmp_path, export(public(8, "team", post_type="page", status="private")), publish=True)
    for address in ("/team/", "/team/amp/", "/?page_id=8"):
        assert client.get(address).status_code == 410
    bring(tmp_path, export(public(7, "led")), publish=True)
    Article.objects.get().withdraw(by=None)
    assert client.get("/2014/05/06/led/amp/")["Location"] == "/2014/05/06/led/"
    assert client.get("/2014/05/06/led/").status_code == 410


@pytest.mark.parametrize("path", ["/2014/13/40/led/amp/", "/2014/05/06/never/amp/"])
def test_beneath_a_story_that_never_was_nothing_is_found(tmp_path, client, path):
    bring(tmp_path, export(public(7, "led")), publish=True)
    assert client.get(path).status_code == 404


LINKS = {
    "https://север.рф/2014/05/06/most/": "/2014/05/06/most/",
    "http://www.xn--b1agpht.xn--p1ai/2014/05/06/most": "/2014/05/06/most/",
    "//север.рф/2014/05/06/most/#end": "/2014/05/06/most/#end",
    "https://север.рф/": "/",
    "https://север.рф": "/",
    "/rubrika/vybory/": "/rubrika/vybory/",
    "/wp-content/uploads/2014/05/plan.pdf": "/wp-content/uploads/2014/05/plan.pdf",
    "https://xn--b1agpht.xn--p1ai/never/": "https://xn--b1agpht.xn--p1ai/never/",
}


def test_a_link_leads_where_it_led_whatever_way_the_host_is_written(tmp_path):
    host = "север.рф".encode("idna").decode()
    links = "".join(f'<a href="{link}">x</a> и ' for link in LINKS).replace(
        "xn--b1agpht.xn--p1ai", host
    )
    text = export(public(7, "led", content=f"<p>{links}</p>"), public(8, "most"))
    bring(
        tmp_path, text.replace("old.example/blog", host).replace("old.example", host), publish=True
    )
    body = Article.objects.get(slug="led").body
    wanted = [link.replace("xn--b1agpht.xn--p1ai", host) for link in LINKS.values()]
    assert re.findall('href="([^"]*)"', body) == wanted


def test_a_category_without_a_word_before_it_is_found(tmp_path, client):
    before = category("novosti", "Новости")
    labels = label("category", "novosti", "Новости")
    text = '<p><a href="https://old.example/novosti/">Все</a></p>'
    bring(tmp_path, export(public(7, "led", more=labels, content=text), before=before),
          publish=True, category_base="")  # fmt: skip
    assert client.get("/novosti/page/2/")["Location"] == "/rubric/novosti/"
    assert 'href="/rubric/novosti/"' in Article.objects.get().body


def test_two_logins_of_one_name_are_one_author_and_the_report_says_so(tmp_path):
    people = author("nina", "Нина Попова", 1) + author("npopova", "Нина Попова", 2)
    report, _status, _said = bring(tmp_path, export(public(7, "led"), before=people))
    counts = report["kinds"]["authors"]
    assert (counts["in_export"], counts["new"], counts["joined"]) == (2, 1, 1)
