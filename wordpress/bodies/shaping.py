"""A tree as WordPress means it → a tree as `articles.html` reads it. No database."""

import re

from articles.html.tree import Node

from . import figures, kept
from .letters import lowered, raised
from .nodes import ADDRESS, OPEN, said

#: Attributes that our texts have as well.
ATTRIBUTES = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


class Shaper:
    """old: an `OldSite`. missing: a list that takes addresses of what is not there."""

    def __init__(self, old, missing):
        self.old = old
        self.missing = missing

    def shaped(self, nodes, *, is_open=False) -> list:
        """Return `nodes` made over. is_open: whether they stand between paragraphs or are one."""
        made = []
        for node in nodes:
            if isinstance(node, str):
                made.append(node)
            else:
                make = HANDLERS.get(node.tag, same)
                made += make(self, node, is_open)
        return self._with_addresses(made) if is_open else made

    def _with_addresses(self, nodes):
        """Bare addresses on a line of their own become embeds or links."""
        for place, node in enumerate(nodes):
            if not (isinstance(node, str) and ADDRESS.fullmatch(node.strip())):
                continue
            if _ends_line(nodes, place, 1) and _ends_line(nodes, place, -1):
                nodes[place] = kept.leading(self, node.strip())
        return nodes

    def linked(self, address, children) -> Node:
        return Node("a", {"href": self.old.address(address)}, children)


def _ends_line(nodes, place, step):
    """Tell whether nothing but spaces stands on this side of `place` in its line."""
    place += step
    while 0 <= place < len(nodes):
        node = nodes[place]
        if not isinstance(node, str):
            return node.tag == "br" or node.tag in OPEN
        if node.strip():
            return False
        place += step
    return True


def same(shaper, node, is_open):
    attributes = {name: node.get(name) for name in ATTRIBUTES.get(node.tag, ()) if node.get(name)}
    inside = shaper.shaped(node.children, is_open=is_open and node.tag in OPEN)
    return [Node(node.tag, attributes, inside)]


def _link(shaper, node, is_open):
    if pictures := figures.led(shaper, node):
        return pictures
    address = node.get("data-address").strip()
    inside = shaper.shaped(node.children)
    return [shaper.linked(address, inside)] if address else inside


def _span(shaper, node, is_open):
    """Word processors write what is bold as a style."""
    style = node.get("style").replace(" ", "").lower()
    inside = shaper.shaped(node.children, is_open=is_open)
    if "font-style:italic" in style:
        inside = [Node("em", {}, inside)]
    if re.search(r"font-weight:(bold|[6-9]00)", style):
        inside = [Node("strong", {}, inside)]
    return inside


def _raised(shaper, node, is_open):
    text = raised(said(node.children))
    return [text] if text else shaper.shaped(node.children)


def _lowered(shaper, node, is_open):
    text = lowered(said(node.children))
    return [text] if text else shaper.shaped(node.children)


def _quoted(shaper, node, is_open):
    """Browsers put the marks round a `<q>` themselves."""
    inside = shaper.shaped(node.children)
    before, after = "«»" if re.search("[а-яё]", said(inside), re.I) else "“”"
    return [before, *inside, after]


def _box(shaper, node, is_open):
    classes = set(node.classes())
    if "wp-frame" in classes:
        return kept.frame(shaper, node)
    if "wp-block-file" in classes and (files := kept.documents(shaper, node)):
        return files
    if (made := figures.of_box(shaper, node, classes)) is not None:
        return made
    return same(shaper, node, is_open)


def _facts(shaper, node, is_open):
    """What opens at a press is a box beside the story."""
    heading, rest = [], []
    for part in node.children:
        is_heading = not isinstance(part, str) and part.tag == "summary" and not heading
        (heading if is_heading else rest).append(part)
    title = [Node("h3", {}, shaper.shaped(heading[0].children))] if heading else []
    inside = shaper.shaped(rest, is_open=True)
    return [Node("section", {"class": "facts"}, [*title, *inside])]


def _term(shaper, node, is_open):
    return [Node("p", {}, [Node("strong", {}, shaper.shaped(node.children))])]


def _lines(shaper, node, is_open):
    """What is set line by line stays so; a poem is a text with breaks."""
    inside = shaper.shaped(node.children)
    is_verse = "wp-block-verse" in node.classes()
    return [Node("p", {}, list(_broken(inside))) if is_verse else Node("pre", {}, inside)]


def _broken(nodes):
    for node in nodes:
        if isinstance(node, str):
            for number, line in enumerate(node.split("\n")):
                if number:
                    yield Node("br")
                indents = "^ +|  +" if number else "  +"
                yield re.sub(indents, lambda gap: "\u00a0" * len(gap[0]), line)
        else:
            yield Node(node.tag, node.attributes, list(_broken(node.children)))


HANDLERS = {
    "a": _link,
    "audio": kept.recording,
    "details": _facts,
    "div": _box,
    "dl": _box,
    "dt": _term,
    "figure": figures.figure,
    "img": figures.image,
    "pre": _lines,
    "q": _quoted,
    "span": _span,
    "sub": _lowered,
    "sup": _raised,
    "ul": _box,
    "video": kept.recording,
}
