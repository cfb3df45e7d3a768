"""Whatever a text holds: nothing raises, nothing leaves the allow-list, no word is lost."""

# ruff: noqa: E501 - markup is read as it stands, in one line

import json
import re
from html.parser import HTMLParser
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import html
from tests.writing.allowed import wrong_in
from tests.writing.vectors import TEXTS, all_vectors
from wordpress.bodies import convert, plain

from .old_site import Remembered

VECTORS = list(all_vectors())


def judge(content, footnotes=""):
    body = convert(
        content, Remembered(lost=(5,), blocks={7: content}, own_pictures=(5, 6)), footnotes
    )
    assert not wrong_in(body.html)
    assert html.clean(body.html) == body.html
    html.text_of(body.html)
    assert "__xss()" not in html.render(body.html, {}) or "<script" not in body.html
    return body


@pytest.mark.parametrize("part", range(8))
def test_no_known_trick_comes_through_an_import(part):
    for vector in VECTORS[part::8]:
        judge(vector)
        judge(f'<!-- wp:paragraph {{"x":{json.dumps(vector)}}} -->{vector}<!-- /wp:paragraph -->')
        judge(
            f'[caption caption="{vector}"]<img src="/x.jpg">{vector}[/caption]',
            json.dumps([{"content": vector}]),
        )


SOUP = st.lists(
    st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from(
            [*"""<p> </p> <b> </b> <em> </em> <a_href="/x"> <a_href="http://x.example/y.jpg"> </a> <ul> </ul>
            <ol_reversed> <li> </li> <h1> </h1> <blockquote> </blockquote> <cite> <table> </table>
            <caption> <thead> <tr> </tr> <td> </td> <th> <td_rowspan=3> <figure>
            <figure_class="wp-block-gallery"> <figure_class="wp-block-pullquote"> </figure>
            <img_src="https://x.example/a.jpg"> <img_class="wp-image-5"> <img_src="data:,x">
            <figcaption> </figcaption> <br> <br/> <hr> <div> </div> <div_class="wp-caption">
            <div_class="wp-frame"_data-address="https://x.example/"> <pre> </pre> <code> <q> </q>
            <sup> </sup> <sub> <dl> <dt> <dd> </dl> <details> <summary> </summary> </details>
            <span_style="font-weight:bold"> </span> <video_src="https://x.example/v.mp4"> </video>
            <audio> <source_src="/a.mp3"> <iframe_src="https://youtu.be/aaaaaaaaaaa"> </iframe>
            <object_data="https://x.example"> <embed_src="https://rutube.ru/"> <svg> </svg> <math>
            <style> </style> <script> </script> <textarea> <template> <noscript> <title> <select>
            <!-- --> <!--more--> <!--nextpage--> <!-- <? <![CDATA[ ]]> < > & &nbsp; &lt; " ' = /
            [gallery] [gallery_ids="5,6"] [caption_id="attachment_5"_caption="x"] [caption] [/caption]
            [embed] [/embed] https://youtu.be/aaaaaaaaaaa https://x.example/y [video_src="/v.mp4"]
            [audio_mp3=https://x.example/a.mp3] [playlist_ids=5] [[gallery]] [/x] [x_y=1] [su_box]
            [ ] [[ ]] · 1 2""".replace("\n", " ").split(" "),
             "\n", "\n\n", " ",
             *(f"<!--_wp:{name}_-->" for name in ("paragraph", "list", "image_{\"id\":5}", "gallery",
               "cover_{\"url\":\"https://x.example/c.jpg\",\"id\":6}", "x/y", "embed_{\"url\":\"https://youtu.be/aaaaaaaaaaa\"}",
               "block_{\"ref\":7}", "block_{\"ref\":8}", "more", "footnotes", "verse", "shortcode", "html", "file_{\"id\":5}", "broken_{"))],
        ).map(lambda piece: piece.replace("_", " ")),
        *(st.just(f"<!-- /wp:{name} -->") for name in ("paragraph", "list", "x/y", "image")),
        st.just("<!-- wp:spacer /-->"),
        st.text(max_size=8),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(SOUP)
@settings(max_examples=120, deadline=None)
def test_no_markup_whatever_leaves_the_allow_list(content):
    judge(content)


@given(st.text(alphabet=st.characters(), max_size=200), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_string_whatever_leaves_the_allow_list(content, footnotes):
    judge(content, footnotes)


def read_slowly(content):
    """Convert `content` without the short way for plain paragraphs."""
    with mock.patch.multiple(plain, paragraph=lambda *of: None, heading=lambda *of: None):
        return convert(content, Remembered(lost=(5,), blocks={7: ""}, own_pictures=(5, 6)))


NEARLY_PLAIN = st.lists(
    st.one_of(
        st.sampled_from(
            ["Лёд", "стал", "«ждём»", "—", "·", "• ", " ", "  ", "\n", "\n\n", ".", '"', "'", "&", "&amp;",
             "&nbsp;", "\xa0", "&laquo;", "&#8212;", "<", ">", "[", "]", "[1]", "[sic]", "[x]", "[/x]", "😀", "\xad",
             "й", "&shy;", "<br>", "<br />", "<br />\n", "<b>", "</b>", "<i>", "</i>", "<strong>",
             "</strong>", "<em>", "</em>", '<a href="/x">', '<a href="https://old.example/?p=7" rel="x">',
             '<a href="javascript:x">', '<a href="">', "<a name='x'>", "</a>", "https://x.example/", "<p>", "</p>",
             '<p class="x">', "<h1>", "</h1>", "<h3>", "</h3>", "<h3 id='x'>", "<u>", "</u>", "<!--more-->", "<!--", "-->", "<img src='/a.jpg'>",
             "<!-- wp:paragraph -->\n<p>", "</p>\n<!-- /wp:paragraph -->\n\n", "<!-- wp:heading -->\n<h2>",
             "</h2>\n<!-- /wp:heading -->\n", "<!-- wp:list --><ul><li>", "</li></ul><!-- /wp:list -->",
             "[caption]", "[/caption]", "[gallery]", "<blockquote>", "</blockquote>", "<div>", "</div>"]
        ),
        st.text(alphabet="аб ·\n<>&x", max_size=6),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(NEARLY_PLAIN, SOUP))
@settings(max_examples=200, deadline=None)
def test_the_short_way_for_plain_paragraphs_leads_to_the_same(content):
    body = judge(content)
    slowly = read_slowly(content.replace('"ref":7', '"ref":8'))
    if '"ref"' not in content:
        assert (body.html, body.unknown, body.missing) == (
            slowly.html,
            slowly.unknown,
            slowly.missing,
        )


def test_letters_of_the_short_way_are_such_that_no_rule_changes():
    letters = re.compile(f"[{plain.LETTERS}]")
    for letter in filter(letters.fullmatch, map(chr, range(0x11000))):
        assert html.clean(f"<p>я{letter}я</p>") == f"<p>я{letter}я</p>"
        assert html.clean(f"<p>{letter}я</p>") == f"<p>{letter}я</p>" or letter in "\xa0·•‣"


class Words(HTMLParser):
    """Collects the words readers find in stored HTML, names of embeds among them."""

    def __init__(self):
        super().__init__()
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.text.append(f" {dict(attributes).get('data-title', '')} ")

    def handle_data(self, data):
        self.text.append(data)


def words_in(stored):
    reader = Words()
    reader.feed(stored)
    reader.close()
    # Whole words: two that were run together are lost, both of them.
    return set(re.findall(r"\w+", "".join(reader.text)))


PHRASE = st.integers(0, 99_999).map(lambda number: f"сл{number}")
INLINE = st.recursive(
    PHRASE,
    lambda inside: st.one_of(
        st.tuples(
            st.sampled_from(["strong", "em", "b", "i", "u", "s", "span", "code", "mark", "small", "kbd",
                             "a href='https://x.example/'", "q", "sub", "font color=red", "abbr title='x'"]),
            inside,
        ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
        st.tuples(inside, inside).map(" & ".join),
        st.tuples(inside, inside).map("<br />\n".join),
        st.tuples(inside, inside).map(" [sic] ".join),
        st.tuples(inside, inside).map(" <!-- note --> ".join),
        inside.map(lambda words: f"[highlight color='red']{words}[/highlight]"),
        inside.map(lambda words: f"a < b {words}"),
    ),
    max_leaves=4,
)  # fmt: skip


def blocked(name, html, attributes=""):
    return f"<!-- wp:{name} {attributes}-->\n{html}\n<!-- /wp:{name} -->\n\n"


LEAVES = {
    "paragraph": lambda words: blocked("paragraph", f"<p>{words}</p>"),
    "heading": lambda words: blocked("heading", f'<h1 class="wp-block-heading">{words}</h1>', '{"level":1} '),
    "verse": lambda words: blocked("verse", f'<pre class="wp-block-verse">{words}\n{words}</pre>'),
    "code": lambda words: blocked("code", f'<pre class="wp-block-code"><code>{words}</code></pre>'),
    "preformatted": lambda words: blocked("preformatted", f"<pre>{words}</pre>"),
    "image": lambda words: blocked("image", f'<figure class="wp-block-image"><a href="/x"><img src="/a.jpg" class="wp-image-6"/></a><figcaption>{words}</figcaption></figure>', '{"id":6} '),
    "lost image": lambda words: blocked("image", f'<figure><img src="/b.jpg" class="wp-image-5"/><figcaption>{words}</figcaption></figure>'),
    "gallery": lambda words: blocked("gallery", f'<figure class="wp-block-gallery"><ul><li><figure><img src="/a.jpg"/><figcaption>{words}</figcaption></figure></li><li><figure><img src="/b.jpg"/></figure></li></ul><figcaption>{words}</figcaption></figure>'),
    "table": lambda words: blocked("table", f"<figure><table><thead><tr><th>{words}</th></tr></thead><tr><td>1</td><td>{words}</td></tr></table><figcaption>{words}</figcaption></figure>"),
    "embed": lambda words: blocked("embed", f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/aaaaaaaaaaa\n</div><figcaption>{words}</figcaption></figure>'),
    "video": lambda words: blocked("video", f'<figure><video controls src="/v.mp4">x</video><figcaption>{words}</figcaption></figure>', '{"id":5} '),
    "file": lambda words: blocked("file", f'<div class="wp-block-file"><a href="/f.pdf">{words}</a><a href="/f.pdf" class="wp-block-file__button" download>Download</a></div>'),
    "button": lambda words: blocked("button", f'<div class="wp-block-button"><a class="wp-block-button__link">{words}</a></div>'),
    "unknown": lambda words: blocked("shop/price", f"<x-price>{words}</x-price>"),
    "unclosed": lambda words: f"<!-- wp:paragraph --><p>{words}\n\n",
    "broken": lambda words: f"<!-- wp:paragraph \n<p>{words}</p>",
    "html": lambda words: blocked("html", f"<form><label>{words}</label><button>{words}</button></form>"),
    "shortcode": lambda words: blocked("shortcode", f"[su_box title='x']{words}[/su_box]"),
    "classic": lambda words: f"{words}\n\n{words}\n",
    "caption": lambda words: f'[caption id="attachment_6" width="3"]<img src="/a.jpg" /> {words}[/caption]\n',
    "lost caption": lambda words: f"[caption id='attachment_5']<a href='/b'><img src='/b.jpg' class='wp-image-5'></a>{words}[/caption]\n",
    "open caption": lambda words: f'[caption id="attachment_6"]<img src="/a.jpg" /> {words}\n',
    "terms": lambda words: f"<dl><dt>{words}</dt><dd>{words}</dd></dl>",
    "textarea": lambda words: f"<textarea>{words}</textarea><select><option>{words}</option></select>",
}  # fmt: skip
AROUND = {
    "group": lambda inside: blocked("group", f'<div class="wp-block-group">{inside}</div>'),
    "columns": lambda inside: blocked("columns", f'<div class="wp-block-columns">{blocked("column", f"<div>{inside}</div>")}</div>'),
    "cover": lambda inside: blocked("cover", f'<div class="wp-block-cover" style="background-image:url(/c.jpg)"><div>{inside}</div></div>', '{"url":"/c.jpg"} '),
    "media": lambda inside: blocked("media-text", f'<div><figure><img src="/m.jpg"/></figure><div>{inside}</div></div>'),
    "quote": lambda inside: blocked("quote", f'<blockquote class="wp-block-quote">{inside}<cite>сл0</cite></blockquote>'),
    "pullquote": lambda inside: blocked("pullquote", f'<figure class="wp-block-pullquote"><blockquote>{inside}<cite>сл1</cite></blockquote></figure>'),
    "list": lambda inside: blocked("list", f'<ul>{blocked("list-item", f"<li>сл2 {inside}</li>")}</ul>'),
    "details": lambda inside: blocked("details", f"<details><summary>сл3</summary>{inside}</details>"),
    "unknown": lambda inside: blocked("acme/box", f"<section>{inside}</section>"),
    "row": lambda inside: f"[row][col]{inside}[/col][col]сл4[/col][/row]",
    "cell": lambda inside: f"<table><tr><td>{inside}</td><td>сл5</td></tr></table>",
    "deep": lambda inside: "<div><span>" * 15 + inside + "</span></div>" * 15,
}  # fmt: skip
DOCUMENT = st.recursive(
    st.tuples(st.sampled_from(sorted(LEAVES)), INLINE).map(lambda pair: LEAVES[pair[0]](pair[1])),
    lambda inside: st.one_of(
        st.tuples(st.sampled_from(sorted(AROUND)), inside).map(
            lambda pair: AROUND[pair[0]](pair[1])
        ),
        st.tuples(inside, inside).map("".join),
    ),
    max_leaves=8,
)


@given(DOCUMENT)
@settings(max_examples=80, deadline=None)
def test_no_word_of_a_text_is_lost(content):
    body = judge(content)
    assert set(re.findall(r"сл\d+", content)) <= words_in(body.html)
