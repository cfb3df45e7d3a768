"""A text of ours → blocks of WordPress's editor. Pure.

The comments and classes are those that the block editor writes itself, so that it takes the
blocks for its own: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/.
"""

import json
import re
from html import escape
from urllib.parse import urlsplit

from articles.html.blocks import (
    Facts,
    Gallery,
    Lines,
    List,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
    Video,
)
from articles.html.lately import read
from articles.html.storing import inline, spans
from wordpress.bodies.pictures import FROM_LIBRARY

_FILE = re.compile(r"/files/(\d{1,18})/", re.ASCII)
_COMMAND = re.compile(r"\[(?=[\w/\[])")


class Writer:
    """home: the address of this site, without a “/” at its end.

    pictures: `{id: Shot}`; files: `{id: address}` of recordings and documents.
    """

    def __init__(self, home, pictures, files=None):
        self.home, self.pictures, self.files = home, pictures, files or {}

    def content(self, body):
        """Return `body`, as it is stored here, as WordPress stores it."""
        return "\n\n".join(filter(None, map(self._block, read(body))))

    def _block(self, block):
        match block:
            case Text("p", runs):
                return _comment("paragraph", f"<p>{self._words(runs)}</p>")
            case Text(tag, runs):
                level = int(tag[1])
                html = f'<{tag} class="wp-block-heading">{self._words(runs)}</{tag}>'
                return _comment("heading", html, {} if level == 2 else {"level": level})
            case List():
                return self._list(block)
            case Lines(runs):
                words = self._words(runs, line_end="\n")
                return _comment("preformatted", f'<pre class="wp-block-preformatted">{words}</pre>')
            case Quote():
                return self._quote(block)
            case Facts(heading, blocks):
                inside = "\n\n".join(filter(None, map(self._block, blocks)))
                summary = f"<summary>{self._words(heading)}</summary>"
                html = f'<details class="wp-block-details">{summary}{inside}</details>'
                return _comment("details", html)
            case Table():
                return self._table(block)
            case Picture(number, caption):
                return self._image(number, caption)
            case Gallery(numbers, caption):
                return self._gallery(numbers, caption)
            case Video(url, title):
                return _embed(url, title)
            case Rule():
                html = '<hr class="wp-block-separator has-alpha-channel-opacity"/>'
                return _comment("separator", html)

    def _words(self, runs, **how):
        """Links within the site say where the site is: WordPress will be somewhere else."""
        html = inline(
            [
                run._replace(style=run.style._replace(href=self._absolute(run.style.href)))
                for run in runs
            ],
            **how,
        )
        # What stands in brackets is words here, and a command there.
        return _COMMAND.sub("&#91;", html)

    def _absolute(self, href):
        if (match := _FILE.match(href)) and int(match[1]) in self.files:
            return self.files[int(match[1])]
        return self.home + href if href.startswith("/") else href

    def _list(self, block):
        tag = "ol" if block.is_ordered else "ul"
        attributes = {"ordered": True} if block.is_ordered else {}
        start = ""
        if block.start != 1:
            attributes["start"], start = block.start, f' start="{block.start}"'
        items = "\n\n".join(
            _comment("list-item", f"<li>{self._item(item)}</li>") for item in block.items
        )
        html = f'<{tag}{start} class="wp-block-list">{items}</{tag}>'
        return _comment("list", html, attributes)

    def _item(self, item):
        lines = [self._words(part.runs) for part in item if isinstance(part, Text)]
        lists = [self._block(part) for part in item if not isinstance(part, Text)]
        return "<br>".join(lines) + "".join(lists)

    def _quote(self, block):
        source = f"<cite>{self._words(block.source)}</cite>" if block.source else ""
        if block.is_pull:
            lines = "".join(
                f"<p>{self._words(part.runs)}</p>"
                for part in block.blocks
                if isinstance(part, Text)
            )
            html = f"<blockquote>{lines}{source}</blockquote>"
            return _comment("pullquote", f'<figure class="wp-block-pullquote">{html}</figure>')
        inside = "\n\n".join(filter(None, map(self._block, block.blocks)))
        html = f'<blockquote class="wp-block-quote">{inside}{source}</blockquote>'
        return _comment("quote", html)

    def _table(self, block):
        rows = "".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in block.rows)
        caption = self._caption(block.caption)
        html = f"<table><tbody>{rows}</tbody></table>{caption}"
        return _comment("table", f'<figure class="wp-block-table">{html}</figure>')

    def _cell(self, cell):
        tag = "th" if cell.is_header else "td"
        parts = [part if isinstance(part, Text) else None for part in cell.blocks]
        # A cell takes words alone; lists in cells become lines.
        words = [self._words(part.runs) for part in parts if part]
        lists = [
            line for part in cell.blocks if isinstance(part, List) for line in self._lines(part)
        ]
        return f"<{tag}{spans(cell)}>{'<br>'.join([*words, *lists])}</{tag}>"

    def _lines(self, block):
        for item in block.items:
            for part in item:
                if isinstance(part, Text):
                    yield f"• {self._words(part.runs)}"
                else:
                    yield from self._lines(part)

    def _image(self, number, caption=()):
        shot = self.pictures.get(number)
        if shot is None:
            return ""
        attributes = {"id": shot.post_id, "sizeSlug": "full", "linkDestination": "none"}
        image = f'<img src="{escape(shot.url)}" alt="{escape(shot.alt)}"'
        image += f' class="wp-image-{shot.post_id}"/>'
        words = self._caption(caption) if caption else _of_library(shot.caption)
        html = f'<figure class="wp-block-image size-full">{image}{words}</figure>'
        return _comment("image", html, attributes)

    def _gallery(self, numbers, caption):
        images = "\n\n".join(filter(None, map(self._image, numbers)))
        html = '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
        html += f"{images}{self._caption(caption, 'blocks-gallery-caption ')}</figure>"
        return _comment("gallery", html, {"linkTo": "none"})

    def _caption(self, runs, kind=""):
        if not runs:
            return ""
        return f'<figcaption class="{kind}wp-element-caption">{self._words(runs)}</figcaption>'


def _of_library(text):
    if not text:
        return ""
    return f'<figcaption class="wp-element-caption {FROM_LIBRARY}">{escape(text)}</figcaption>'


def _embed(url, title):
    provider = (urlsplit(url).hostname or "").removeprefix("www.").partition(".")[0]
    attributes = {"url": url, "type": "video", "providerNameSlug": provider, "responsive": True}
    kind = f"wp-block-embed is-type-video is-provider-{provider} wp-block-embed-{provider}"
    html = f'<div class="wp-block-embed__wrapper">\n{escape(url)}\n</div>'
    if title:
        html += f'<figcaption class="wp-element-caption">{escape(title)}</figcaption>'
    return _comment("embed", f'<figure class="{kind}">{html}</figure>', attributes)


def _comment(name, html, attributes=None):
    said = f" {_json(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{said} -->\n{html}\n<!-- /wp:{name} -->"


def _json(attributes):
    """Return JSON as WordPress writes it into a comment: nothing in it ends the comment."""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    for letter, written in (
        ("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"),
    ):  # fmt: skip
        text = text.replace(letter, written)
    return text
