"""A feed as bytes: RSS 2.0, Atom, JSON Feed 1.1. Pure: sees no database and no request."""

import datetime
import json
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.utils import feedgenerator

from .social import Picture
from .xml import Writer

NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Entry:
    """One story of a feed. `authors` are `(name, address of the page)`; moments are local."""

    number: int
    url: str
    headline: str
    lead: str
    authors: tuple[tuple[str, str], ...]
    rubrics: tuple[str, ...]
    age_mark: str
    published_at: datetime.datetime
    updated_at: datetime.datetime
    picture: Picture | None = None

    @property
    def id(self):
        """A name that outlives a changed address (RFC 4151), so that no reader shows it twice."""
        return f"tag:{urlsplit(self.url).hostname},{self.published_at:%Y-%m-%d}:{self.number}"

    @property
    def html(self):
        picture = self.picture.html if self.picture else ""
        return f"{picture}<p>{escape(self.lead)}</p>"


@dataclass(frozen=True)
class Feed:
    """What a feed says of itself, and its stories, newest first."""

    title: str
    description: str
    page_url: str
    feed_url: str
    language: str
    publisher: str
    email: str
    editor: str
    entries: tuple[Entry, ...]

    @property
    def changed_at(self):
        """The last public change of any story in it; None of an empty feed."""
        return max((entry.updated_at for entry in self.entries), default=None)


class Unhurried:
    """An empty feed never changed; Django's says that it changed this moment, every moment."""

    def latest_post_date(self):
        return self.feed["described"].changed_at or NEVER


class RssGenerator(Unhurried, feedgenerator.Rss201rev2Feed):
    def written(self):
        handler = Writer()
        handler.startElement("rss", self.rss_attributes())
        handler.startElement("channel", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("channel")
        handler.endElement("rss")
        return handler.text()

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        feed = self.feed["described"]
        if feed.email:
            handler.addQuickElement("managingEditor", f"{feed.email} ({feed.editor})")
            handler.addQuickElement("webMaster", f"{feed.email} ({feed.publisher})")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for name, _url in entry.authors:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("category", entry.age_mark, {"domain": "age"})
        handler.addQuickElement("content:encoded", entry.html)
        if picture := entry.picture:
            size = {"width": str(picture.width), "height": str(picture.height)}
            handler.startElement(
                "media:content",
                {"url": picture.url, "type": "image/jpeg", "medium": "image", **size},
            )
            for name, words in (("description", picture.alt), ("title", picture.caption)):
                if words:
                    handler.addQuickElement(f"media:{name}", words, {"type": "plain"})
            if picture.credit:
                handler.addQuickElement("media:credit", picture.credit)
            handler.endElement("media:content")


class AtomGenerator(Unhurried, feedgenerator.Atom1Feed):
    def written(self):
        handler = Writer()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")
        return handler.text()

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for name, url in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("category", "", {"term": entry.age_mark, "scheme": "age"})
        handler.addQuickElement("content", entry.html, {"type": "html"})


def rss(feed):
    """Return `feed` as RSS 2.0, bytes."""
    return _xml(RssGenerator, feed)


def atom(feed):
    """Return `feed` as Atom, bytes."""
    return _xml(AtomGenerator, feed)


def _xml(generator_class, feed):
    generator = generator_class(
        title=feed.title, link=feed.page_url, description=feed.description,
        language=feed.language, feed_url=feed.feed_url, author_name=feed.publisher,
        described=feed,
    )  # fmt: skip
    for entry in feed.entries:
        picture = entry.picture
        generator.add_item(
            title=entry.headline, link=entry.url, description=entry.lead,
            pubdate=entry.published_at, updateddate=entry.updated_at,
            unique_id=entry.id, unique_id_is_permalink=False, categories=entry.rubrics,
            # The length is not known without reading the file; the standard says 0 then.
            enclosures=[feedgenerator.Enclosure(picture.url, "0", "image/jpeg")] if picture else [],
            entry=entry,
        )  # fmt: skip
    return generator.written().encode()


def json_feed(feed):
    """Return `feed` as JSON Feed 1.1, bytes."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page_url,
        "feed_url": feed.feed_url,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
        "items": [_json_item(entry, feed.language) for entry in feed.entries],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _json_item(entry, language):
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.headline,
        "summary": entry.lead,
        "content_html": entry.html,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": name, "url": url} for name, url in entry.authors],
        "tags": list(entry.rubrics),
        "language": language,
        "_age": {"mark": entry.age_mark},
    }
    if entry.picture:
        item["image"] = entry.picture.url
    return item
