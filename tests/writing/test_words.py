"""The words of a story, the quick way and the thorough one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import html
from articles.html import _texts
from articles.html.lately import read

PIECES = [
    "<p>", "</p>", "<h2>", "</h2>", "<h3>", "</h3>", "<strong>", "</strong>", "<em>", "</em>",
    '<a href="/x/">', "</a>", "<br>", "&amp;", "&lt;", "&am", "p;", "&", "лёд", " ", "\n", "\u00a0",
    "\u200b", "\u00ad", "\x00", "\x85", "<p>Слово.</p>", "<ul><li>", "</li></ul>", "<", ">", '"',
]  # fmt: skip


def thoroughly(body):
    return " ".join(" ".join(_texts(read(body))).split())


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_quick_way_reads_what_the_thorough_one_reads(body):
    assert html.text_of(body) == thoroughly(body)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_it_does_so_of_every_text_as_it_is_stored(body):
    stored = html.clean(body)
    assert html.text_of(stored) == thoroughly(stored)


@pytest.mark.parametrize("body", ["<p>" + "слово " * 50_000, "<p>" * 20_000, "<p>a" + "&" * 9_999])
def test_no_text_takes_long(body):
    assert html.text_of(body) == thoroughly(body)
