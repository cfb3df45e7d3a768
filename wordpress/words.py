"""Words of the old site → words of ours: one line, no markup, as long as it may be. Pure."""

import re
from html import unescape

from articles.slugs import slugify
from images.validators import plain_text

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
# Between these stand words of their own.
_BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|tr|td|blockquote)\b[^<>]*>", re.I)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_VARIABLE = re.compile(r"%%?[a-z_()]+%%?|#[a-z_]+")


def line(text: str, longest: int) -> str:
    """Return the words of `text` (HTML) on one line, cut at a word with “…” where too long."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "&" in text:
        text = unescape(text)
    return cut(plain_text(text, len(text) + 1), longest)


def cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    begin = text[: longest - 1]
    at_word = begin.rpartition(" ")[0]
    return (at_word if len(at_word) > longest // 2 else begin).rstrip(" .,:;–—-") + "…"


def number_of(text: str) -> int | None:
    """Return the number that a field of meta says, None for none or one too large to be stored."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def slug_of(*wishes: str, longest: int = 80) -> str:
    """Return the first of `wishes` that makes an address, as it is where it can be one."""
    for wish in wishes:
        if len(wish) <= longest and _SLUG.fullmatch(wish):
            return wish
        if slug := slugify(wish, longest):
            return slug
    return ""


def seo(text: str, longest: int, *, title: str, site: str) -> str:
    """Return what a plugin shows search engines, its usual variables filled in.

    “” where it says no more than the title does, or holds a variable that nobody here knows.
    """
    known = {
        "title": title, "post_title": title, "sitename": site, "site_title": site, "sep": "—",
        "separator_sa": "—", "page": "", "pagenumber": "", "sitedesc": "", "tagline": "",
    }  # fmt: skip

    def filled(match):
        return known.get(match[0].strip("%#"), match[0])

    words = line(_VARIABLE.sub(filled, text), 10_000).strip(" —-|")
    if words in ("", title) or _VARIABLE.search(words) or words == f"{title} — {site}":
        return ""
    return cut(words, longest)
