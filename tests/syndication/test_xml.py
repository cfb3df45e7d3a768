"""Feeds are written straight into text, as Django's own generator would write them."""

import io

from django.utils.xmlutils import SimplerXMLGenerator

from articles.xml import Writer


def write(handler):
    handler.startElement("rss", {"version": "2.0", "a": 'кавычки "и" <знаки>'})
    handler.startElement("item", {})
    handler.addQuickElement("title", "Лёд & вода < 0 > «минус»")
    handler.addQuickElement("enclosure", "", {"url": "/x?a=1&b='2'", "length": "0"})
    handler.addQuickElement("link", None, {"rel": "self"})
    handler.addQuickElement("empty")
    handler.startElement("media:content", {"url": "/y"})
    handler.endElement("media:content")
    handler.startElement("media:content", {"url": "/z", "note": "две\nстроки\t"})
    handler.addQuickElement("media:title", "Снимок", {"type": "plain"})
    handler.endElement("media:content")
    handler.endElement("item")
    handler.endElement("rss")


def test_the_writer_writes_what_the_generator_writes():
    expected = io.StringIO()
    generator = SimplerXMLGenerator(expected, "utf-8", short_empty_elements=True)
    generator.startDocument()
    write(generator)
    ours = Writer()
    write(ours)
    assert ours.text() == expected.getvalue()
