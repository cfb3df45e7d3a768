"""A tree as WordPress means it → a tree as `articles.html` reads it. No database."""

import re
from urllib.parse import urlsplit

from articles import embeds
from articles.html import links
from articles.html.tree import Node

from . import pictures
from .letters import lowered, raised
from .pictures import is_figure, lift, said, split

ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.I)
#: In these a bare address on a line of its own becomes what it leads to.
OPEN = {"p", "div", "section", "article", "main", "figure", "center", "body", "header", "aside"}
#: What a video or link may be called in one line.
LONGEST_NAME = 200
KEPT = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}


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
                make = HANDLERS.get(node.tag)
                made += make(self, node, is_open) if make else self._same(node, is_open)
        return self._with_addresses(made) if is_open else made

    def _same(self, node, is_open):
        kept = {name: node.get(name) for name in KEPT.get(node.tag, ()) if node.get(name)}
        inside = self.shaped(node.children, is_open=is_open and node.tag in OPEN)
        return [Node(node.tag, kept, inside)]

    def _with_addresses(self, nodes):
        """Bare addresses on a line of their own become embeds or links."""
        for place, node in enumerate(nodes):
            if not (isinstance(node, str) and ADDRESS.fullmatch(node.strip())):
                continue
            if self._ends_line(nodes[place + 1 :]) and self._ends_line(nodes[:place][::-1]):
                nodes[place] = self._leading(node.strip())
        return nodes

    def _ends_line(self, nodes):
        for node in nodes:
            if not isinstance(node, str):
                return node.tag == "br" or node.tag in OPEN
            if node.strip():
                return False
        return True

    def _leading(self, address, name=""):
        """Return an embed, or a link under `name`."""
        if found := embeds.find(address):
            return Node("div", {"class": "embed", "data-url": found.url})
        return Node("p", {}, [self._linked(address, [name or address])])

    def _linked(self, address, children):
        return Node("a", {"href": self.old.address(address)}, children)

    # Links, and words that are raised, lowered or quoted

    def _link(self, node, is_open):
        shots, left = lift(node.children)
        address = node.get("data-address").strip()
        if shots and not said(left):
            return [part for shot in shots for part in self._single(self._led(shot, node))]
        inside = self.shaped(node.children)
        return [self._linked(address, inside)] if address else inside

    def _led(self, shot, link):
        shot.link = link
        return shot

    def _span(self, node, is_open):
        style = node.get("style").replace(" ", "").lower()
        inside = self.shaped(node.children, is_open=is_open)
        if "font-style:italic" in style:
            inside = [Node("em", {}, inside)]
        if re.search(r"font-weight:(bold|[6-9]00)", style):
            inside = [Node("strong", {}, inside)]
        return inside

    def _raised(self, node, is_open):
        return self._small(node, raised)

    def _lowered(self, node, is_open):
        return self._small(node, lowered)

    def _small(self, node, letters):
        text = letters(said(node.children))
        return [text] if text else self.shaped(node.children)

    def _quoted(self, node, is_open):
        inside = self.shaped(node.children)
        is_cyrillic = re.search("[а-яё]", said(inside), re.I)
        before, after = "«»" if is_cyrillic else "“”"
        return [before, *inside, after]

    # Pictures

    def _image(self, node, is_open):
        if pictures.stands_for_words(node):
            return [node.get("alt")]
        return self._single(pictures.Shot(node)) if pictures.is_shown(node) else []

    def _single(self, shot):
        number = self._number(shot)
        caption = self._caption(shot)
        if number is None:
            return self._placeholder(shot, caption)
        return [_figure([number], caption)]

    def _number(self, shot):
        wanted = pictures.wanted(shot, said(shot.caption))
        if wanted.id is None and not wanted.address:
            return None
        number = self.old.picture(wanted)
        if number is None:
            self.missing.append(wanted.address[:LONGEST_NAME] or f"?attachment_id={wanted.id}")
        return number

    def _caption(self, shot):
        """A picture of ours leads nowhere: where it led to another page, its caption does."""
        caption = self.shaped(shot.caption)
        address = shot.link.get("data-address").strip() if shot.link else ""
        if not address or address.startswith("#") or pictures.is_of_picture(shot):
            return caption
        if said(caption) and not _has(caption, "a"):
            return [self._linked(address, caption)]
        name = shot.image.get("alt") or shot.image.get("title") or _shown(address)
        return caption if said(caption) else [self._linked(address, [name])]

    def _placeholder(self, shot, caption):
        """What readers see of a picture that is not there: its caption, leading to where it was."""
        if not said(caption):
            caption = [shot.image.get("alt") or pictures.name_of(shot.image.get("data-address"))]
        address = shot.image.get("data-address").strip()
        if links.address(address) and not _has(caption, "a"):
            caption = [self._linked(address, caption)]
        return [Node("p", {}, caption)]

    def _gallery(self, shots, caption):
        if any(said(shot.caption) for shot in shots):
            made = [part for shot in shots for part in self._single(shot)]
            return [*made, Node("p", {}, caption)]
        numbers = [(shot, self._number(shot)) for shot in shots]
        found = [number for shot, number in numbers if number is not None]
        lost = [
            part
            for shot, number in numbers
            if number is None
            for part in self._placeholder(shot, [])
        ]
        if not found:
            return [*lost, Node("p", {}, caption)]
        return [_figure(found, caption), *lost]

    # Figures and other boxes

    def _box(self, node, is_open):
        classes = set(node.classes())
        if "wp-frame" in classes:
            return self._frame(node)
        if "wp-gallery" in classes:
            ids = (
                self.old.attached(None)
                if not node.get("data-ids")
                else map(int, node.get("data-ids").split(","))
            )
            return self._gallery([pictures.of_number(number) for number in ids], [])
        if "wp-block-file" in classes:
            return self._file(node)
        if "wp-block-cover" in classes and (
            found := re.search(r"url\(\s*['\"]?([^'\")]+)", node.get("style"))
        ):
            image = Node("img", {"data-address": found[1], "data-id": node.get("data-id")})
            return [*self._single(pictures.Shot(image)), *self._same(node, is_open)]
        if is_figure(node) or any("gallery" in name for name in classes):
            return self._figure(node, is_open)
        return self._same(node, is_open)

    def _figure(self, node, is_open):
        captions, rest = split(node.children)
        shots, left = lift(rest)
        is_gallery = len(shots) > 1
        if not shots:
            return self._other_figure(node, captions, rest)
        if is_gallery:
            inside = self.shaped(left, is_open=True)
            return [*self._gallery(shots, self.shaped(captions)), Node("div", {}, inside)]
        shot = shots[0]
        blocks = [part for part in left if not isinstance(part, str) and part.tag not in INLINE]
        words = [part for part in left if isinstance(part, str) or part.tag in INLINE]
        shot.caption = [*shot.caption, *words, *([" "] if captions else []), *captions]
        return [*self._single(shot), *self.shaped(blocks, is_open=True)]

    def _other_figure(self, node, captions, rest):
        is_pull = "wp-block-pullquote" in node.classes()
        made = self.shaped(rest, is_open=True)
        caption = self.shaped(captions)
        for part in _all(made):
            if part.tag == "blockquote" and is_pull:
                part.attributes["class"] = "pull"
            if not said(caption):
                continue
            is_plain = not _has(caption, "a") and len(said(caption)) <= LONGEST_NAME
            if part.tag == "table" and not _has(part.children, "caption"):
                part.children.insert(0, Node("caption", {}, caption))
                caption = []
            elif "embed" in part.classes() and is_plain:
                part.attributes["data-title"] = said(caption)
                caption = []
            elif part.tag == "a" and part.get("data-kept") and not _has(caption, "a"):
                part.children, caption = caption, []
        return [Node("div", {}, made), Node("p", {}, caption)]

    def _frame(self, node):
        address = node.get("data-address").strip()
        if not links.address(address):
            return []
        return [self._leading(address, node.get("title") or _shown(address))]

    def _recording(self, node, is_open):
        sources = [
            part for part in node.children if not isinstance(part, str) and part.tag == "source"
        ]
        address = next(
            filter(None, (part.get("data-address").strip() for part in (node, *sources))), ""
        )
        number = node.get("data-id")
        return (
            [self._kept(int(number) if number.isdecimal() else None, address)]
            if address or number
            else []
        )

    def _kept(self, number, address, children=()):
        """Return a paragraph with the link to a recording or a document."""
        if address and embeds.find(address):
            return self._leading(address)
        where = self.old.file(number, address)
        if where is None:
            self.missing.append(address[:LONGEST_NAME] or f"?attachment_id={number}")
            where = self.old.address(address) if address else ""
        name = pictures.name_of(where or address)
        link = Node("a", {"href": where, "data-kept": "yes"}, list(children) or [name])
        return Node("p", {}, [link])

    def _file(self, node):
        made, seen = [], set()
        for link in [part for part in _all(node.children) if part.tag == "a"]:
            address = link.get("data-address").strip()
            is_button = "wp-block-file__button" in link.classes()
            if is_button and address in seen:
                continue
            seen.add(address)
            number = node.get("data-id")
            number = int(number) if number.isdecimal() else None
            made.append(
                self._kept(
                    number, address, self.shaped(link.children) if said(link.children) else ()
                )
            )
        return made or self._same(node, True)

    def _facts(self, node, is_open):
        """What opens at a press is a box beside the story."""
        heading, rest = [], []
        for part in node.children:
            is_heading = not isinstance(part, str) and part.tag == "summary" and not heading
            (heading if is_heading else rest).append(part)
        title = [Node("h3", {}, self.shaped(heading[0].children))] if heading else []
        return [Node("section", {"class": "facts"}, [*title, *self.shaped(rest, is_open=True)])]

    def _term(self, node, is_open):
        return [Node("p", {}, [Node("strong", {}, self.shaped(node.children))])]

    def _lines(self, node, is_open):
        """Lines and indents of a text set line by line stay."""
        return [Node("p", {}, list(_line_by_line(self.shaped(node.children))))]


INLINE = {"a", "strong", "b", "em", "i", "br", "span", "code", "q", "sub", "sup", "cite"}
HANDLERS = {
    "a": Shaper._link,
    "audio": Shaper._recording,
    "details": Shaper._facts,
    "div": Shaper._box,
    "dl": Shaper._box,
    "dt": Shaper._term,
    "figure": Shaper._figure,
    "img": Shaper._image,
    "pre": Shaper._lines,
    "q": Shaper._quoted,
    "span": Shaper._span,
    "sub": Shaper._lowered,
    "sup": Shaper._raised,
    "ul": Shaper._box,
    "video": Shaper._recording,
}


def _figure(numbers, caption):
    many = {"class": "gallery"} if len(numbers) > 1 else {}
    images = [Node("img", {"data-file": str(number)}) for number in numbers]
    words = [Node("figcaption", {}, caption)] if said(caption) else []
    return Node("figure", many, [*images, *words])


def _all(nodes):
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from _all(node.children)


def _has(nodes, tag):
    return any(node.tag == tag for node in _all(nodes))


def _shown(address):
    """Return an address as one reads it out."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/"))[:60] or address


def _line_by_line(nodes):
    for node in nodes:
        if isinstance(node, str):
            for number, line in enumerate(node.split("\n")):
                if number:
                    yield Node("br")
                yield re.sub("  +", lambda gap: "\u00a0" * len(gap[0]), line.replace("\t", "    "))
        else:
            yield Node(node.tag, node.attributes, list(_line_by_line(node.children)))
