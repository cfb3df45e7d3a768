"""WordPress's shortcodes: [name key="value"] and [/name]. Pure."""

import re
from dataclasses import dataclass
from html import escape, unescape

_PAIR = "&quot;(?:(?!&quot;).)*&quot;"
_QUOTED = rf"\"[^\"]*+\"|'[^']*+'|“[^”]*+”|«[^»]*+»|{_PAIR}"
_OTHER = rf"[^\[\]\"'“«&]++|(?!{_PAIR})&"
#: One of a shortcode's two ends. `[[name]]` is what somebody writes who explains shortcodes.
END = re.compile(
    r"\[(?P<escaped>\[?)(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9_-]{0,60})"
    rf"(?P<written>(?:[=\s/](?:{_QUOTED}|{_OTHER})*)?)\](?P<beyond>\]?)"
)
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|«([^»]*)»|[″”]([^″”]*)[″”]"""
    r"""|&quot;(.*?)&quot;|([^\s"'<>]+))"""
    r"""|"([^"]*)"|'([^']*)'|(\S+)"""
)


@dataclass(slots=True)
class Shortcode:
    """named: its attributes with a name, in small letters. bare: those without."""

    name: str
    named: dict[str, str]
    bare: list[str]

    def address(self) -> str:
        """Return the first address in it, "" if there is none."""
        for value in (*self.named.values(), *self.bare):
            if match := re.search(r"https?://[^\s\"'<>\[\]]+", value):
                return match[0]
        return ""

    def numbers(self, name) -> list[int]:
        """Return the numbers in “1, 2,3”."""
        return [int(found) for found in re.findall(r"[0-9]{1,18}", self.named.get(name, ""))]


def read(name: str, written: str) -> Shortcode:
    """Return the shortcode of `name` whose attributes were written so, in any way of quoting."""
    shortcode = Shortcode(name.lower(), {}, [])
    for match in _ATTRIBUTE.finditer(written.rstrip("/ \t\n")):
        key, *values = match.groups()
        value = unescape(next((value for value in values if value is not None), ""))
        if key:
            shortcode.named.setdefault(key.lower(), value)
        else:
            shortcode.bare.append(value)
    return shortcode


#: Attributes in which plugins put words that readers see.
SAID = ("title", "heading", "label", "text", "caption", "quote", "content")


def words_of(shortcode: Shortcode) -> str:
    """Return, as HTML, what readers saw of the attributes of a shortcode that nobody here knows."""
    said = [escape(shortcode.named[name]) for name in SAID if shortcode.named.get(name)]
    if address := shortcode.address():
        link = escape(address)
        said = [f'<a data-address="{link}">{"; ".join(said) or link}</a>']
    return "".join(f"<br><br>{words}<br><br>" for words in said)
