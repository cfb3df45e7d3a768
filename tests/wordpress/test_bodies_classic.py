"""Texts from before blocks: lines, shortcodes, and the HTML of twenty years."""

# ruff: noqa: E501 - a shortcode is read as one line

import time

import pytest

from wordpress.bodies import convert

from .old_site import Remembered

YOUTUBE = '<div class="embed" data-url="https://www.youtube.com/watch?v=aaaaaaaaaaa"></div>'
GALLERY = '<figure class="gallery"><img data-file="5"><img data-file="6"></figure>'
BECOMES = [
    # Lines
    ("Лёд\n\nСнег\nи ветер\n", "<p>Лёд</p><p>Снег<br>и ветер</p>"),
    ("Лёд\r\n\r\nСнег\r\nи", "<p>Лёд</p><p>Снег<br>и</p>"),
    ("a\n \n&nbsp;\n\nb", "<p>a</p><p>b</p>"),
    ("a<br />\nb<br/>\n\nc", "<p>a<br>b</p><p>c</p>"),
    ("<p>a\nb</p>\n<p style='text-align:center'>c</p>\n\nd", "<p>a<br>b</p><p>c</p><p>d</p>"),
    ("<h2>a</h2>\nb\n<ul>\n\t<li>c</li>\n\n\t<li>d\ne</li>\n</ul>\nf", "<h2>a</h2><p>b</p><ul><li><p>c</p></li><li><p>d<br>e</p></li></ul><p>f</p>"),
    ("<blockquote>a\n\nb</blockquote>\nc", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
    ("<strong>a\n\nb</strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    ("<pre>a\n\n  b</pre>\nc", "<pre>a\n\n  b</pre><p>c</p>"),
    ("<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>", "<table><tbody><tr><td><p>a<br>b</p></td></tr></tbody></table>"),
    ("<script>\na\n\nb</script>c", "<p>c</p>"),
    # Marks
    ("a<!--more-->b\n\n<!--more Дальше-->\n\nc<!--nextpage-->d", "<p>ab</p><p>cd</p>"),
    ("H<sub>2</sub>O, м<sup>2</sup>, 5<sup>th</sup>", "<p>H₂O, м², 5th</p>"),
    ("<q>Лёд</q> и <q>ice</q>", "<p>«Лёд» и “ice”</p>"),
    ('<span style="font-weight: 700"><span style="font-style:italic">a</span></span>', "<p><strong><em>a</em></strong></p>"),
    ("<dl><dt>a</dt><dd>b</dd></dl>", "<p><strong>a</strong></p><p>b</p>"),
    ("<center>a</center><font color=red>b</font><marquee>c</marquee>", "<p>a</p><p>bc</p>"),
    # Addresses on a line of their own
    ("a\n\nhttps://youtu.be/aaaaaaaaaaa\n\nb", f"<p>a</p>{YOUTUBE}<p>b</p>"),
    ("a\nhttps://youtu.be/aaaaaaaaaaa\nb", f"<p>a</p>{YOUTUBE}<p>b</p>"),
    ("<p>https://youtu.be/aaaaaaaaaaa</p>", YOUTUBE),
    ("https://t.me/durov/5", '<div class="embed" data-url="https://t.me/durov/5"></div>'),
    ("https://x.example/a?b=1&amp;c=2", '<p><a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a></p>'),
    ("Смотри https://youtu.be/aaaaaaaaaaa", "<p>Смотри https://youtu.be/aaaaaaaaaaa</p>"),
    ("<ul><li>https://youtu.be/aaaaaaaaaaa</li></ul>", "<ul><li><p>https://youtu.be/aaaaaaaaaaa</p></li></ul>"),
    ('<iframe src="//www.youtube.com/embed/aaaaaaaaaaa" width="5"></iframe>', YOUTUBE),
    ('<iframe src="https://map.example/?x=1" title="Карта"></iframe>', '<p><a href="https://map.example/?x=1">Карта</a></p>'),
    ('<object><param name="movie" value="x"><embed src="http://www.youtube.com/v/aaaaaaaaaaa?fs=1"></object>', YOUTUBE),
    # Pictures
    ('<a href="/a.jpg"><img class="alignleft size-medium wp-image-5" src="/a-300x200.jpg" alt=""></a> Лёд', '<figure><img data-file="5"></figure><p>Лёд</p>'),
    ('a <img src="/s.gif" class="wp-smiley" alt=":)"> b', "<p>a :) b</p>"),
    ('<div class="wp-caption"><img class="wp-image-5" src="/a.jpg"><p class="wp-caption-text">Лёд</p></div>', '<figure><img data-file="5"><figcaption>Лёд</figcaption></figure>'),
    ('[caption id="attachment_5" align="alignleft" width="300"]<a href="/a.jpg"><img src="/a.jpg" /></a> Лёд <em>стал</em>[/caption]\nСнег', '<figure><img data-file="5"><figcaption>Лёд <em>стал</em></figcaption></figure><p>Снег</p>'),
    ('[caption id="attachment_5" caption="Лёд &quot;стал&quot;"]<img src="/a.jpg" />[/caption]', '<figure><img data-file="5"><figcaption>Лёд "стал"</figcaption></figure>'),
    ('[wp_caption id=attachment_5]<img src="/a.jpg" /> Лёд[/wp_caption]', '<figure><img data-file="5"><figcaption>Лёд</figcaption></figure>'),
    ('[caption id="attachment_5"]<img src="/a.jpg" /> a\n\n[caption id="attachment_6"]<img src="/b.jpg" />b[/caption]\n\nc',
     '<figure><img data-file="5"><figcaption>a</figcaption></figure><figure><img data-file="6"><figcaption>b</figcaption></figure><p>c</p>'),
    ('[caption]<img class="wp-image-5" src="/a.jpg">\n\nЛёд', '<figure><img data-file="5"></figure><p>Лёд</p>'),
    # Shortcodes, in every way of quoting
    ("[gallery]", GALLERY),
    ('[gallery ids="5,6" columns="2"]', GALLERY),
    ("[gallery ids='5, 6']", GALLERY),
    ("[gallery ids=5,6 /]", GALLERY),
    ("[gallery ids=&quot;5,6&quot;]", GALLERY),
    ("[gallery ids=“5,6”]", GALLERY),
    ("[gallery ids=”5,6″]", GALLERY),
    ("[gallery include=5,6]a", f"{GALLERY}<p>a</p>"),
    ("[[gallery]] и [[audio src=x]]", "<p>[gallery] и [audio src=x]</p>"),
    ("<pre>[gallery]</pre>", "<pre>[gallery]</pre>"),
    ("[embed width='5']https://youtu.be/aaaaaaaaaaa[/embed]", YOUTUBE),
    ("[youtube https://youtu.be/aaaaaaaaaaa]", YOUTUBE),
    ("[youtube=https://youtu.be/aaaaaaaaaaa]", YOUTUBE),
    ('[audio mp3="https://old.example/a.mp3"][/audio]', '<p><a href="/media/files/a.mp3">a.mp3</a></p>'),
    ("[audio https://old.example/a.mp3]", '<p><a href="/media/files/a.mp3">a.mp3</a></p>'),
    ('[video width="5" mp4="/v.mp4" poster="/p.jpg"]x[/video]', '<p><a href="/media/files/v.mp4">v.mp4</a></p>'),
    ('[video src="https://youtu.be/aaaaaaaaaaa"]', YOUTUBE),
    ("[playlist ids=7,8]", '<p><a href="/media/files/7">7</a></p><p><a href="/media/files/8">8</a></p>'),
    # Words in brackets
    ("Он [так в тексте] сказал [1] и [...]", "<p>Он [так в тексте] сказал [1] и […]</p>".replace("…", "...")),
]  # fmt: skip


@pytest.mark.parametrize(("content", "stored"), BECOMES)
def test_a_text_of_before_blocks_becomes_what_the_editor_could_have_made(content, stored):
    body = convert(content, Remembered(own_pictures=(5, 6)))
    assert body.html == stored
    assert not body.unknown


@pytest.mark.parametrize(
    ("content", "stored", "unknown"),
    [
        ("[row][col]a[/col][col]b[/col][/row]", "<p>a</p><p>b</p>", {"shortcode [row]": 1, "shortcode [col]": 2}),
        ("[dropcap]Л[/dropcap]ёд", "<p>Лёд</p>", {"shortcode [dropcap]": 1}),
        ('[su_box title="Справка"]a[/su_box]', "<p>Справка</p><p>a</p>", {"shortcode [su_box]": 1}),
        ('[button url="https://x.example" text="Купить"]', '<p><a href="https://x.example">Купить</a></p>', {"shortcode [button]": 1}),
        ("[contact-form-7 id='5']a", "<p>a</p>", {"shortcode [contact-form-7]": 1}),
        ("Так [sic] и было", "<p>Так [sic] и было</p>", {"shortcode [sic]": 1}),
    ],
)  # fmt: skip
def test_a_shortcode_of_a_plugin_leaves_its_words_and_is_counted(content, stored, unknown):
    body = convert(content, Remembered())
    assert (body.html, body.unknown) == (stored, unknown)


HOSTILE = [
    ("<!-- wp:group -->", 60_000), ("<!-- ", 100_000), ("<!-- wp:a", 60_000), ("<!-- wp:a {", 60_000),
    ("[a ", 100_000), ('[a "', 100_000), ("[a]", 60_000), ("[a][/a]", 40_000), ("[caption]", 50_000),
    ("[gallery", 60_000), ("[/gallery]", 60_000), ("[video]", 60_000), ("[embed]x", 60_000),
    ('<a "', 100_000), ("<a '\"", 80_000), ("<script>", 60_000), ("<div>", 60_000), ("<pre>", 60_000),
    ("<b>x\n\n", 40_000), ("x\n\n", 60_000), ("\n", 200_000), (" ", 300_000), ("<sup>1", 40_000),
    ("<figure><img src=/a>", 20_000), ("<details><summary>x", 20_000), ("<", 200_000), ("&", 200_000),
    ("<p>a</p>\n\n", 30_000), ("https://x.example/\n", 20_000), ("<!-- wp:paragraph -->\n<p>a</p>\n", 10_000),
    ("<i>a</i> ", 40_000), ("a <b", 60_000), ('<img src="', 40_000), ("<ul><li>x", 20_000),
]  # fmt: skip


@pytest.mark.gameday
@pytest.mark.parametrize(("piece", "times"), HOSTILE)
def test_twice_the_longest_text_takes_about_twice_the_time(piece, times):
    def seconds(text):
        began = time.process_time()
        convert(text, Remembered(own_pictures=(5, 6)))
        return time.process_time() - began

    # A quadratic takes four times as long every time; a busy machine can fool one try.
    ratios = (
        seconds(piece * times) / max(seconds(piece * (times // 2)), 0.05) for _try in range(4)
    )
    assert any(ratio < 3 for ratio in ratios)
