"""Blocks → the one form in which a text is stored. Pure."""

from html import escape

from .blocks import Cell, Facts, Gallery, Lines, List, Picture, Quote, Rule, Table, Text, Video


def write(blocks) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block):
    match block:
        case Text(tag, runs):
            return f"<{tag}>{inline(runs)}</{tag}>"
        case Lines(runs):
            return "<pre>" + inline(runs, line_end="\n") + "</pre>"
        case List(items, is_ordered, start):
            tag = "ol" if is_ordered else "ul"
            first = f' start="{start}"' if start != 1 else ""
            inside = "".join(f"<li>{write(item)}</li>" for item in items)
            return f"<{tag}{first}>{inside}</{tag}>"
        case Quote(blocks, source, is_pull):
            kind = ' class="pull"' if is_pull else ""
            said = f"<cite>{inline(source)}</cite>" if source else ""
            return f"<blockquote{kind}>{write(blocks)}{said}</blockquote>"
        case Facts(heading, blocks):
            title = f"<h3>{inline(heading)}</h3>" if heading else ""
            return f'<section class="facts">{title}{write(blocks)}</section>'
        case Table(rows, caption):
            title = f"<caption>{inline(caption)}</caption>" if caption else ""
            inside = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
            return f"<table>{title}<tbody>{inside}</tbody></table>"
        case Picture(image_id, caption):
            return f"<figure>{_image(image_id)}{_caption(caption)}</figure>"
        case Gallery(image_ids, caption):
            inside = "".join(map(_image, image_ids))
            return f'<figure class="gallery">{inside}{_caption(caption)}</figure>'
        case Video(url, title):
            name = f' data-title="{escape(title)}"' if title else ""
            return f'<div class="embed" data-url="{escape(url)}"{name}></div>'
        case Rule():
            return "<hr>"


def _image(image_id):
    return f'<img data-file="{image_id}">'


def _caption(caption):
    return f"<figcaption>{inline(caption)}</figcaption>" if caption else ""


def _cell(cell: Cell):
    tag = "th" if cell.is_header else "td"
    return f"<{tag}{spans(cell)}>{write(cell.blocks)}</{tag}>"


def spans(cell):
    wide = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    high = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return wide + high


def inline(runs, link='<a href="{}">', line_end="<br>") -> str:
    """Return the HTML of `runs`; a mark that goes on from run to run is written once.

    link: how a link opens, with the place of its address. line_end: how a line ends.
    """
    html, opened = [], []
    for text, style in runs:
        wanted = [
            *([("a", link.format(escape(style.href)))] if style.href else []),
            *([("strong", "<strong>")] if style.bold else []),
            *([("em", "<em>")] if style.italic else []),
        ]
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        html += [f"</{tag}>" for tag, start in reversed(opened[kept:])]
        html += [start for tag, start in wanted[kept:]]
        html.append(escape(text, quote=False).replace("\n", line_end))
        opened = wanted
    html += [f"</{tag}>" for tag, start in reversed(opened)]
    return "".join(html)
