"""What a stored text and a page may hold, judged on the output as a browser would parse it."""

import re
import unicodedata
from html.parser import HTMLParser

from articles import embeds

INLINE = {"a", "strong", "em", "br"}
STORED = {
    "p": {}, "h2": {}, "h3": {}, "h4": {}, "strong": {}, "em": {}, "br": {}, "hr": {}, "ul": {},
    "li": {}, "cite": {}, "tbody": {}, "tr": {}, "figcaption": {}, "caption": {}, "table": {},
    "pre": {},
    "a": {"href": r"(https?://[^/?#@\\\s]+([/?#]\S*)?|mailto:\S+|tel:\S+|/|/[^/\\\s]\S*)"},
    "ol": {"start": r"\d{1,4}"},
    "blockquote": {"class": "pull"},
    "section": {"class": "facts"},
    "figure": {"class": "gallery"},
    "img": {"data-file": r"[1-9]\d{0,18}"},
    "div": {"class": "embed", "data-url": r"https://\S+", "data-title": r"[^\n]+"},
    "th": {"colspan": r"\d+", "rowspan": r"\d+"},
    "td": {"colspan": r"\d+", "rowspan": r"\d+"},
}  # fmt: skip
VOID = {"br", "hr", "img"}
PARENTS = {
    "li": {"ul", "ol"}, "tr": {"tbody"}, "tbody": {"table"}, "td": {"tr"}, "th": {"tr"},
    "caption": {"table"}, "figcaption": {"figure"}, "img": {"figure"}, "cite": {"blockquote"},
}  # fmt: skip
PHRASES = {"p", "pre", "h2", "h3", "h4", "cite", "figcaption", "caption", *INLINE}


class Judge(HTMLParser):
    """Collects what is wrong with stored HTML."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.wrong = []

    def handle_starttag(self, tag, attributes):
        where = self.open[-1] if self.open else None
        if tag not in STORED:
            self.wrong.append(f"<{tag}>")
            return
        for name, value in attributes:
            if not re.fullmatch(STORED[tag].get(name, "(?!)"), value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if tag in PARENTS and where not in PARENTS[tag]:
            self.wrong.append(f"<{tag}> in <{where}>")
        if tag in INLINE and where not in PHRASES:
            self.wrong.append(f"<{tag}> in <{where}>")
        if tag not in INLINE and where in PHRASES:
            self.wrong.append(f"<{tag}> in <{where}>")
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link in a link")
        if tag == "div" and not embeds.find(dict(attributes).get("data-url") or ""):
            self.wrong.append("an embed of nobody we know")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, text):
        if not self.open or self.open[-1] not in PHRASES:
            self.wrong.append(f"words right in {self.open[-1:]}")
        if unicodedata.normalize("NFC", text) != text:
            self.wrong.append("not composed")
        for place, letter in enumerate(text):
            if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not (
                (letter == "\u200d" and 0 < place < len(text) - 1)
                or (letter == "\n" and "pre" in self.open)
            ):
                self.wrong.append(f"U+{ord(letter):04X}")

    def handle_comment(self, text):
        self.wrong.append("a comment")

    handle_decl = unknown_decl = handle_pi = handle_comment


def wrong_in(stored):
    """Return what is in `stored` that no editor can make."""
    judge = Judge()
    judge.feed(stored)
    judge.close()
    return judge.wrong + [f"<{tag}> left open" for tag in judge.open]
