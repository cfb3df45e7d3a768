"""Pictures of the library and videos of other sites, as a text names them. Pure."""

import re

from articles import embeds

from . import links
from .blocks import PLAIN, Picture, Run, Text, Video

BIGGEST_ID = 2**63 - 1


def embed(url, title=""):
    if found := embeds.find(url):
        return [Video(found.url, title)]
    href = links.address(url)
    return [Text("p", (Run(title or href, PLAIN._replace(href=href)),))] if href else []


def frame(node, style):
    return embed(node.get("src"))


def image(node, style):
    number = node.get("data-file")
    if re.fullmatch(r"[1-9][0-9]{0,18}", number, re.ASCII) and int(number) <= BIGGEST_ID:
        return [Picture(int(number))]
    # A picture of another site would tell it who reads us; only ours are shown.
    return []


def ids_of(block):
    return (block.image_id,) if isinstance(block, Picture) else block.image_ids
