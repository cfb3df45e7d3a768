"""The small markup in which demo texts are written → HTML as the desk stores it. Pure.

Blocks are separated by empty lines:

    ## Heading        ### Smaller heading        ---  (a rule)
    - item            1. item
    > quoted          > -- who said it
    !! pull quote
    | cell | cell     the first row is the header; ^ caption
    ::: Title … :::   fact box
    ![picture] caption
    [gallery: picture, picture] caption
    @ address of a video, its title

and in a line **bold**, *italic*, [words](story:its-slug) or [words](https://…).
"""

import re
from html import escape


class Markup:
    """Turns texts into HTML. Given are two dictionaries: what stands in neither is left out.

    pictures: name → number in the library. stories: slug → address.
    """

    def __init__(self, pictures, stories):
        self.pictures, self.stories = pictures, stories

    def html(self, text):
        return "".join(self._block(block) for block in _blocks(text))

    def _block(self, lines):
        first = lines[0]
        for mark, write in _KINDS:
            if first.startswith(mark):
                return write(self, lines)
        if re.match(r"\d+\. ", first):
            return _list("ol", [self._line(line.partition(". ")[2]) for line in lines])
        return f"<p>{self._line(' '.join(lines))}</p>"

    def _heading(self, lines):
        mark, _space, words = lines[0].partition(" ")
        return f"<h{len(mark)}>{self._line(words)}</h{len(mark)}>"

    def _quote(self, lines):
        said = [line[2:] for line in lines if not line.startswith("> -- ")]
        source = [line[5:] for line in lines if line.startswith("> -- ")]
        cite = f"<cite>{self._line(source[0])}</cite>" if source else ""
        return f"<blockquote><p>{self._line(' '.join(said))}</p>{cite}</blockquote>"

    def _pull(self, lines):
        words = self._line(lines[0].removeprefix("!! "))
        return f'<blockquote class="pull"><p>{words}</p></blockquote>'

    def _table(self, lines):
        rows = [line.strip("| ").split("|") for line in lines if line.startswith("|")]
        if lines[0].startswith("| |"):
            rows[0].insert(0, "")
        captions = [line[2:] for line in lines if line.startswith("^ ")]
        caption = f"<caption>{self._line(captions[0])}</caption>" if captions else ""
        body = ""
        for number, row in enumerate(rows):
            tag = "th" if number == 0 else "td"
            body += f"<tr>{''.join(f'<{tag}>{self._cell(cell)}</{tag}>' for cell in row)}</tr>"
        return f"<table>{caption}<tbody>{body}</tbody></table>"

    def _cell(self, cell):
        words = cell.strip()
        return f"<p>{self._line(words)}</p>" if words else ""

    def _facts(self, lines):
        inside = "\n".join(lines[1:-1])
        title = self._line(lines[0].removeprefix("::: "))
        return f'<section class="facts"><h3>{title}</h3>{self.html(inside)}</section>'

    def _figure(self, lines):
        name, _bracket, caption = lines[0].removeprefix("![").partition("]")
        return self._pictures([name], caption, "")

    def _gallery(self, lines):
        names, _bracket, caption = lines[0].removeprefix("[gallery: ").partition("]")
        return self._pictures(names.split(", "), caption, ' class="gallery"')

    def _pictures(self, names, caption, kind):
        found = [self.pictures[name] for name in names if name in self.pictures]
        if not found:
            return ""
        images = "".join(f'<img data-file="{pk}">' for pk in found)
        words = self._line(caption.strip())
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f"<figure{kind}>{images}{caption}</figure>"

    def _video(self, lines):
        address, _space, title = lines[0].removeprefix("@ ").partition(" ")
        name = f' data-title="{escape(title)}"' if title else ""
        return f'<div class="embed" data-url="{escape(address)}"{name}></div>'

    def _items(self, lines):
        return _list("ul", [self._line(line.removeprefix("- ")) for line in lines])

    def _line(self, words):
        html = escape(words, quote=False)
        html = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html)
        html = re.sub(r"\*(.+?)\*", r"<em>\1</em>", html)
        return re.sub(r"\[([^]]+)\]\(([^)\s]+)\)", self._link, html)

    def _link(self, match):
        words, target = match.groups()
        if target.startswith("story:"):
            target = self.stories.get(target.removeprefix("story:"))
        return f'<a href="{target}">{words}</a>' if target else words


_KINDS = [
    ("## ", Markup._heading),
    ("### ", Markup._heading),
    ("> ", Markup._quote),
    ("!! ", Markup._pull),
    ("|", Markup._table),
    (":::", Markup._facts),
    ("![", Markup._figure),
    ("[gallery: ", Markup._gallery),
    ("@ ", Markup._video),
    ("- ", Markup._items),
    ("---", lambda markup, lines: "<hr>"),
]


def paragraphs(text):
    """Return the plain paragraphs of `text`: the blocks that carry no mark."""
    marks = (*(mark for mark, _write in _KINDS), "1. ")
    return [" ".join(block) for block in _blocks(text) if not block[0].startswith(marks)]


def _blocks(text):
    return [block.split("\n") for block in re.split(r"\n{2,}", text.strip()) if block]


def _list(tag, items):
    return f"<{tag}>{''.join(f'<li><p>{item}</p></li>' for item in items)}</{tag}>"
