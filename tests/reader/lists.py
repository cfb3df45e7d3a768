"""Lists of many stories, and a reader who walks through their pages."""

import datetime
import re

from tests.factories import publish_article

START = datetime.datetime(2026, 3, 1, 3, tzinfo=datetime.UTC)


def text_of(response):
    return response.content.decode()


def publish_many(number, **places):
    """Publish stories, every three at one moment; return their headlines, newest first."""
    articles = [
        publish_article(
            f"История {place:03}", at=START + datetime.timedelta(hours=place // 3), **places
        )
        for place in range(number)
    ]
    articles.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
    return [article.headline for article in articles]


def walk(client, address, direction="next"):
    """Return the headlines of all pages from `address` on, page by page."""
    pages = []
    while address:
        page = text_of(client.get(address))
        stories = page[page.index('class="stories"') : page.index("<footer")].split("<aside")[0]
        pages.append(re.findall(r"<h[23]><a [^>]*>(История \d+)</a>", stories))
        found = re.search(rf'class="button[^"]*" href="([^"]+)" rel="{direction}"', stories)
        address = found and found[1]
    return pages
