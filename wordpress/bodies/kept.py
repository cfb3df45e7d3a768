"""Embeds, recordings, documents: what a text shows or leads to that is no picture. No database."""

from articles import embeds
from articles.html import links
from articles.html.tree import Node

from .nodes import every, file_name, number, said, spoken

#: An address in a report, which nobody wants to read to its end.
LONGEST_ADDRESS = 200


def leading(shaper, address, name=""):
    """Return the embed that `address` is, or a link under `name`."""
    if found := embeds.find(address):
        return Node("div", {"class": "embed", "data-url": found.url})
    return Node("p", {}, [shaper.linked(address, [name or address])])


def frame(shaper, node):
    address = node.get("data-address").strip()
    if not links.address(address):
        return []
    return [leading(shaper, address, node.get("title") or spoken(address))]


def recording(shaper, node, is_open):
    sources = [part for part in every(node.children) if part.tag == "source"]
    addresses = (part.get("data-address").strip() for part in (node, *sources))
    address = next(filter(None, addresses), "")
    its_number = number(node.get("data-id"))
    return [_file(shaper, its_number, address)] if address or its_number else []


def documents(shaper, node):
    """Return the links of a file block, without the button that only says “Download”."""
    made, seen = [], set()
    for link in every(node.children):
        address = link.get("data-address").strip()
        if link.tag != "a" or ("wp-block-file__button" in link.classes() and address in seen):
            continue
        seen.add(address)
        name = shaper.shaped(link.children) if said(link.children) else ()
        made.append(_file(shaper, number(node.get("data-id")), address, name))
    return made


def _file(shaper, its_number, address, name=()):
    if embeds.find(address):
        return leading(shaper, address)
    where = shaper.old.file(its_number, address)
    if where is None:
        shaper.missing.append(address[:LONGEST_ADDRESS] or f"?attachment_id={its_number}")
        where = shaper.old.address(address) if address else ""
    name = list(name) or [file_name(where or address)]
    return Node("p", {}, [Node("a", {"href": where, "data-kept": "yes"}, name)])
