"""Any string whatever → a shallow tree of tags, read as a browser would read it. Pure."""

import re
from dataclasses import dataclass, field
from html import unescape

import nh3

from .characters import visible

# More than the editor makes: what other programs write is understood here and reduced later.
CONTAINERS = {
    "p", "div", "section", "article", "aside", "main", "header", "nav", "address", "center",
    "pre", "details", "summary", "dl", "dt", "dd", "fieldset", "form", "body", "hgroup", "legend",
}  # fmt: skip
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
OTHERS = {
    "a", "strong", "b", "em", "i", "br", "hr", "ul", "ol", "li", "blockquote", "cite", "footer",
    "figure", "figcaption", "img", "iframe",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
# Parts of blocks that lost their whole.
STRAYS = {
    "li", "figure", "figcaption", "footer", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "div": {"class", "data-url", "data-title"},
    "section": {"class"},
    "aside": {"class"},
    "blockquote": {"class"},
    "figure": {"class"},
    "img": {"data-file"},
    "iframe": {"src"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
FORGOTTEN = {
    "script", "style", "template", "noscript", "noembed", "noframes", "title", "textarea", "svg",
    "math", "xmp", "plaintext", "select", "option", "object", "audio", "video", "canvas", "head",
}  # fmt: skip
VOID = {"br", "hr", "img"}
#: Tags that may begin in the middle of a word; what stands in others stands apart.
IN_WORDS = {"a", "strong", "b", "em", "i", "span", "sub", "sup"}
DEEPEST = 40
# The parser of browsers needs quadratic time where tags nest thousands deep: 40,000 open `<div>`
# took 8 s, 10,000 tags of lists 0.3 s. A text with more tags than this is read strictly.
MANY_TAGS = 5000
# Nor does it like “&” and what Latin-1 has between U+00A0 and U+00BF, the no-break space and «»
# among them: it copies the paragraph so far for each. 100,000 “«” took 0.2 s, twice as many 0.8 s.
# Others stand in for them while it reads, of the private use that `visible` leaves nothing of.
STAND_INS = {chr(code): chr(0xE000 + code) for code in range(0xA0, 0xC0)}
STAND_IN_FOR_AND = "\ue026"
MEANT = {STAND_IN_FOR_AND: "&"} | {stand_in: meant for meant, stand_in in STAND_INS.items()}
# Found and replaced one by one: there are few in a text, and `translate` looks at every letter.
STOOD_FOR = re.compile("[\xa0-\xbf]")
STANDING_IN = re.compile("[\ue026\ue0a0-\ue0bf]")
BARE_AND = re.compile("&(?![a-zA-Z#])")

READER = nh3.Cleaner(
    tags=CONTAINERS | HEADINGS.keys() | OTHERS,
    attributes=ATTRIBUTES,
    clean_content_tags=FORGOTTEN,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel"},
)


@dataclass
class Node:
    tag: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    def get(self, name):
        return self.attributes.get(name) or ""

    def classes(self):
        return self.get("class").split()


def parse(html: str, reader: nh3.Cleaner = READER) -> Node:
    """Return the tree of `html`, at most `DEEPEST` deep; deeper tags leave their text behind.

    reader: which tags and attributes there are: more than the editor's for texts from elsewhere.
    """
    html = visible(html)
    if html.count("<") > MANY_TAGS:
        html = _strictly(html)
    html = STOOD_FOR.sub(lambda match: STAND_INS[match[0]], BARE_AND.sub(STAND_IN_FOR_AND, html))
    return _built(_with_empty_frames(reader.clean(html), reader))


# Whatever follows an `<iframe>` that nobody closed is its text to a browser, tags and all.
_FILLED_FRAME = re.compile(r"(<iframe[^<>]*>)(?!</iframe>)(.+?)(?:</iframe>|\Z)", re.S)
MOST_FRAMES_DEEP = 8


def _with_empty_frames(html, reader):
    """Return `html` with what stands in frames read as markup and put behind them."""
    for _depth in range(MOST_FRAMES_DEEP):
        html, found = _FILLED_FRAME.subn(
            lambda match: f"{match[1]}</iframe>{reader.clean(match[2])}", html
        )
        if not found:
            break
    return html


# What nh3 writes: every tag closed, every attribute quoted, “<” of a text escaped. Reading just
# that takes a fifth of the time of a parser of everything.
_PIECE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def _built(html):
    root = Node("body")
    opened, too_deep = [root], 0
    for closing, tag, attributes, text in _PIECE.findall(html):
        if text:
            opened[-1].children.append(_meant(text))
        elif closing:
            if too_deep:
                too_deep -= 1
            elif len(opened) > 1:
                opened.pop()
        elif len(opened) > DEEPEST and tag not in VOID:
            too_deep += 1
            opened[-1].children.append("" if tag in IN_WORDS else " ")
        else:
            pairs = _ATTRIBUTE.findall(attributes) if attributes else ()
            node = Node(tag, {name: _meant(value) for name, value in pairs})
            opened[-1].children.append(node)
            if tag not in VOID:
                opened.append(node)
    return root


def _meant(text):
    if "&" in text:
        text = unescape(text)
    return STANDING_IN.sub(lambda match: MEANT[match[0]], text)


TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)"
    r"((?:\s++[a-zA-Z-]++(?:=\"[^\"<>]*+\")?)*)\s*+/?>"
)
# These close themselves when the next one begins, so they do not nest.
FLAT = {"p", "li", "td", "th", "tr", "dd", "dt", "tbody", "thead", *VOID}


def _strictly(html):
    """Return `html` with only plainly written tags, none of them more than `DEEPEST` deep."""
    opened = 0

    def plain(match):
        nonlocal opened
        closing, tag, attributes = match.groups()
        if tag.lower() not in FLAT:
            if not closing and opened >= DEEPEST:
                return "" if tag.lower() in IN_WORDS else " "
            opened = max(0, opened - 1) if closing else opened + 1
        return f"<{closing}{tag}{attributes}>"

    # Every “<” that begins no plain tag is text, so nothing can hide in what is left over.
    pieces, end = [], 0
    for match in TAG.finditer(html):
        pieces += [html[end : match.start()].replace("<", "&lt;"), plain(match)]
        end = match.end()
    pieces.append(html[end:].replace("<", "&lt;"))
    return "".join(pieces)
