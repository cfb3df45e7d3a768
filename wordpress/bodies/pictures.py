"""Pictures in a tree: which there are, under which words, and what stands there instead. Pure."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from articles.html.tree import Node

from .body import Wanted
from .markup import LATE
from .nodes import number, said

#: What may stand round a picture and is no part of what is shown.
WRAPPERS = {
    "a",
    "div",
    "p",
    "span",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "strong",
    "b",
    "em",
    "i",
    "section",
}
PICTURE_FILE = re.compile(r"\.(jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic)$", re.I)
#: Counters of visits are pictures, too, that nobody was meant to see.
SMALLEST = 3

_CAPTIONS = {"wp-caption-text", "tiled-gallery-caption", "gallery-caption"}
#: One picture of a gallery, in whatever the theme or Jetpack put it.
_FIGURES = {"wp-caption", "gallery-item", "tiled-gallery-item", "blocks-gallery-item"}
#: So `transfer.wxr` marks a caption that is the picture's own: it comes with the picture.
FROM_LIBRARY = "caption-of-the-library"


@dataclass(slots=True)
class Shot:
    """A picture as the text has it. link: where it led; caption: nodes."""

    image: Node
    link: Node | None = None
    caption: list = field(default_factory=list)


def is_caption(node) -> bool:
    return isinstance(node, Node) and (
        node.tag == "figcaption" or not _CAPTIONS.isdisjoint(node.classes())
    )


def is_figure(node) -> bool:
    return isinstance(node, Node) and (
        node.tag == "figure" or not _FIGURES.isdisjoint(node.classes())
    )


def split(nodes):
    """Return `(nodes of the captions, other nodes)` of a figure."""
    captions, rest = [], []
    for node in nodes:
        if is_caption(node) and FROM_LIBRARY in node.classes():
            continue
        if is_caption(node):
            captions += [" ", *node.children] if captions else node.children
        else:
            rest.append(node)
    return captions, rest


def lift(nodes, link=None):
    """Return `(shots, nodes without them)`."""
    shots, left = [], []
    for node in nodes:
        if isinstance(node, str):
            left.append(node)
        elif node.tag == "img":
            if stands_for_words(node):
                left.append(node.get("alt"))
            elif is_shown(node):
                shots.append(Shot(node, link))
        elif is_figure(node):
            captions, rest = split(node.children)
            inside, words_beside = lift(rest, link)
            if len(inside) == 1 and not inside[0].caption:
                inside[0].caption = [*words_beside, *captions]
            else:
                left += [*words_beside, Node("p", {}, captions)]
            shots += inside
        elif node.tag in WRAPPERS:
            inside, others = lift(node.children, node if node.tag == "a" else link)
            shots += inside
            if not inside or said(others):
                left.append(Node(node.tag, node.attributes, others))
        else:
            left.append(node)
    return shots, left


def stands_for_words(image) -> bool:
    """Tell whether it is an emoji or a smiley, which WordPress and old editors drew as pictures."""
    return bool({"emoji", "wp-smiley"} & set(image.classes())) and bool(image.get("alt"))


def is_shown(image) -> bool:
    sizes = [image.get(name) for name in ("width", "height")]
    return not any(size.isdecimal() and int(size) < SMALLEST for size in sizes)


def wanted(shot, caption) -> Wanted:
    """Return what the old site is asked for. caption: the words under it."""
    image = shot.image
    address = next(filter(None, map(image.get, (*LATE, "data-address"))), "")
    found = _number_in("wp-image", image.get("class"))
    found = found or image.get("data-id") or image.get("data-attachment-id")
    if not found and shot.link:
        found = _number_in("wp-att", shot.link.get("rel"))
    return Wanted(number(found), address.strip(), image.get("alt"), caption)


def _number_in(name, classes):
    found = re.search(rf"(?:^|\s){name}-([0-9]{{1,18}})(?:\s|$)", classes, re.ASCII)
    return found[1] if found else ""


def of_number(its_number: int) -> Shot:
    return Shot(Node("img", {"data-id": str(its_number)}))


def is_of_picture(shot) -> bool:
    """Tell whether a picture only led to its own large form or page."""
    link = shot.link
    # Galleries of before say which page is the picture's own.
    if "attachment" in link.get("rel") or shot.image.get("data-link"):
        return True
    try:
        path = urlsplit(link.get("data-address")).path
    except ValueError:
        return False
    return bool(PICTURE_FILE.search(path)) or "attachment_id=" in link.get("data-address")
