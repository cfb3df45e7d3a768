"""What becomes of each block of WordPress: the block as it is exported, and the text as we store it."""

# ruff: noqa: E501 - a block is read as one line

import json

import pytest

from articles import html
from wordpress.bodies import Wanted, convert

from .old_site import Remembered

YOUTUBE = "https://www.youtube.com/watch?v=aaaaaaaaaaa"


def block(name, inner="", **attributes):
    said = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{said} -->\n{inner}\n<!-- /wp:{name} -->\n\n"


def embed(address, caption=""):
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return block(
        "embed",
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{address}\n</div>{said}</figure>',
        url=address,
    )


BECOMES = {
    "paragraph": (
        block("paragraph", '<p class="has-large-font-size">Лёд <b>стал</b>, <a href="https://old.example/?p=7" target="_blank">ждём</a>.</p>', align="center"),
        '<p>Лёд <strong>стал</strong>, <a href="/2014/05/06/led/">ждём</a>.</p>',
    ),
    "a bold paragraph stays one": (block("paragraph", "<p><strong>Вопрос</strong></p>"), "<p><strong>Вопрос</strong></p>"),
    "heading": (block("heading", '<h1 id="x">Лёд</h1>', level=1) + block("heading", "<h5>Снег</h5>"), "<h2>Лёд</h2><h4>Снег</h4>"),
    "list": (
        block("list", f'<ul>{block("list-item", "<li>хлеб<!-- wp:list --><ol><li>ржаной</li></ol><!-- /wp:list --></li>")}</ul>'),
        "<ul><li><p>хлеб</p><ol><li><p>ржаной</p></li></ol></li></ul>",
    ),
    "quote": (
        block("quote", f'<blockquote class="wp-block-quote">{block("paragraph", "<p>Лёд.</p>")}<cite>Нина</cite></blockquote>'),
        "<blockquote><p>Лёд.</p><cite>Нина</cite></blockquote>",
    ),
    "pull quote": (
        block("pullquote", '<figure class="wp-block-pullquote"><blockquote><p>Лёд.</p><cite>Нина</cite></blockquote></figure>'),
        '<blockquote class="pull"><p>Лёд.</p><cite>Нина</cite></blockquote>',
    ),
    "verse": (block("verse", '<pre class="wp-block-verse">Лёд\n  и снег\n\n<em>и</em> ветер</pre>'), "<p>Лёд<br>\xa0\xa0и снег</p><p><em>и</em> ветер</p>"),
    "code": (block("code", '<pre class="wp-block-code"><code>if a &lt; b:\n    [gallery]</code></pre>'), "<pre>if a &lt; b:\n    [gallery]</pre>"),
    "preformatted": (block("preformatted", "<pre>Юг   <b>3</b>\n Лёд 0</pre>"), "<pre>Юг   <strong>3</strong>\n Лёд 0</pre>"),
    "table": (
        block("table", '<figure class="wp-block-table"><table><thead><tr><th>Лёд</th></tr></thead><tbody><tr><td>40</td></tr></tbody></table><figcaption>По <b>дням</b></figcaption></figure>'),
        "<table><caption>По <strong>дням</strong></caption><tbody><tr><th><p>Лёд</p></th></tr><tr><td><p>40</p></td></tr></tbody></table>",
    ),
    "image": (
        block("image", '<figure class="wp-block-image"><a href="https://old.example/a.jpg"><img src="https://old.example/a-300x200.jpg" alt="Лёд" class="wp-image-12"/></a><figcaption>Лёд</figcaption></figure>', id=12),
        '<figure><img data-file="12"><figcaption>Лёд</figcaption></figure>',
    ),
    "image that led elsewhere": (
        block("image", '<figure><a href="https://old.example/?p=7"><img src="/a.jpg" class="wp-image-12"/></a><figcaption>Лёд</figcaption></figure>'),
        '<figure><img data-file="12"><figcaption><a href="/2014/05/06/led/">Лёд</a></figcaption></figure>',
    ),
    "image known by its attribute": (block("image", '<figure><img src="/a.jpg"/></figure>', id=12), '<figure><img data-file="12"></figure>'),
    "gallery": (
        block("gallery", f'<figure class="wp-block-gallery has-nested-images">{block("image", "<figure><img class=wp-image-1></figure>")}{block("image", "<figure><img class=wp-image-2></figure>")}<figcaption class="blocks-gallery-caption">Лёд</figcaption></figure>'),
        '<figure class="gallery"><img data-file="1"><img data-file="2"><figcaption>Лёд</figcaption></figure>',
    ),
    "gallery of before": (
        block("gallery", '<ul class="wp-block-gallery columns-2"><li class="blocks-gallery-item"><figure><img data-id="1"/></figure></li><li class="blocks-gallery-item"><figure><img data-id="2"/></figure></li></ul>', ids=[1, 2]),
        '<figure class="gallery"><img data-file="1"><img data-file="2"></figure>',
    ),
    "gallery of a theme": (
        '<div class="gallery"><dl class="gallery-item"><dt class="gallery-icon"><img class="wp-image-1" src="/a.jpg"></dt><dd class="wp-caption-text gallery-caption">Лёд</dd></dl><dl class="gallery-item"><dt><img class="wp-image-2" src="/b.jpg"></dt></dl></div>',
        '<figure><img data-file="1"><figcaption>Лёд</figcaption></figure><figure><img data-file="2"></figure>',
    ),
    "gallery with words under its pictures": (
        block("gallery", '<figure class="wp-block-gallery"><figure><img data-id="1"/><figcaption>Лёд</figcaption></figure><figure><img data-id="2"/></figure></figure>'),
        '<figure><img data-file="1"><figcaption>Лёд</figcaption></figure><figure><img data-file="2"></figure>',
    ),
    "gallery of before that led to the pages of its pictures": (
        block("gallery", '<ul class="wp-block-gallery"><li><figure><a href="https://old.example/x/"><img data-id="1" data-link="https://old.example/x/"/></a><figcaption>Лёд</figcaption></figure></li><li><figure><img data-id="2"/></figure></li></ul>'),
        '<figure><img data-file="1"><figcaption>Лёд</figcaption></figure><figure><img data-file="2"></figure>',
    ),
    "cover": (
        block("cover", f'<div class="wp-block-cover"><img class="wp-block-cover__image-background wp-image-3" src="/c.jpg"/><div>{block("paragraph", "<p>Лёд</p>")}</div></div>'),
        '<figure><img data-file="3"></figure><p>Лёд</p>',
    ),
    "cover of before": (
        block("cover", '<div class="wp-block-cover" style="background-image:url(https://old.example/c.jpg)"><p class="wp-block-cover-text">Лёд</p></div>', url="https://old.example/c.jpg"),
        '<figure><img data-file="1025"></figure><p>Лёд</p>',
    ),
    "media and text": (
        block("media-text", f'<div class="wp-block-media-text"><figure><img src="/m.jpg"/></figure><div>{block("paragraph", "<p>Лёд</p>")}</div></div>', mediaId=4),
        '<figure><img data-file="4"></figure><p>Лёд</p>',
    ),
    "columns, groups and buttons": (
        block("columns", block("column", block("group", "<div><p>Лёд</p></div>")) + block("column", "<div><p>Снег</p></div>"))
        + block("buttons", f'<div>{block("button", "<div><a class=wp-block-button__link href=/x>Дальше</a></div>")}</div>'),
        '<p>Лёд</p><p>Снег</p><p><a href="/x">Дальше</a></p>',
    ),
    "embed": (embed("https://youtu.be/aaaaaaaaaaa", "Лёд"), f'<div class="embed" data-url="{YOUTUBE}" data-title="Лёд"></div>'),
    "embed of before": (
        '<!-- wp:core-embed/youtube {"url":"https://youtu.be/aaaaaaaaaaa"} -->\n<figure><div class="wp-block-embed__wrapper">\nhttps://youtu.be/aaaaaaaaaaa\n</div></figure>\n<!-- /wp:core-embed/youtube -->',
        f'<div class="embed" data-url="{YOUTUBE}"></div>',
    ),
    "embed of nobody we show": (embed("https://video.example/1", "Лёд"), '<p><a href="https://video.example/1">https://video.example/1</a></p><p>Лёд</p>'),
    "video": (block("video", '<figure><video controls src="https://old.example/v.mp4"></video></figure>', id=5), '<p><a href="/media/files/v.mp4">v.mp4</a></p>'),
    "audio": (block("audio", '<figure><audio src="/a.mp3"></audio><figcaption>Песня</figcaption></figure>'), '<p><a href="/media/files/a.mp3">Песня</a></p>'),
    "file": (
        block("file", '<div class="wp-block-file"><object class="wp-block-file__embed" data="/f.pdf"></object><a href="/f.pdf">Указ</a><a href="/f.pdf" class="wp-block-file__button" download>Скачать</a></div>', id=6),
        '<p><a href="/media/files/f.pdf">Указ</a></p>',
    ),
    "separator and spacer": (block("separator", "<hr/>") + block("spacer", '<div style="height:9px"></div>') + block("paragraph", "<p>a</p>"), "<hr><p>a</p>"),
    "more and page break": (
        block("paragraph", "<p>a</p>") + block("more", "<!--more Читать дальше-->") + block("nextpage", "<!--nextpage-->") + block("paragraph", "<p>b</p>"),
        "<p>a</p><p>b</p>",
    ),
    "html": (block("html", "<div>a<br>b</div><script>x</script><style>y</style>"), "<p>a<br>b</p>"),
    "classic between blocks": (block("paragraph", "<p>a</p>") + "b\nc\n\nd" + block("paragraph", "<p>e</p>"), "<p>a</p><p>b<br>c</p><p>d</p><p>e</p>"),
    "details": (
        block("details", f'<details class="wp-block-details"><summary>Справка</summary>{block("paragraph", "<p>Лёд</p>")}</details>'),
        '<section class="facts"><h3>Справка</h3><p>Лёд</p></section>',
    ),
    "networks": ('<!-- wp:social-link {"url":"https://vk.com/led","service":"vk"} /-->', '<p><a href="https://vk.com/led">vk.com/led</a></p>'),
}  # fmt: skip


@pytest.mark.parametrize("name", BECOMES)
def test_each_block_becomes_what_the_editor_could_have_made(name):
    content, stored = BECOMES[name]
    body = convert(content, Remembered())
    assert body.html == stored == html.clean(stored)
    assert not body.unknown
    assert not body.missing


def test_a_gallery_whose_words_the_library_knows_stays_one():
    content = BECOMES["gallery with words under its pictures"][0]
    stored = '<figure class="gallery"><img data-file="1"><img data-file="2"></figure>'
    assert convert(content, Remembered(captions={1: "Лёд"})).html == stored


def test_a_reusable_block_stands_where_it_was_used():
    old = Remembered(blocks={7: block("paragraph", "<p>Лёд</p>")})
    body = convert('<!-- wp:block {"ref":7} /-->' + block("paragraph", "<p>a</p>"), old)
    assert body.html == "<p>Лёд</p><p>a</p>"


def test_a_reusable_block_in_itself_is_read_once():
    inside = '<!-- wp:block {"ref":8} /-->'
    old = Remembered(blocks={7: f"<p>a</p>{inside}", 8: '<p>b</p><!-- wp:block {"ref":7} /-->'})
    assert convert('<!-- wp:block {"ref":7} /-->', old).html == "<p>a</p><p>b</p>"


def test_a_reusable_block_that_is_gone_is_reported():
    assert convert('<!-- wp:block {"ref":9} /-->', Remembered()).missing == ["?p=9"]


def test_footnotes_are_numbered_in_the_text_and_listed_under_it():
    mark = '<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>'
    content = block("paragraph", f"<p>Лёд{mark} стал.</p>") + "<!-- wp:footnotes /-->"
    notes = json.dumps([{"id": "a1", "content": 'Смотри <a href="/x">там</a>.'}, {"id": "b"}, 5])
    stored = '<p>Лёд¹ стал.</p><hr><ol><li><p>Смотри <a href="/x">там</a>.</p></li></ol>'
    assert convert(content, Remembered(), notes).html == stored
    assert (
        convert(content.replace("<!-- wp:footnotes /-->", ""), Remembered(), notes).html == stored
    )
    assert convert(content, Remembered(), "a:0:{}").html == "<p>Лёд¹ стал.</p>"


def test_an_unknown_block_keeps_its_text_and_is_counted():
    content = (
        block("acme/box", "<x-box><p>Лёд</p></x-box>") * 2 + '<!-- wp:latest-posts {"n":5} /-->'
    )
    body = convert(content, Remembered())
    assert body.html == "<p>Лёд</p><p>Лёд</p>"
    assert body.unknown == {"block acme/box": 2, "block core/latest-posts": 1}


def test_words_that_a_plugin_keeps_in_attributes_are_kept():
    said = {
        "title": "Лёд",
        "data": {"quote": "Лёд <b>держит</b>.", "_quote": "field_5f3a", "width": "40"},
    }
    body = convert(f"<!-- wp:acf/quote {json.dumps(said)} /-->", Remembered())
    assert body.html == "<p>Лёд</p><p>Лёд <strong>держит</strong>.</p>"


@pytest.mark.parametrize(
    ("content", "stored"),
    [
        ("<!-- wp:paragraph --><p>a</p>", "<p>a</p>"),
        ("<p>a</p><!-- /wp:paragraph --><p>b</p>", "<p>a</p><p>b</p>"),
        ("<!-- wp:group --><!-- wp:paragraph --><p>a</p><!-- /wp:group --><p>b</p>", "<p>a</p><p>b</p>"),
        ("<!-- wp:paragraph\n<p>a</p><!-- wp:paragraph --><p>b</p><!-- /wp:paragraph -->", "<p>a</p><p>b</p>"),
        ("<p>a</p><!-- wp:paragraph <p>b</p>", "<p>a</p><p>b</p>"),
        ('<!-- wp:image {"id": -->\n<p>a</p><!-- /wp:image -->', "<p>a</p>"),
        ("<!--wp:paragraph--><p>a</p><!--/wp:paragraph-->", "<p>a</p>"),
        ("<!-- a note --><p>a</p><!-- and --", "<p>a</p><p>and --</p>"),
        ("<p>a < b and <c", "<p>a &lt; b and &lt;c</p>"),
        ('<p>a</p><a href="x>b</a> c', "<p>a</p><p>b c</p>"),
    ],
)  # fmt: skip
def test_broken_blocks_and_tags_lose_no_words(content, stored):
    assert convert(content, Remembered()).html == stored


def test_a_picture_that_is_missing_leaves_its_caption_and_is_reported():
    old = Remembered(lost=(12, "/b.jpg"))
    content = block(
        "image",
        '<figure><img src="https://old.example/a.jpg" class="wp-image-12"/><figcaption>Лёд</figcaption></figure>',
    )
    body = convert(content + block("image", '<figure><img src="/b.jpg" alt="Снег"/></figure>'), old)
    assert (
        body.html
        == '<p><a href="https://old.example/a.jpg">Лёд</a></p><p><a href="/b.jpg">Снег</a></p>'
    )
    assert body.missing == ["https://old.example/a.jpg", "/b.jpg"]


def test_the_old_site_is_asked_with_all_that_the_text_knows_of_a_picture():
    old = Remembered()
    convert(
        '<figure><img src="data:," data-src="https://old.example/a.jpg" alt="Лёд" class="alignleft wp-image-12"><figcaption>На <b>Лене</b></figcaption></figure>',
        old,
    )
    convert('<a rel="attachment wp-att-13" href="/x/"><img src="/b.jpg" alt=""></a>', old)
    convert(
        '<img src="/emoji.png" class="emoji" alt="😀"><img src="/count.gif" width="1" height="1">',
        old,
    )
    assert old.wanted == [
        Wanted(12, "https://old.example/a.jpg", "Лёд", "На Лене"),
        Wanted(13, "/b.jpg", "", ""),
    ]
