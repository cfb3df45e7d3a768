"""Tree → blocks: everything in it that a story may hold, and the words of all else. Pure."""

import re

from . import links, runs, tables
from .blocks import (
    PLAIN,
    Facts,
    Gallery,
    Lines,
    List,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
    Text,
    paragraphs_of,
)
from .characters import line, lined, spaced
from .inserts import embed, frame, ids_of, image
from .tree import CONTAINERS, HEADINGS, STRAYS, Node

LONGEST_TITLE = 200


def flow(nodes, style=PLAIN) -> tuple:
    return _Flow().read(nodes, style).finished()


class _Flow:
    """Reads nodes one after another; words between blocks become paragraphs."""

    def __init__(self, *, in_quote=False):
        self.blocks = []
        self.words = []
        self.sources = []
        self.in_quote = in_quote
        self.bullets = []

    def read(self, nodes, style):
        for node in nodes:
            if isinstance(node, str):
                self.words.append(Run(spaced(node), style))
            elif node.tag == "br":
                self.words.append(Run("\n"))
            elif node.tag in ("cite", "footer") and self.in_quote:
                self.break_off()
                source, rest = _inline(node, PLAIN)
                self.sources.append(source)
                self.add(rest)
            elif node.tag in BLOCKS and (found := BLOCKS[node.tag](node, style)) is not None:
                self.break_off()
                self.add(found)
            elif node.tag in CONTAINERS or node.tag in STRAYS:
                self.break_off()
                self.read(node.children, style)
                self.break_off()
            else:
                self.read(node.children, _styled(node, style))
        return self

    def break_off(self):
        """End the paragraph that the words so far make."""
        if not self.words:
            return
        words, self.words = self.words, []
        for paragraph in runs.paragraphs(words):
            text, is_bullet = runs.without_bullet(paragraph)
            if text and is_bullet:
                self.bullets.append((Text("p", text),))
            elif text:
                self.add([Text("p", text)])

    def add(self, blocks):
        if not blocks:
            return
        if self.bullets:
            self.blocks.append(List(tuple(self.bullets)))
            self.bullets = []
        self.blocks += blocks

    def finished(self):
        self.break_off()
        if self.bullets:
            self.blocks.append(List(tuple(self.bullets)))
        return tuple(self.blocks)


def _styled(node, style):
    match node.tag:
        case "a":
            return style._replace(href=links.address(node.get("href")) or style.href)
        case "strong" | "b":
            return style._replace(bold=True)
        case "em" | "i":
            return style._replace(italic=True)
    return style


def _inline(node, style):
    """Return `(runs, other blocks)`: the words in `node` in one line, and what is no words."""
    texts, others = [], []
    for block in flow(node.children, style):
        if isinstance(block, Text):
            texts.append(block.runs)
        else:
            others.append(block)
    return runs.one_line(runs.joined(texts)), others


def _soft(blocks):
    """Return `(paragraphs and lists, other blocks)` for places that hold no more."""
    kept, others = [], []
    for block in blocks:
        match block:
            case Text():
                kept.append(Text("p", block.runs))
            case List():
                kept.append(block)
            case Lines():
                kept += _reflowed(block)
            case Quote():
                kept += block.blocks
                kept += [Text("p", block.source)] if block.source else []
            case Facts():
                inside, outside = _soft(block.blocks)
                kept += [Text("p", block.heading)] if block.heading else []
                kept += inside
                others += outside
            case _:
                others.append(block)
    return kept, others


def _reflowed(block):
    """Return the paragraphs and lists that set lines make where they cannot stand as they are."""
    flowing = _Flow()
    for text, style in block.runs:
        first, *others = text.split("\n")
        flowing.words.append(Run(spaced(first), style))
        for other in others:
            flowing.words += [Run("\n"), Run(spaced(other), style)]
    return flowing.finished()


def _heading(node, style):
    text, others = _inline(node, style)
    return [*([Text(HEADINGS[node.tag], text)] if text else []), *others]


def _lines(node, style):
    words, others = [], []
    _set(node.children, style, words, others)
    text = runs.line_by_line(words)
    return [*([Lines(text)] if text else []), *others]


def _set(nodes, style, words, others):
    for node in nodes:
        if isinstance(node, str):
            words.append(Run(lined(node), style))
        elif node.tag == "br":
            words.append(Run("\n"))
        elif node.tag in ("hr", "img", "iframe", "table", "figure"):
            others += BLOCKS[node.tag](node, style) or flow(node.children, style)
        else:
            stands_apart = node.tag in CONTAINERS or node.tag in STRAYS or node.tag in BLOCKS
            words += [Run("\n")] * stands_apart
            _set(node.children, _styled(node, style), words, others)
            words += [Run("\n")] * stands_apart


def _list(node, style):
    items, leftovers = [], []
    for child in node.children:
        is_item = isinstance(child, Node) and child.tag == "li"
        kept, others = _soft(flow(child.children if is_item else [child], style))
        leftovers += others
        # A list right in a list belongs to the item above it, or takes its place.
        while kept and isinstance(kept[0], List):
            if items and not is_item:
                items[-1] += (kept.pop(0),)
            else:
                items += kept.pop(0).items
        if kept:
            items.append(tuple(kept))
    if not items:
        return leftovers
    start = node.get("start") if node.tag == "ol" else ""
    start = int(start) if re.fullmatch(r"[0-9]{1,4}", start, re.ASCII) else 1
    return [List(tuple(items), node.tag == "ol", start), *leftovers]


def _quote(node, style):
    inside = _Flow(in_quote=True).read(node.children, style)
    kept, leftovers = _soft(inside.finished())
    source = runs.one_line(runs.joined(filter(None, inside.sources)))
    is_pull = "pull" in node.classes()
    if is_pull:
        kept = list(paragraphs_of(kept))
    if not kept:
        return [*([Text("p", source)] if source else []), *leftovers]
    return [Quote(tuple(kept), source, is_pull), *leftovers]


def _box(node, style):
    """A fact box or an embed; any other box is only a container."""
    if "facts" in node.classes():
        return _facts(node, style)
    if node.tag == "div" and "embed" in node.classes():
        title = line(node.get("data-title"), LONGEST_TITLE)
        return embed(node.get("data-url"), title) + list(flow(node.children, style))
    return None


def _facts(node, style):
    blocks = []
    for block in flow(node.children, style):
        if isinstance(block, Facts):
            blocks += [Text("h3", block.heading)] if block.heading else []
            blocks += block.blocks
        elif isinstance(block, Text) and block.tag == "h2":
            blocks.append(Text("h3", block.runs))
        else:
            blocks.append(block)
    heading = ()
    if blocks and isinstance(blocks[0], Text) and blocks[0].tag != "p":
        heading = blocks.pop(0).runs
    if not blocks:
        return [Text("h3", heading)] if heading else []
    return [Facts(heading, tuple(blocks))]


def _figure(node, style):
    captions, rest = [], []
    for child in node.children:
        is_caption = isinstance(child, Node) and child.tag == "figcaption"
        (captions if is_caption else rest).append(child)
    pictures, others = [], []
    for block in flow(rest, style):
        (pictures if isinstance(block, Picture | Gallery) else others).append(block)
    if not pictures:
        return None
    found = [_inline(caption, PLAIN) for caption in captions]
    found += [(picture.caption, []) for picture in pictures]
    caption = runs.one_line(runs.joined(filter(None, (text for text, more in found))))
    ids = tuple(dict.fromkeys(pk for picture in pictures for pk in ids_of(picture)))
    figure = Picture(ids[0], caption) if len(ids) == 1 else Gallery(ids, caption)
    return [figure, *others, *(block for text, more in found for block in more)]


def _table(node, style):
    caption, leftovers, rows = (), [], []
    for part, child in tables.parts(node):
        if part == "caption":
            text, others = _inline(child, PLAIN)
            caption = runs.joined(filter(None, (caption, text)))
            leftovers += others
        else:
            row = []
            for cell in child:
                kept, others = _soft(flow(cell.children, style))
                row.append(tables.cell(cell, kept, is_header=part == "head"))
                leftovers += others
            rows.append(row)
    grid = tables.squared(rows)
    if grid is None:
        loose = [block for row in rows for cell in row for block in cell.blocks]
        return [*([Text("p", caption)] if caption else []), *loose, *leftovers]
    return [Table(grid, caption), *leftovers]


BLOCKS = {
    **dict.fromkeys(HEADINGS, _heading),
    "pre": _lines,
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "div": _box,
    "section": _box,
    "aside": _box,
    "hr": lambda node, style: [Rule()],
    "img": image,
    "figure": _figure,
    "iframe": frame,
    "table": _table,
}
