"""HTML as people left it → tags that can be trusted to be tags, with breaks where lines end. Pure.

Little is decided here about what becomes of a tag. But a tag that is none, a comment without an
end or a “<” in a sentence must not swallow what follows, as they would in a browser.
"""

import re

from . import shortcodes

#: Tags that mean something to whoever reads on, with their attributes that do. All others leave
#: their text behind.
TAGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("p", "section", "article", "aside", "main", "header", "footer", "nav", "address", "hgroup",
         "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "br", "hr", "li", "cite",
         "figcaption", "caption", "thead", "tbody", "tfoot", "tr", "summary", "details",
         "dl", "dt", "dd", "q", "sub", "sup", "code", "pre"),
        ("class",),
    ),
    "a": ("href", "class", "rel"),
    "audio": ("src",),
    "blockquote": ("class",),
    "div": ("class", "style"),
    "figure": ("class",),
    "img": ("src", "alt", "title", "class", "width", "height", "data-id", "data-attachment-id",
            "data-link", "data-src", "data-lazy-src", "data-original"),
    "ol": ("start", "reversed"),
    "source": ("src",),
    "span": ("class", "style"),
    "table": ("class",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "ul": ("class",),
    "video": ("src",),
}  # fmt: skip
AS = {"center": "div", "form": "div", "fieldset": "div", "legend": "p", "menu": "ul", "dir": "ul"}
#: What stands in these was never for readers.
UNREAD = {
    "script", "style", "noscript", "template", "svg", "head", "noembed", "noframes", "iframe",
}  # fmt: skip
#: Words of these stand apart without being blocks.
APART = {"option", "button", "label", "textarea", "input", "select", "rt", "rp"}
#: Browsers read addresses in these, which are not theirs to judge here.
RENAMED = {"href": "data-address", "src": "data-address"}
CAPTIONS = ("caption", "wp_caption")
#: Pictures that come when a reader scrolls to them have their true address elsewhere.
LATE = ("data-src", "data-lazy-src", "data-original")

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*+)"
    r"(?P<written>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*|[^<>]*+)>"
)
_BOGUS = re.compile("<[!?/][^<>]*+>")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
)
_UNENDED = re.compile(r"<!--(?:\s*/?wp:[a-z0-9_/-]+)?")
_SPECIAL = re.compile(r"[<\[]")
_SPECIAL_OR_LINE = re.compile(r"[<\[\n]")


class Marker:
    """Reads pieces of one text.

    own: what becomes of a shortcode, `own(name)` → a function of it and the words it encloses (None
    where it encloses none) that returns plain tags; None for names that nobody here knows.
    unknown: told the names of those.
    """

    def __init__(self, own, unknown):
        self.own = own
        self.unknown = unknown

    def read(self, html: str, *, has_breaks: bool, hint: int | None = None) -> str:
        """Return `html` in plain tags.

        has_breaks: whether the end of a line is one, as in texts from before blocks.
        hint: the number of the first picture or recording in it, where it has none itself.
        """
        return _Reading(self, html, has_breaks, hint).made()


class _Reading:
    def __init__(self, marker, html, has_breaks, hint):
        self.marker, self.html, self.has_breaks, self.hint = marker, html, has_breaks, hint
        self.parts = []
        self.in_pre = False
        self.is_after_break = False
        self.in_caption = ""
        self.next_comment_end = -1
        self.never_closed = set()
        self.last_closed = {}

    def made(self):
        html, end = self.html, 0
        special = _SPECIAL_OR_LINE if self.has_breaks else _SPECIAL
        reads = {"<": self._angle, "[": self._bracket, "\n": self._line}
        while match := special.search(html, end):
            start = match.start()
            if start > end:
                self._add(html[end:start])
            end = reads[html[start]](start)
        if end < len(html):
            self._add(html[end:])
        return "".join(self.parts)

    def _add(self, text):
        self.parts.append(text)
        if self.is_after_break and not text.isspace():
            self.is_after_break = False

    def _line(self, start):
        if self.in_pre:
            self.parts.append("\n")
        elif self.is_after_break:
            # “<br />” at the end of a line is one break, not two.
            self.is_after_break = False
        else:
            self.parts.append("<br>")
        return start + 1

    def _angle(self, start):
        if match := _TAG.match(self.html, start):
            return self._tag(match)
        if self.html.startswith("<!--", start):
            return self._comment(start)
        if match := _BOGUS.match(self.html, start):
            return match.end()
        self._add("&lt;")
        return start + 1

    def _comment(self, start):
        if 0 <= self.next_comment_end < start + 4 or self.next_comment_end == -1:
            found = self.html.find("-->", start + 4)
            self.next_comment_end = found if found >= 0 else -2
        stop = self.next_comment_end
        if stop < 0 or self.html.find("<!--", start + 4, stop) >= 0:
            return _UNENDED.match(self.html, start).end()
        return stop + 3

    def _tag(self, match):
        tag = match["tag"].lower()
        tag = AS.get(tag, tag)
        closes = bool(match["slash"])
        if tag in TAGS:
            if tag == "pre":
                self.in_pre = not closes
            self.parts.append(f"</{tag}>" if closes else self._opened(tag, match["written"]))
            self.is_after_break = tag == "br"
        elif tag in UNREAD and not closes:
            return self._unread(tag, match)
        elif tag in ("embed", "object") and not closes:
            self._frame(_attributes(match["written"]))
        elif tag in APART:
            self._add(" ")
        return match.end()

    def _unread(self, tag, match):
        if tag == "iframe":
            self._frame(_attributes(match["written"]))
        if tag in self.never_closed:
            return match.end()
        end = re.compile(rf"</{tag}\s*+>", re.I).search(self.html, match.end())
        if not end:
            self.never_closed.add(tag)
        return end.end() if end else match.end()

    def _frame(self, attributes):
        address = next(filter(None, map(attributes.get, ("src", *LATE, "data"))), "")
        title = attributes.get("title", "")
        self._add(
            f'<div class="wp-frame" data-address="{quoted(address)}" title="{quoted(title)}"></div>'
        )

    def _opened(self, tag, written):
        wanted = TAGS[tag]
        found = _attributes(written) if written.strip(" \t\r\n/") else {}
        if self.hint and tag in ("img", "audio", "video"):
            found.setdefault("data-id", str(self.hint))
            wanted = (*wanted, "data-id")
            self.hint = None
        attributes = "".join(
            f' {RENAMED.get(name, name)}="{quoted(found[name])}"'
            for name in wanted
            if name in found
        )
        return f"<{tag}{attributes}>"

    def _bracket(self, start):
        """See https://codex.wordpress.org/Shortcode_API for the grammar."""
        match = None if self.in_pre else shortcodes.END.match(self.html, start)
        if not match:
            self._add("[")
            return start + 1
        if match["escaped"] and match["beyond"]:
            self._add(match[0][1:-1])
            return match.end()
        if match["escaped"]:
            self._add("[")
        name, after = match["name"].lower(), match.end("written") + 1
        become = self.marker.own(name)
        if match["closes"]:
            self._closed(name, become, match)
        elif name in CAPTIONS:
            self._caption(name, become, match, after)
        elif become:
            return self._whole(name, become, match, after)
        else:
            self._unknown(name, match, after)
        return after

    def _is_closed_after(self, place, match):
        """Tell whether the shortcode is closed anywhere behind `place`."""
        end = f"[/{match['name']}]"
        if end not in self.last_closed:
            self.last_closed[end] = self.html.rfind(end)
        return self.last_closed[end] >= place

    def _closed(self, name, become, match):
        if name == self.in_caption:
            self.in_caption = ""
            self.parts.append("</figure>")
        elif not become:
            self._apart(match)

    def _caption(self, name, become, match, after):
        if self.in_caption:
            self.in_caption = ""
            self.parts.append("</figure>")
        if self._is_closed_after(after, match):
            self.in_caption = name
            self.parts.append(become(shortcodes.read(name, match["written"]), None))

    def _whole(self, name, become, match, after):
        """Take a shortcode with all that it encloses."""
        inside = None
        if not match["written"].endswith("/") and self._is_closed_after(after, match):
            end = re.compile(rf"\[/?{match['name']}\b").search(self.html, after)
            if end and end[0].startswith("[/"):
                inside = self.html[after : end.start()]
                after = end.end() + 1
        self._add(become(shortcodes.read(name, match["written"]), inside))
        return after

    def _unknown(self, name, match, after):
        """Leave the words of a shortcode; a word in brackets may be none at all."""
        shortcode = shortcodes.read(name, match["written"])
        self.marker.unknown(name)
        if shortcode.named or re.search("[_-]", name) or self._is_closed_after(after, match):
            self._apart(match)
            self._add(shortcodes.words_of(shortcode))
        else:
            self._add(self.html[match.start("closes") - 1 : after])

    def _apart(self, match):
        """Columns and boxes stand beside one another on one line; a coloured letter is no box."""
        before = self.html[match.start() - 1 : match.start()]
        after = self.html[match.end() : match.end() + 1]
        if "]" in before or "[" in after:
            self.parts.append("<br><br>")


def _attributes(written):
    """Return the attributes as they were written, entities and all; the first of a name counts."""
    found = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), next(filter(None, values), ""))
    return found


def quoted(value: str) -> str:
    """Return `value`, entities and all, fit to stand between the marks of an attribute."""
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
