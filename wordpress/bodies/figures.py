"""Pictures with their captions, galleries, and what else stands in a figure. No database."""

import re

from articles.html import links
from articles.html.tree import Node

from . import pictures
from .kept import LONGEST_ADDRESS
from .nodes import INLINE, every, file_name, has, said, spoken
from .pictures import Shot, is_figure, lift, split

#: What an embed may be called in one line.
LONGEST_NAME = 200
BACKGROUND = re.compile(r"url\(\s*['\"]?([^'\")]+)")


def image(shaper, node, is_open):
    if pictures.stands_for_words(node):
        return [node.get("alt")]
    return _single(shaper, Shot(node)) if pictures.is_shown(node) else []


def led(shaper, link):
    """Return what becomes of pictures that a link goes round, [] if there is more in it."""
    shots, left = lift(link.children, link)
    return [] if said(left) else [part for shot in shots for part in _single(shaper, shot)]


def of_box(shaper, node, classes):
    """Return what becomes of a box that shows pictures, None for any other."""
    if "wp-gallery" in classes:
        ids = [int(one) for one in node.get("data-ids").split(",") if one]
        shots = map(pictures.of_number, ids or shaper.old.attached(None))
        return _gallery(shaper, list(shots), [])
    if "wp-block-cover" in classes and (found := BACKGROUND.search(node.get("style"))):
        background = Node("img", {"data-address": found[1], "data-id": node.get("data-id")})
        inside = shaper.shaped(node.children, is_open=True)
        return [*_single(shaper, Shot(background)), Node("div", {}, inside)]
    if is_figure(node) or any("gallery" in name for name in classes):
        return figure(shaper, node, True)
    return None


def figure(shaper, node, is_open):
    captions, rest = split(node.children)
    shots, left = lift(rest)
    if not shots:
        return _other(shaper, node, captions, rest)
    if len(shots) > 1:
        inside = shaper.shaped(left, is_open=True)
        return [*_gallery(shaper, shots, shaper.shaped(captions)), Node("div", {}, inside)]
    shot = shots[0]
    blocks = [part for part in left if not isinstance(part, str) and part.tag not in INLINE]
    words = [part for part in left if isinstance(part, str) or part.tag in INLINE]
    shot.caption = [*shot.caption, *words, *([" "] if captions else []), *captions]
    if node.get("data-id") and not shot.image.get("data-id"):
        shot.image.attributes["data-id"] = node.get("data-id")
    return [*_single(shaper, shot), *shaper.shaped(blocks, is_open=True)]


def _single(shaper, shot):
    return _alone(shaper, shot, _library_number(shaper, shot))


def _alone(shaper, shot, found):
    caption = _caption(shaper, shot)
    return _placeholder(shaper, shot, caption) if found is None else [_figure([found], caption)]


def _library_number(shaper, shot):
    wanted = pictures.wanted(shot, said(shot.caption))
    if wanted.id is None and not wanted.address:
        return None
    found = shaper.old.picture(wanted)
    if found is None:
        shaper.missing.append(wanted.address[:LONGEST_ADDRESS] or f"?attachment_id={wanted.id}")
    return found


def _caption(shaper, shot):
    """A picture of ours leads nowhere: where it led to another page, its caption does."""
    caption = shaper.shaped(shot.caption)
    address = shot.link.get("data-address").strip() if shot.link else ""
    if not address or address.startswith("#") or pictures.is_of_picture(shot):
        return caption
    if said(caption):
        return caption if has(caption, "a") else [shaper.linked(address, caption)]
    name = shot.image.get("alt") or shot.image.get("title") or spoken(address)
    return [shaper.linked(address, [name])]


def _placeholder(shaper, shot, caption):
    """What readers see of a picture that is not there: its caption, leading to where it was."""
    address = shot.image.get("data-address").strip()
    if not said(caption):
        caption = [shot.image.get("alt") or file_name(address)]
    if links.address(address) and not has(caption, "a"):
        caption = [shaper.linked(address, caption)]
    return [Node("p", {}, caption)]


def _gallery(shaper, shots, caption):
    numbers = [(shot, _library_number(shaper, shot)) for shot in shots]
    if not all(_is_known(shaper, shot, its) for shot, its in numbers):
        made = [part for shot, its in numbers for part in _alone(shaper, shot, its)]
        return [*made, Node("p", {}, caption)]
    found = [its for shot, its in numbers if its is not None]
    lost = [shot for shot, its in numbers if its is None]
    placeholders = [part for shot in lost for part in _placeholder(shaper, shot, [])]
    shown = _figure(found, caption) if found else Node("p", {}, caption)
    return [shown, *placeholders]


def _is_known(shaper, shot, its):
    """Tell whether a gallery, which has the library's words under each picture, loses none."""
    words = said(shot.caption)
    if not words or its is None or has(shot.caption, "a"):
        return not words
    return words == " ".join(shaper.old.caption(its).split())


def _figure(numbers, caption):
    many = {"class": "gallery"} if len(numbers) > 1 else {}
    images = [Node("img", {"data-file": str(its)}) for its in numbers]
    words = [Node("figcaption", {}, caption)] if said(caption) else []
    return Node("figure", many, [*images, *words])


def _other(shaper, node, captions, rest):
    """Return the quotation, table, embed or recording in a figure, under its caption."""
    made = shaper.shaped(rest, is_open=True)
    caption = shaper.shaped(captions)
    is_plain = not has(caption, "a") and len(said(caption)) <= LONGEST_NAME
    for part in every(made):
        if part.tag == "blockquote" and "wp-block-pullquote" in node.classes():
            part.attributes["class"] = "pull"
        elif not said(caption):
            continue
        elif part.tag == "table" and not has(part.children, "caption"):
            part.children.insert(0, Node("caption", {}, caption))
            caption = []
        elif is_plain and "embed" in part.classes():
            part.attributes["data-title"] = said(caption)
            caption = []
        elif is_plain and part.get("data-kept"):
            part.children, caption = caption, []
    return [Node("div", {}, made), Node("p", {}, caption)]
