"""Every address of the old site is led on, or said to be gone."""

import re
from urllib.parse import quote

import pytest
from django.core.management import call_command

from articles.models import Article, Rubric, Tag
from pages.models import Page
from tests.wordpress.test_uploads import DATA, photo

from .moving import attachment, author, bring, category, export, label, meta, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uncached")]

CYRILLIC = "%d0%bb%d1%91%d0%b4"


@pytest.fixture
def moved(tmp_path):
    """Return the old addresses of a small site that moved in, and where they must lead."""
    photo(tmp_path / "uploads/2014/05/boat.jpg")
    labels = label("category", "zvuk", "Звук") + label("post_tag", CYRILLIC_SLUG, "Лёд")
    before = (
        author("nina.p", "Нина Попова", 4) + category("kultura", "Культура", number=11)
        + category("zvuk", "Звук", "kultura", 12)
        + category("glavnoe", "Главное", number=13)
    )  # fmt: skip
    cyrillic = f"https://old.example/blog/2014/05/06/{CYRILLIC}/"
    items = [
        attachment(5, "2014/05/boat.jpg", post_parent="8", post_name="boat",
                   link="https://old.example/blog/2014/05/06/led-8/boat/"),
        attachment(6, "2014/05/lost.jpg", post_parent="0", post_name="lost",
                   link="https://old.example/blog/lost/"),
        post(7, more=labels, post_name=CYRILLIC, link=cyrillic, creator="nina.p",
             guid="https://very-old.example/?p=77"),
        post(8, more=meta("_thumbnail_id", "5") + meta("_wp_old_slug", "older"), creator="nina.p"),
        post(9, "О нас", post_type="page", post_name="team", post_parent="10",
             link="https://old.example/blog/about/team/"),
        post(12, status="private"),
    ]  # fmt: skip
    bring(
        tmp_path, export(*items, before=before), publish=True, uploads=tmp_path / "uploads",
        front_page_category=["glavnoe"],
    )  # fmt: skip
    assert Article.objects.published().count() == 2
    return {
        "cyrillic": Article.objects.get(slug="led").get_absolute_url(),
        "latin": Article.objects.get(slug="led-8").get_absolute_url(),
        "rubric": Rubric.objects.get(slug="zvuk").get_absolute_url(),
        "tag": Tag.objects.get().get_absolute_url(),
        "page": Page.objects.get().get_absolute_url(),
    }


CYRILLIC_SLUG = CYRILLIC
STOOD = {
    f"/blog/2014/05/06/{CYRILLIC}/": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC.upper()}": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC}/feed/": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC}/amp/": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC}/2/": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC}/comment-page-1/": "cyrillic",
    f"/blog/2014/05/06/{CYRILLIC}/embed/": "cyrillic",
    f"/index.php/blog/2014/05/06/{CYRILLIC}/": "cyrillic",
    "/?p=7": "cyrillic",
    "/?page_id=7": "cyrillic",
    "/?p=77": "cyrillic",
    "/?p=7&utm_source=vk": "cyrillic",
    "/blog/?p=7": "cyrillic",
    "/index.php?p=7": "cyrillic",
    "/blog/2014/05/06/led-8/": "latin",
    "/blog/2014/05/06/older/": "latin",
    "/blog/2014/05/06/led-8/boat/": "latin",
    "/?cat=12": "rubric",
    "/category/kultura/zvuk/": "rubric",
    "/category/zvuk": "rubric",
    "/category/zvuk/page/3/": "rubric",
    "/?category_name=zvuk": "rubric",
    f"/tag/{CYRILLIC}/": "tag",
    f"/?tag={CYRILLIC}": "tag",
    "/blog/about/team/": "page",
    "/?page_id=9": "page",
    "/category/glavnoe/": "/",
    "/category/glavnoe/feed/": "/feed/",
    "/?cat=13": "/",
    "/category/zvuk/feed/": "/rubric/zvuk/feed/",
    "/category/zvuk/feed/atom/": "/rubric/zvuk/feed/atom/",
    "/author/nina-p/": "/author/nina-popova/",
    "/author/nina.p/": "/author/nina-popova/",
    "/?author=4": "/author/nina-popova/",
    "/author/nina-p/feed/": "/author/nina-popova/feed/",
    "/?feed=rss2": "/feed/",
    "/feed/rss2/": "/feed/",
    "/feed/rdf/": "/feed/",
    "/rss2/": "/feed/",
    "/atom/": "/feed/atom/",
    "/wp-rss2.php": "/feed/",
    "/feed/turbo/": "/feed/",
    "/category/zvuk/feed/zen/": "/rubric/zvuk/feed/",
    "/category/zvuk/rss/": "/rubric/zvuk/feed/",
    "/wp-sitemap.xml": "/sitemap.xml",
    "/wp-sitemap-posts-post-1.xml": "/sitemap.xml",
    "/sitemap_index.xml": "/sitemap.xml",
    "/post-sitemap.xml": "/sitemap.xml",
    "/post-sitemap12.xml": "/sitemap.xml",
    "/sitemap-2.xml.gz": "/sitemap.xml",
    "/sitemap-news.xml": "/news-sitemap.xml",
    "/?sitemap=posts&paged=2": "/sitemap.xml",
    "/?s=%D0%BB%D1%91%D0%B4": "/search/?q=%D0%BB%D1%91%D0%B4",
    "/blog/": "/",
    "/blog/feed/": "/feed/",
    "/blog/page/2/": "/",
    "/blog/2014/05/": "/2014/05/",
    "/blog/category/zvuk/": "rubric",
    "/blog/author/nina-p/feed/": "/author/nina-popova/feed/",
    "/blog/post-sitemap.xml": "/sitemap.xml",
    "/page/2/": "/",
    "/2014/05/feed/": "/2014/05/",
    "/2014/05/page/2/": "/2014/05/",
    "/?m=201405": "/2014/05/",
    "/?m=20140506": "/2014/05/06/",
    "/?year=2014&monthnum=5": "/2014/05/",
}


def test_each_form_of_an_old_address_leads_to_where_it_stands_now(moved, client):
    wrong = {}
    for address, wanted in STOOD.items():
        answer = client.get(address)
        wanted = moved.get(wanted, wanted)
        if (answer.status_code, answer.headers.get("Location")) != (301, wanted):
            wrong[address] = (answer.status_code, answer.headers.get("Location"), wanted)
    assert not wrong
    reached = {client.get(moved.get(wanted, wanted)).status_code for wanted in STOOD.values()}
    assert reached == {200}


GONE = [
    "/blog/lost/", "/?attachment_id=6", "/?p=12", "/?p=6",
    "/blog/wp-content/uploads/2014/05/lost-300x200.jpg", "/comments/feed/", "/comments/feed/rss2/",
    "/?feed=comments-rss2", "/blog/comments/feed/", "/wp-commentsrss2.php", "/wp-json/wp/v2/posts",
    "/?rest_route=/wp/v2/posts", "/main-sitemap.xsl",
]  # fmt: skip


@pytest.mark.parametrize("address", GONE)
def test_what_was_not_taken_along_is_gone_and_the_paper_says_so(moved, client, address):
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Этой страницы больше нет" in answer.content.decode()
    assert "Лёд на Лене" in answer.content.decode(), "the newest stories stand below"


@pytest.mark.parametrize("name", ["boat.jpg", "boat-300x200.jpg"])
def test_the_file_of_a_picture_leads_to_the_picture(moved, client, name):
    answer = client.get(f"/blog/wp-content/uploads/2014/05/{name}")
    assert answer.status_code == 301 and answer.headers["Location"].startswith("/media/r/")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_nobody_sees_by_an_old_address_what_is_not_public(tmp_path, client):
    bring(tmp_path, export(post(), attachment(5, "2014/05/boat.jpg", post_parent="7")))
    for address in ("/?p=7", "/blog/2014/05/06/led-7/", "/?p=5"):
        answer = client.get(address)
        assert answer.status_code == 410 and "Лёд" not in answer.content.decode()


def test_what_never_stood_there_is_simply_not_found(moved, client):
    for address in ("/?p=99999", "/blog/2014/05/06/never/", "/?cat=99", "/?p=" + "9" * 40,
                    "/wp-login.php", "/%00/", "/?tag=%00", "/?m=13", "/" + "a/" * 300,
                    "/xmlrpc.php", "/wp-admin/", "/wp-content/plugins/a.js", "/blog/not/at/all/",
                    "/category/" + quote("ы" * 300), "/?p=7x", "/?cat=-1"):  # fmt: skip
        assert client.get(address).status_code in (200, 404), address


def test_where_no_site_moved_in_nothing_of_one_is_known(client, db):
    for address in ("/wp-sitemap.xml", "/comments/feed/", "/wp-json/", "/blog/2014/05/"):
        assert client.get(address).status_code == 404, address


def test_an_old_address_costs_two_questions_where_nothing_else_answers(
    moved, client, django_assert_max_num_queries
):
    client.get("/blog/nothing/")
    with django_assert_max_num_queries(40) as before:
        client.get("/nothing-at-all/")
    ours = [q for q in before.captured_queries if "wordpress_" in q["sql"]]
    assert len(ours) == 1
    with django_assert_max_num_queries(4):
        client.get("/?p=7")


def test_the_front_page_itself_asks_nothing_of_the_old_site(moved, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/?utm_source=vk")
    assert not [q for q in asked.captured_queries if "wordpress_" in q["sql"]]


def test_a_page_kept_as_missing_leads_on_once_the_site_has_moved_in(tmp_path, client, settings):
    settings.PAGECACHE_BYTES = 2**22
    assert client.get("/blog/2014/05/06/led-7/").status_code == 404
    bring(tmp_path, export(post()), publish=True)
    assert client.get("/blog/2014/05/06/led-7/").status_code == 301
    assert client.get("/?p=7").status_code == 301
    story = Article.objects.get()
    story.withdraw(by=None)
    assert client.get(story.get_absolute_url()).status_code == 410


def test_every_address_of_the_exports_at_hand_answers(tmp_path, client):
    """Walks the links between posts, too: nothing of the old site is left in a text."""
    assert DATA
    for text in DATA:
        bring(tmp_path, text, publish=True)
        call_command("rebuild_lists", check=True)
        found = re.findall(r"<link>([^<]*)</link>|<guid[^>]*>([^<]*)</guid>", text)
        for address in {one or other for one, other in found}:
            path = re.sub(r"^https?://[^/]*", "", address) or "/"
            answer = client.get(path)
            assert answer.status_code in (200, 301, 410), (address, answer.status_code)
