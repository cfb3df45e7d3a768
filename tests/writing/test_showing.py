"""What readers see of a stored text."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from articles import embeds, html
from images.models import Image


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def picture(pk, **texts):
    texts = {"alt": "Ice", "caption": "The road", "credit": "E. Burnashov", **texts}
    return Image(pk=pk, content_hash=f"{pk:064x}", width=1600, height=1000, **texts)


def test_a_figure_shows_the_library_caption_and_credit():
    page = html.render('<figure><img data-file="7"></figure>', {7: picture(7)})
    assert page.startswith("<figure><picture>")
    assert page.endswith(
        "</picture><figcaption><span>The road</span>"
        ' <span class="credit">E. Burnashov</span></figcaption></figure>'
    )


def test_a_thumbnail_is_not_blown_up():
    tiny = picture(7)
    tiny.width, tiny.height = 150, 100
    page = html.render('<figure><img data-file="7"></figure>', {7: tiny})
    assert page.startswith('<figure class="small"><picture>') and 'width="150"' in page


def test_a_caption_of_the_story_replaces_the_library_one():
    body = '<figure><img data-file="7"><figcaption>Their <em>own</em></figcaption></figure>'
    page = html.render(body, {7: picture(7)})
    assert "<span>Their <em>own</em></span>" in page
    assert "The road" not in page


def test_words_of_the_library_are_only_words():
    page = html.render('<img data-file="7">', {7: picture(7, caption="<b>x", credit='"><i>')})
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_picture_that_left_the_library_leaves_no_hole():
    body = '<p>a</p><figure><img data-file="7"></figure><figure class="gallery">'
    assert html.render(f'{body}<img data-file="8"><img data-file="9"></figure>', {}) == "<p>a</p>"


def test_a_gallery_leads_to_each_large_picture_and_names_it():
    body = '<figure class="gallery"><img data-file="7"><img data-file="8"></figure>'
    page = html.render(body, {7: picture(7), 8: picture(8, alt="", caption="")})
    assert 'aria-label="Gallery: 2 pictures"' in page
    assert len(re.findall(r'<a href="/media/r/[^"]+-body-1280-50x50.jpg"><picture>', page)) == 2
    assert 'alt="Picture 2"' in page


def test_a_table_has_a_head_scopes_and_a_name():
    body = (
        "<table><caption>Crossings</caption><tbody><tr><th>Crossing</th><th>Ice, cm</th></tr>"
        "<tr><th>Lena</th><td>62</td></tr><tr><th>Vilyuy</th><td>7,5</td></tr></tbody></table>"
    )
    assert html.render(body, {}) == (
        '<div class="table" role="region" aria-labelledby="table-1" tabindex="0"><table>'
        '<caption id="table-1">Crossings</caption>'
        '<thead><tr><th scope="col">Crossing</th>'
        '<th scope="col" class="n">Ice, cm</th></tr></thead>'
        '<tbody><tr><th scope="row">Lena</th><td class="n">62</td></tr>'
        '<tr><th scope="row">Vilyuy</th><td class="n">7,5</td></tr></tbody></table></div>'
    )


def test_a_heading_cell_that_reaches_below_the_headings_is_no_head_of_the_table():
    body = '<table><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr></table>'
    assert "<thead>" not in html.render(body, {})


def test_a_fact_box_is_named_by_its_title():
    page = html.render('<section class="facts"><h3>If the ice talks</h3><p>Stop.</p></section>', {})
    assert page == (
        '<section class="facts" aria-labelledby="facts-1"><h2 id="facts-1">If the ice talks</h2>'
        "<p>Stop.</p></section>"
    )


def test_only_links_to_other_sites_are_cut_off_from_ours():
    page = html.render('<a href="/about/">a</a> <a href="https://x.example/">b</a>', {})
    assert page == (
        '<p><a href="/about/">a</a> <a href="https://x.example/" rel="noopener">b</a></p>'
    )


def test_an_embed_is_a_link_that_names_the_site_and_asks_it_for_nothing():
    page = html.render('<div class="embed" data-url="https://vk.com/video-1_2"></div>', {})
    assert "<iframe" not in page
    assert "src=" not in page
    assert (
        '<a class="button" href="https://vk.com/video-1_2" rel="noopener">Show the video</a>'
        in page
    )
    assert "VK learns your address" in page


ADDRESSES = {
    "https://youtu.be/dQw4w9WgXcQ?si=x&t=1m3s": "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=63",
    "http://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ":
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ":
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://rutube.ru/video/0123456789abcdef0123456789abcdef/?r=wd":
        "https://rutube.ru/video/0123456789abcdef0123456789abcdef/",
    "https://rutube.ru/video/private/0123456789abcdef0123456789abcdef/?p=Ab-1":
        "https://rutube.ru/video/private/0123456789abcdef0123456789abcdef/?p=Ab-1",
    "https://vk.com/video?z=video-12_34%2Fpl_cat": "https://vk.com/video-12_34",
    "https://vkvideo.ru/video-12_34": "https://vk.com/video-12_34",
    "https://vk.com/clip12_34": "https://vk.com/video12_34",
    "https://vk.com/video_ext.php?oid=-12&id=34&hash=0123456789abcdef":
        "https://vk.com/video_ext.php?oid=-12&id=34&hash=0123456789abcdef",
    "https://t.me/s/paper_news/12?single": "https://t.me/paper_news/12",
}  # fmt: skip


@pytest.mark.parametrize(("address", "page"), ADDRESSES.items())
def test_every_way_to_write_an_address_means_one_page(address, page):
    found = embeds.find(address)
    assert found.url == page
    assert embeds.find(found.url) == found
    assert any(found.frame.startswith(f"{host}/") for host in settings.EMBED_HOSTS)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@paper",
        "https://youtube.com.elsewhere.example/watch?v=dQw4w9WgXcQ",
        "https://elsewhere.example/?youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com@elsewhere.example/watch?v=dQw4w9WgXcQ",
        "javascript://youtube.com/watch?v=dQw4w9WgXcQ",
        "https://vk.com/wall-1_2",
        "https://t.me/paper_news",
        "https://[youtube.com/",
        "https://youtu.be/dQw4w9WgXcQ\0",
    ],
)
def test_no_other_page_is_an_embed(address):
    assert embeds.find(address) is None


def test_the_text_is_the_words_with_a_space_between_blocks():
    body = (
        "<h2>a</h2><p>b <strong>c</strong><br>d</p><ul><li>e</li><li>f</li></ul>"
        "<blockquote>g<cite>h</cite></blockquote><table><tr><td>i</td><td>j</td></tr></table>"
        '<section class="facts"><h3>k</h3><p>l</p></section>'
    )
    left_out = (
        '<figure><img data-file="1"><figcaption>x</figcaption></figure>'
        '<div class="embed" data-url="https://youtu.be/dQw4w9WgXcQ" data-title="x"></div>'
        '<blockquote class="pull">x</blockquote>'
    )
    assert html.text_of(body + left_out) == "a b c d e f g h i j k l"


def test_pictures_are_named_in_order_and_once():
    body = (
        '<img data-file="3"><figure class="gallery"><img data-file="1"><img data-file="3"></figure>'
        '<section class="facts"><p>x</p><img data-file="2"></section><p><img data-file="0"></p>'
    )
    assert html.image_ids(body) == [3, 1, 2]
