"""A text on its way from the old site: blocks, shortcodes, tags, and then ours. No database."""

import json
import re
from collections import Counter
from html import escape
from itertools import groupby

import nh3

from articles.html import links
from articles.html.reading import flow
from articles.html.storing import write
from articles.html.tree import parse

from . import attributes, blocks, markup, pieces
from .blocks import Block
from .body import Body, OldSite
from .nodes import spoken
from .pieces import Plain
from .shaping import Shaper
from .shortcodes import Shortcode

#: Blocks whose HTML says all there is to say.
PLAIN = {
    "paragraph", "heading", "list", "list-item", "quote", "pullquote", "verse", "table", "gallery",
    "columns", "column", "group", "row", "stack", "buttons", "button", "separator", "code",
    "preformatted", "details", "freeform", "classic", "accordion", "accordion-item",
    "accordion-heading", "accordion-panel", "image", "audio", "video", "media-text", "subhead",
    "text-columns", "math", "",
}  # fmt: skip
#: Blocks that only say where a page ends or how much air there is.
SILENT = {"more", "nextpage", "spacer"}
_TAG = re.compile("<[^>]*>")
_READER = nh3.Cleaner(
    tags=set(markup.TAGS),
    attributes={
        tag: {markup.RENAMED.get(name, name) for name in names} | {"data-id"}
        for tag, names in markup.TAGS.items()
    }
    | {"div": {"class", "style", "title", "data-address", "data-id", "data-ids"}},
    clean_content_tags={"script"},
    link_rel=None,
)


class Text:
    def __init__(self, old: OldSite, footnotes: str = ""):
        self.old = old
        self.footnotes = footnotes
        self.has_footnotes = False
        self.unknown: Counter[str] = Counter()
        self.missing: list[str] = []
        self.within: list[int] = []  # reusable blocks that are being read
        self.marker = markup.Marker(
            OWN.get, lambda name: self.unknown.update([f"shortcode [{name}]"])
        )

    def body(self, content: str) -> Body:
        """Return what becomes of `content`."""
        return Body(self._stored(content), self.unknown, self.missing)

    def _stored(self, content):
        """Convert piece by piece where no tag goes across, and otherwise as a whole."""
        parts = [
            part if isinstance(part, Plain) else self._marked(part)
            for part in pieces.of(content, self.old)
        ]
        parts.append(self._notes_below())
        if not all(isinstance(part, Plain) or pieces.is_whole(part) for part in parts):
            self.unknown.clear()
            self.missing.clear()
            self.has_footnotes = False
            parts = [self._marked(block) for block in blocks.parse(content)]
            parts.append(self._notes_below())
        stored = []
        for is_plain, some in groupby(parts, lambda part: isinstance(part, Plain)):
            if is_plain:
                stored += [part.stored for part in some]
            else:
                stored.append(self._read("".join(some)))
        return "".join(stored)

    def _read(self, marked):
        if not marked.strip():
            return ""
        tree = parse(marked, _READER)
        return write(flow(Shaper(self.old, self.missing).shaped(tree.children, is_open=True)))

    def _marked(self, block: Block) -> str:
        make = BLOCKS.get(block.name)
        if make:
            return make(self, block)
        inside = self._inside(block)
        if block.name not in PLAIN:
            self.unknown[f"block {_full(block.name)}"] += 1
            if "/" in block.name and not _TAG.sub("", inside).strip():
                # Plugins keep words in attributes and make the HTML when a page is asked for.
                inside += "".join(map(self._said, attributes.said(block.attributes)))
        return inside

    def _said(self, words):
        return f"<div>{self.marker.read(words, has_breaks=True)}</div>"

    def _inside(self, block):
        """Return the tags in `block`, those of the blocks in it among them."""
        hint = attributes.number(block.attributes, "id", "mediaId")
        parts = []
        for part in block.inner:
            if isinstance(part, Block):
                parts.append(self._marked(part))
            else:
                parts.append(
                    self.marker.read(part, has_breaks=block.name in LINE_BY_LINE, hint=hint)
                )
        return "".join(parts)

    def _nothing(self, block):
        return "".join(self._marked(part) for part in block.inner if isinstance(part, Block))

    def _leading(self, block):
        """A menu of networks is a row of links."""
        address = attributes.words(block.attributes, "url")
        name = attributes.words(block.attributes, "label") or spoken(address)
        inside = self._inside(block)
        if not links.address(address):
            return inside
        return f'{inside}<p><a data-address="{escape(address)}">{escape(name)}</a></p>'

    def _embed(self, block):
        inside = self._inside(block)
        address = attributes.words(block.attributes, "url")
        return inside if "http" in inside or not address else inside + _frame(address)

    def _cover(self, block):
        inside = self._inside(block)
        address = attributes.words(block.attributes, "url")
        number = attributes.number(block.attributes, "id") or ""
        is_there = "<img" in inside or "<video" in inside or "url(" in inside
        if not address or is_there:
            return inside
        return f'<img data-address="{escape(address)}" data-id="{number}">{inside}'

    def _file(self, block):
        number = attributes.number(block.attributes, "id") or ""
        inside = self._inside(block)
        return inside.replace(
            '<div class="wp-block-file', f'<div data-id="{number}" class="wp-block-file', 1
        )

    def _reusable(self, block):
        number = attributes.number(block.attributes, "ref")
        if number is None or number in self.within or len(self.within) > 10:
            return self._inside(block)
        content = self.old.block(number)
        if content is None:
            self.missing.append(f"?p={number}")
            return self._inside(block)
        self.within.append(number)
        inside = "".join(self._marked(part) for part in blocks.parse(content))
        self.within.pop()
        return f"<div>{inside}</div>{self._inside(block)}"

    def _notes_below(self):
        return self._footnotes() if self.footnotes and not self.has_footnotes else ""

    def _footnotes(self, block=None):
        self.has_footnotes = True
        try:
            notes = json.loads(self.footnotes)
        except (ValueError, RecursionError):
            return ""
        said = [
            self.marker.read(note["content"], has_breaks=False)
            for note in (notes if isinstance(notes, list) else [])
            if isinstance(note, dict) and isinstance(note.get("content"), str)
        ]
        return f"<hr><ol>{''.join(f'<li>{words}</li>' for words in said)}</ol>" if said else ""


#: Texts from before blocks, in which the end of a line is one.
LINE_BY_LINE = {"", "freeform", "classic", "shortcode", "verse"}
BLOCKS = {
    **dict.fromkeys(SILENT, Text._nothing),
    "block": Text._reusable,
    "cover": Text._cover,
    "embed": Text._embed,
    "file": Text._file,
    "footnotes": Text._footnotes,
    "html": Text._inside,
    "missing": Text._inside,
    "navigation-link": Text._leading,
    "shortcode": Text._inside,
    "social-link": Text._leading,
    "social-links": Text._inside,
}


def _full(name):
    return name if "/" in name else f"core/{name}"


# Shortcodes


def _frame(address, title=""):
    return f'<div class="wp-frame" data-address="{escape(address)}" title="{escape(title)}"></div>'


def _captioned(shortcode: Shortcode, inside):
    number = "".join(filter(str.isdecimal, shortcode.named.get("id", "")))
    words = shortcode.named.get("caption", "")
    said = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure class="wp-caption" data-id="{escape(number)}">{said}'


def _gallery(shortcode, inside):
    ids = shortcode.numbers("ids") or shortcode.numbers("include")
    return f'<div class="wp-gallery" data-ids="{",".join(map(str, ids))}"></div>{inside or ""}'


def _shown(shortcode, inside):
    address = (inside or "").strip() or shortcode.address()
    return _frame(address)


def _recording(shortcode, inside):
    names = (
        "src",
        "mp3",
        "mp4",
        "m4a",
        "m4v",
        "ogg",
        "oga",
        "ogv",
        "webm",
        "wav",
        "flac",
        "wmv",
        "flv",
        "wma",
    )
    address = next(filter(None, map(shortcode.named.get, names)), "") or shortcode.address()
    return f'<audio data-address="{escape(address)}"></audio>'


def _playlist(shortcode, inside):
    return "".join(f'<audio data-id="{number}"></audio>' for number in shortcode.numbers("ids"))


#: Shortcodes of WordPress itself and of its own plugin Jetpack.
OWN = {
    "audio": _recording,
    "caption": _captioned,
    "embed": _shown,
    "gallery": _gallery,
    "instagram": _shown,
    "playlist": _playlist,
    "soundcloud": _shown,
    "tweet": _shown,
    "twitter": _shown,
    "video": _recording,
    "vimeo": _shown,
    "wp_caption": _captioned,
    "youtube": _shown,
}
