"""Invented exports of WordPress, small enough to read."""

import io

from wordpress import wxr

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>Северный день</title>
<link>https://old.example</link>
<language>ru-RU</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
"""
TAIL = "</channel>\n</rss>\n"


def item(content="Лёд стал.", more="", **fields):
    """Return an item; `fields` replace or add `wp:` elements, None leaves one out."""
    wp = {
        "post_id": "7",
        "post_date": "2014-05-06 18:10:00",
        "post_date_gmt": "2014-05-06 09:10:00",
        "post_name": "led",
        "status": "publish",
        "post_type": "post",
        "post_parent": "0",
        "menu_order": "0",
        "post_password": "",
        "is_sticky": "0",
    } | fields
    written = "".join(
        f"<wp:{name}>{text}</wp:{name}>\n" for name, text in wp.items() if text is not None
    )
    return (
        "<item>\n<title><![CDATA[Лёд на Лене]]></title>\n<link>https://old.example/2014/05/led/</link>\n"
        "<dc:creator><![CDATA[nina]]></dc:creator>\n"
        '<guid isPermaLink="false">https://old.example/?p=7</guid>\n'
        f"<content:encoded><![CDATA[{content}]]></content:encoded>\n"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded>\n{written}{more}</item>\n"
    )


def export(*items, version="1.2", before=""):
    """Return the text of an export."""
    return HEAD.format(version=version) + before + "".join(items) + TAIL


def parsed(text):
    """Return all that stands in an export, given as text or bytes."""
    data = text if isinstance(text, bytes) else text.encode()
    return list(wxr.parse(io.BytesIO(data)))


def posts(text):
    return [one for one in parsed(text) if isinstance(one, wxr.Post)]


def refusal(text):
    """Return the refusal that an export meets."""
    try:
        parsed(text)
    except wxr.NotWXR as refused:
        return refused
    raise AssertionError("was read to its end")
