"""What is stored: only what the editor can make, whatever was sent."""

import time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import html

from .allowed import STORED, wrong_in
from .vectors import TEXTS, all_vectors

VECTORS = list(all_vectors())


def judge(vector):
    stored = html.clean(vector)
    assert not wrong_in(stored)
    assert html.clean(stored) == stored
    # A browser reads the stored text as the very tags that were written.
    as_read = nh3.clean(
        stored,
        tags=set(STORED),
        attributes={"*": {"class", "start", "colspan", "rowspan", "data-file", "href"}},
        generic_attribute_prefixes={"data-"},
        link_rel=None,
    )
    assert as_read.count("<") == stored.count("<")
    page = html.render(vector, {})
    assert "__xss()" not in page or "<script" not in page
    html.text_of(vector)
    html.image_ids(vector)


def test_the_corpus_is_large():
    assert len(set(VECTORS)) > 1000


@pytest.mark.parametrize("part", range(16))
def test_no_known_trick_leaves_the_allow_list(part):
    for vector in VECTORS[part::16]:
        judge(vector)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(TEXTS),
        st.sampled_from(
            """<p> </p> <b> </b> <em> </em> <a href="/x"> </a> <ul> </ul> <ol> <li> </li> <h2> </h2>
            <blockquote> </blockquote> <blockquote_class=pull> <cite> </cite> <table> </table>
            <caption> <thead> <tr> </tr> <td> </td> <th> <td_rowspan=3> <td_colspan=2> <figure>
            </figure> <figure_class=gallery> <img_data-file=1> <img_data-file=2> <figcaption>
            </figcaption> <section_class=facts> </section> <br> <hr> <div> </div>
            <div_class=embed_data-url=https://youtu.be/aaaaaaaaaaa> · x y <pre> </pre>
            &nbsp; <svg> </svg>
            <math> <style> </style> <template> </template> <!-- -->""".replace("_class", " class")
            .replace("_data", " data")
            .replace("_rowspan", " rowspan")
            .replace("_colspan", " colspan")
            .split()
        ),
        st.sampled_from([" ", "  ", "\n", "\n\n"]),
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)


@given(MARKUP)
@settings(max_examples=400, deadline=None)
@example("<ul><li><img data-file=1></ul>")
def test_no_markup_whatever_leaves_the_allow_list(vector):
    judge(vector)


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_string_whatever_leaves_the_allow_list(vector):
    judge(vector)


LONG = [
    ("<div>", 40_000),
    ("<ul><li>", 25_000),
    ("<b></p>", 28_000),
    ("<p><b>", 30_000),
    ("<table><td>", 18_000),
    ("<td>x", 39_000),
    ("<blockquote><p>x", 12_000),
    ('<section class="facts"><p>x', 7_000),
    ("<p>· x", 30_000),
    ("<b>x</b>y", 22_000),
    ("x<br>", 40_000),
    ('<div title="', 16_000),
    ('<div title=">', 15_000),
    ("<", 200_000),
    ("&", 200_000),
    ("a\u0301 ", 66_000),
    ("· ", 100_000),
    ("«", 200_000),
    ("&nbsp;", 33_000),
]


@pytest.mark.gameday
@pytest.mark.parametrize(("piece", "times"), LONG)
def test_twice_the_longest_and_deepest_text_takes_about_twice_the_time(piece, times):
    before = "<table><tr>" if piece.startswith("<td>") else ""
    half, whole = before + piece * (times // 2), before + piece * times
    # A quadratic takes four times as long every time; a busy machine can fool one try.
    ratios = (seconds_to_clean(whole) / max(seconds_to_clean(half), 0.05) for _try in range(4))
    assert any(ratio < 3 for ratio in ratios)
    assert not wrong_in(html.clean(whole))


def seconds_to_clean(text):
    """Return the seconds of this process alone, whoever else is busy."""
    html.lately._kept.clear()
    began = time.process_time()
    html.clean(text)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("Привет", "<p>Привет</p>"),
        ("<p>«Лёд & снег» &amp; &laquo;дождь&raquo;\xa0&&&nbsp;№&#xE026;</p>",
         "<p>«Лёд &amp; снег» &amp; «дождь»\xa0&amp;&amp;\xa0№&amp;</p>"),
        ('<a href="/?a=1&b=2&copy=3&=«4»">x</a>',
         '<p><a href="/?a=1&amp;b=2&amp;copy=3&amp;=%C2%AB4%C2%BB">x</a></p>'),
        ("<p> a  b\n c </p>", "<p>a b c</p>"),
        ("<p></p><p>&nbsp;</p><p><br></p>", ""),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<pre>\n\n  a\tb\n\n c <b>d</b> \n</pre>", "<pre>  a    b\n\n c <strong>d</strong></pre>"),
        ("<pre><code>a<br>b</code><p>c</p></pre>", "<pre>a\nb\nc</pre>"),
        ("<blockquote><pre>a  b\nc</pre></blockquote>", "<blockquote><p>a b<br>c</p></blockquote>"),
        ("<pre>a<img data-file=7>b</pre>", '<pre>ab</pre><figure><img data-file="7"></figure>'),
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<b>a</b><i>b</i><u>c</u>", "<p><strong>a</strong><em>b</em>c</p>"),
        ("<p><b>a</b><b>b</b></p>", "<p><strong>ab</strong></p>"),
        ("<i><b>a</b></i>", "<p><strong><em>a</em></strong></p>"),
        ("<p>· a</p><p>·&nbsp;&nbsp; b</p><p>c</p>",
         "<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li><p>a</p></li></ol>'),
        ("<blockquote>a<footer>b</footer></blockquote>",
         "<blockquote><p>a</p><cite>b</cite></blockquote>"),
        ("<table><thead><tr><td>a</thead><tr><td>b</table>",
         "<table><tbody><tr><th><p>a</p></th></tr><tr><td><p>b</p></td></tr></tbody></table>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>",
         "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr>"
         "<tr><td><p>c</p></td><td></td></tr></tbody></table>"),
        ('<img src="/media/x.jpg" data-file="7" alt="x">', '<figure><img data-file="7"></figure>'),
        ("<p>a<img data-file=7>b</p>", '<p>a</p><figure><img data-file="7"></figure><p>b</p>'),
        ("<p><img src=https://elsewhere.example/x.png></p>", ""),
        ('<iframe src="https://www.youtube.com/embed/aaaaaaaaaaa?rel=0"></iframe>',
         '<div class="embed" data-url="https://www.youtube.com/watch?v=aaaaaaaaaaa"></div>'),
        ('<div class="embed" data-url="https://video.example/1"></div>',
         '<p><a href="https://video.example/1">https://video.example/1</a></p>'),
        ('<a href="https://x.example/" rel="nofollow" target="_blank">a</a>',
         '<p><a href="https://x.example/">a</a></p>'),
        ('<a href="www.x.example/ё?a=1&amp;b= 2">a</a>',
         '<p><a href="https://www.x.example/ё?a=1&amp;b=%202">a</a></p>'),
        ('<a href="tel:+7 (411) 2-00-00">a</a>', '<p><a href="tel:+741120000">a</a></p>'),
        ("👩\u200d💻 a\u200db", "<p>👩\u200d💻 ab</p>"),
    ],
)  # fmt: skip
def test_there_is_one_form_for_every_way_to_write_the_same(pasted, stored):
    assert html.clean(pasted) == stored
