"""What is no export, or no longer one, is refused with its place; what XML survives, we do."""

import gzip
import io
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpress import wxr

from .export import HEAD, export, item, parsed, posts, refusal

LAUGHS = """<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>"""
WITH_DTD = {
    "billion laughs": LAUGHS,
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "a file of the machine": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a page of the network": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>',
    "parameters": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>',
    "elsewhere": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
    "alone": "<!DOCTYPE rss>",
    "HTML": "<!doctype html>",
}


@pytest.mark.parametrize("name", WITH_DTD)
def test_a_doctype_is_refused_before_anything_is_read(name):
    text = export(item()).replace("?>\n", f"?>\n{WITH_DTD[name]}", 1)
    refused = refusal(text)
    # In small letters it is none to XML, only a mistake.
    assert refused.reason.startswith("DTD not allowed") or name == "HTML"
    assert refused.line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_doctype_is_refused_in_every_encoding(encoding):
    text = export(item()).replace("?>\n", f"?>\n{LAUGHS}", 1).replace("UTF-8", encoding)
    assert refusal(text.encode(encoding)).reason.startswith("DTD not allowed")


def test_utf_7_and_other_surprises_are_refused_by_name():
    for name in ("UTF-7", "rot13", "zlib", "unicode_escape", "idna", "klingon"):
        text = export().replace("UTF-8", name)
        assert (
            refusal(text).reason
            == f"The encoding {name.upper()} is not read: save the file as UTF-8."
        )


def test_an_entity_of_nobody_is_refused_with_its_place():
    refused = refusal(export(item(more="<x>&mine;</x>")))
    assert "entity that XML does not know" in refused.reason
    assert refused.line == 30
    assert refusal(export(item(more='<x y="&mine;"/>'))).line == 30


def test_another_file_is_never_included():
    more = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    (post,) = posts(export(item(more=more)))
    assert "root" not in repr(post)


@pytest.mark.parametrize(
    ("data", "said", "line"),
    [
        (b"", "The file is empty.", None),
        (b"x", "This is not well-formed XML.", 1),
        (b"<", "The file was cut: it ends before the export does.", 1),
        (b"<html><p>x</html>", "This is XML, but no export of WordPress.", 1),
        (b"\n\n<rss><channel><title>x</title><item/></channel></rss>",
         "This is RSS, but no export of WordPress.", 3),
        (b"PK\x03\x04rest", "This is a ZIP archive: unpack it first.", None),
        (b"\x1f\x8bnothing", "The gzip packing of the file is broken.", None),
        (gzip.compress(b"", mtime=0), "The file is empty.", None),
        (gzip.compress(export(item()).encode(), mtime=0)[:-9],
         "The file was cut: its gzip packing has no end.", None),
        (export().replace("<wp:wxr_version>1.2", "<wp:wxr_version>2.0").encode(),
         "This is WXR 2.0; what can be read is WXR 1.0 to 1.2.", None),
        ((export() + "<rss/>").encode(), "Something stands after the end of the export.", 15),
        (export(item(more="<a></b>")).encode(),
         "This is not well-formed XML: the tag that is closed here is not the one that is open.",
         30),
        (export(item("лёд")).encode("cp1251"),
         "Here stand bytes that are not UTF-8. “iconv -f UTF-8 -t UTF-8 -c” takes such bytes out.",
         7),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_a_sentence(data, said, line):
    refused = refusal(data)
    assert refused.reason == said
    if line:
        assert (refused.line, refused.column >= 1) == (line, True)


def test_a_file_that_was_cut_is_refused_wherever_it_was():
    whole = export(item(), item()).encode()
    for place in random.Random(5).sample(range(1, len(whole) - 10), 60):
        refused = refusal(whole[:place])
        assert 1 <= refused.line <= 48


def test_what_stood_before_the_cut_was_there():
    whole = export(item(), item("x" * 200_000), item()).encode()
    found = []
    with pytest.raises(wxr.NotWXR) as refused:
        found.extend(wxr.parse(io.BytesIO(whole[:-2000]), name="day.xml"))
    assert [type(one).__name__ for one in found] == ["Site", "Post"]
    assert refused.value.name == "day.xml"


def test_characters_that_xml_forbids_are_taken_out_and_the_lines_stay_true():
    content = "Слово\x0bза слово,\x00 да\x08льше\x1f"
    first, second = posts(export(item(content), item(post_id="-1")))
    assert first.content == "Слово за слово, дальше"
    assert first.faults == ("Characters that XML forbids were taken out.",)
    assert second.faults == ("The number “-1” cannot be right.",)
    assert second.line == first.line + 18
    broken = refusal(export(item(content)).replace("</content", "\x0b\x0b</conten"))
    assert broken.line == 18


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1251", "koi8-r"]
)
def test_an_export_in_another_encoding_says_the_same(encoding):
    text = export(item("Лёд\x0b и снег"))
    declared = {"cp1251": "windows-1251", "koi8-r": "KOI8-R"}.get(encoding, "UTF-8")
    assert parsed(text.replace("UTF-8", declared).encode(encoding)) == parsed(text)


def test_empty_lines_before_the_file_are_forgiven_and_counted():
    text = "\r\n\n  \n" + export(item())
    assert posts(text)[0].line == 16


def test_a_packed_export_is_the_same_and_so_are_several_in_a_row():
    text = export(*(item(post_id=str(number)) for number in range(1, 300)))
    data = text.encode()
    assert parsed(gzip.compress(data)) == parsed(text)
    parts = gzip.compress(data[:7777]) + gzip.compress(data[7777:]) + b"\0" * 512
    assert parsed(parts) == parsed(text)


def test_nesting_without_end_is_refused():
    refused = refusal(export(item(more="<a>" * 5000 + "</a>" * 5000)))
    assert refused.reason == "Elements stand in one another more than 100 deep."


def test_a_tag_without_end_is_refused_before_it_fills_the_memory():
    for endless in ('<a b="' + "x" * 3_000_000, "<!--" + "x" * 3_000_000):
        refused = refusal(HEAD.format(version="1.2") + endless)
        assert refused.reason == "A tag or an XML comment is longer than 1 MB."


def test_a_text_of_20_mb_is_passed_over_and_the_others_are_read():
    huge = io.BytesIO(export(item("x" * 21 * 2**20), item(post_id="8")).encode())
    _site, passed, whole = wxr.parse(huge)
    assert (passed.id, passed.content, passed.is_whole) == (7, "", False)
    assert passed.faults == ("A text longer than 20 MB was passed over.",)
    assert (whole.id, whole.is_whole) == (8, True)


def test_memory_does_not_grow_with_the_file():
    text = item("Лёд стал. " * 100, more="<wp:comment><x>y</x></wp:comment>" * 20).encode()

    class Endless:
        """An export of thousands of items that nobody wrote down."""

        def __init__(self, items):
            self.parts = iter(
                [export().partition("</channel>")[0].encode(), *[text] * items, b"</channel></rss>"]
            )

        def read(self, size):
            return next(self.parts, b"")

    def most(items):
        tracemalloc.start()
        for _one in wxr.parse(Endless(items)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert most(600) < most(100) + 100_000


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [HEAD.format(version="1.1"), item(), "<item>", "</item>", "<wp:post_id>",
             "</wp:post_id>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x>", "&#11;", "&lt;",
             "<wp:postmeta>", "<wp:meta_key>", "</wp:meta_key>", "<category domain='x'", ">",
             "</channel></rss>", "\x0b"]
        ).map(str.encode),
        st.binary(max_size=12),
        st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
    max_size=25,
).map(b"".join)  # fmt: skip


@given(st.one_of(st.binary(max_size=300), PIECES, PIECES.map(gzip.compress)))
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_raise_anything_but_the_refusal(data):
    try:
        found = parsed(data)
    except wxr.NotWXR as refused:
        assert refused.reason
        assert refused.line is None or refused.line >= 1
    else:
        assert isinstance(found[0], wxr.Site)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_no_change_of_an_export_raises_anything_but_the_refusal(data):
    whole = bytearray(export(item(), item(post_date_gmt="0000-00-00 00:00:00")).encode())
    for _time in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=4))
    try:
        parsed(bytes(whole))
    except wxr.NotWXR as refused:
        assert refused.reason
