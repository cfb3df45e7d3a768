"""Blocks → the HTML readers see. Pure: pictures are given, their addresses computed."""

import re
from html import escape
from itertools import count

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import embeds
from images.markup import picture_html
from images.renditions import url_of

from . import tables
from .blocks import Facts, Gallery, Lines, List, Picture, Quote, Rule, Table, Text, Video
from .storing import inline, spans

#: Narrower pictures, which archives are full of, stand as wide as they are.
SMALL_PX = 400
#: Side by side, and the first of an odd number across both columns: as gallery.css has it.
GALLERY_SIZES = ("(min-width: 40rem) 19rem, 78vw", "(min-width: 40rem) 38rem, 78vw")


def show(blocks, pictures) -> str:
    """Return the HTML of `blocks`. pictures: `{id: Image}`."""
    return _Page(pictures).show(blocks)


class _Page:
    def __init__(self, pictures):
        self.pictures = pictures or {}
        self.numbers = count(1)

    def show(self, blocks):
        return "".join(self._block(block) for block in blocks)

    def _block(self, block):
        match block:
            case Text():
                return f"<{block.tag}>{words(block.runs)}</{block.tag}>"
            case Lines():
                return "<pre>" + words(block.runs, line_end="\n") + "</pre>"
            case List():
                return self._list(block)
            case Quote():
                kind = ' class="pull"' if block.is_pull else ""
                said = f"<cite>{words(block.source)}</cite>" if block.source else ""
                return f"<blockquote{kind}>{self.show(block.blocks)}{said}</blockquote>"
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Picture():
                return self._figure(block)
            case Gallery():
                return self._gallery(block)
            case Video():
                return _embed(block)
            case Rule():
                return "<hr>"

    def _list(self, block):
        tag = "ol" if block.is_ordered else "ul"
        first = f' start="{block.start}"' if block.is_ordered and block.start != 1 else ""
        items = "".join(f"<li>{self._inside(item)}</li>" for item in block.items)
        return f"<{tag}{first}>{items}</{tag}>"

    def _inside(self, blocks):
        """A single paragraph, or one that only introduces a list, needs no `<p>` of its own."""
        if blocks and isinstance(blocks[0], Text):
            first, *others = blocks
            if all(isinstance(block, List) for block in others):
                return words(first.runs) + self.show(others)
        return self.show(blocks)

    def _facts(self, block):
        if not block.heading:
            label = escape(_("Facts"))
            return (
                f'<section class="facts" aria-label="{label}">{self.show(block.blocks)}</section>'
            )
        name = f"facts-{next(self.numbers)}"
        return (
            f'<section class="facts" aria-labelledby="{name}">'
            f'<h2 id="{name}">{words(block.heading)}</h2>{self.show(block.blocks)}</section>'
        )

    def _table(self, block):
        head, body = tables.split(block.rows)
        numeric = tables.numeric_columns(body)
        name = f"table-{next(self.numbers)}"
        if block.caption:
            label = f'aria-labelledby="{name}"'
            caption = f'<caption id="{name}">{words(block.caption)}</caption>'
        else:
            nameless = escape(_("Table"))
            label, caption = f'aria-label="{nameless}"', ""
        top = self._rows(head, "col", numeric)
        body = self._rows(body, "row", numeric)
        return (
            f'<div class="table" role="region" {label} tabindex="0"><table>{caption}'
            + (f"<thead>{top}</thead>" if top else "")
            + (f"<tbody>{body}</tbody>" if body else "")
            + "</table></div>"
        )

    def _rows(self, rows, scope, numeric):
        return "".join(
            "<tr>"
            + "".join(self._cell(cell, scope, column in numeric) for column, cell in row)
            + "</tr>"
            for row in rows
        )

    def _cell(self, cell, scope, is_number):
        tag = "th" if cell.is_header and cell.blocks else "td"
        scope = f' scope="{scope}"' if tag == "th" else ""
        kind = ' class="n"' if is_number else ""
        return f"<{tag}{scope}{kind}{spans(cell)}>{self._inside(cell.blocks)}</{tag}>"

    def _figure(self, block):
        image = self.pictures.get(block.image_id)
        if image is None:
            return ""
        # Blown up to the whole column a thumbnail is a blur.
        small = ' class="small"' if image.width < SMALL_PX else ""
        shown = picture_html(image, "body")
        return f"<figure{small}>{shown}{_caption(image, block.caption)}</figure>"

    def _gallery(self, block):
        images = [self.pictures[pk] for pk in block.image_ids if pk in self.pictures]
        if not images:
            return ""
        items = "".join(
            f'<li><figure><a href="{url_of(image, "body")}">'
            f"{picture_html(image, 'card', sizes=sizes, alt=_link_name(image, number))}"
            f"</a>{_caption(image)}</figure></li>"
            for number, image, sizes in _sized(images)
        )
        size = ngettext("%(number)d picture", "%(number)d pictures", len(images))
        label = escape(_("Gallery: %(size)s") % {"size": size % {"number": len(images)}})
        caption = f"<figcaption>{words(block.caption)}</figcaption>" if block.caption else ""
        return (
            f'<figure class="gallery" aria-label="{label}">'
            f'<ul class="gallery-pictures">{items}</ul>{caption}</figure>'
        )


def words(text, **how):
    return leading(inline(text, **how))


def leading(html):
    """Return stored HTML with links as readers get them."""
    # Site-relative addresses stay among us; nobody else gets a handle on the window.
    if '<a href="http' not in html:
        return html
    return re.sub(r'<a href="(https?:[^"]*)">', r'<a href="\1" rel="noopener">', html)


def _sized(images):
    for number, image in enumerate(images, 1):
        yield number, image, GALLERY_SIZES[number == 1 and len(images) % 2]


def _link_name(image, number):
    """A picture that leads to its large self needs a name even if it is decorative."""
    return image.alt or image.caption or _("Picture %(number)d") % {"number": number}


def _caption(image, own=()):
    said = words(own) if own else escape(image.caption)
    parts = [
        *([f"<span>{said}</span>"] if said else []),
        *([f'<span class="credit">{escape(image.credit)}</span>'] if image.credit else []),
    ]
    return f"<figcaption>{' '.join(parts)}</figcaption>" if parts else ""


def _embed(block):
    embed = embeds.find(block.url)
    if embed.is_video:
        name, button = _("Video on %(site)s"), _("Show the video")
    else:
        name, button = _("A post on %(site)s"), _("Show the post")
    return format_html(
        '<embed-frame class="{}" data-frame="{}" data-open="{}"><p><b>{}</b><br>{}</p>'
        '<a class="button" href="{}" rel="noopener">{}</a></embed-frame>',
        "embed" if embed.is_video else "embed post",
        embed.frame,
        _("Open on %(site)s") % {"site": embed.provider},
        block.title or name % {"site": embed.provider},
        _("It is kept on another site. When you open it, %(site)s learns your address.")
        % {"site": embed.provider},
        embed.url,
        button,
    )
