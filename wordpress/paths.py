"""Addresses of the old site in one form, and all the forms in which somebody may ask. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

LONGEST_PATH = 500
#: What WordPress takes behind a “?” for the number of an item.
ITEM_KEYS = ("p", "page_id", "attachment_id")
#: What it takes there for other things; all of these are answered before the front page.
OTHER_KEYS = (
    "cat", "tag", "author", "author_name", "category_name", "feed", "m", "year", "paged", "s",
    "sitemap", "rest_route",
)  # fmt: skip
QUERY_KEYS = frozenset((*ITEM_KEYS, *OTHER_KEYS))
BIGGEST_NUMBER = 2**63 - 1

_SIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z0-9]{2,5}/?$)")
_ENDING = re.compile(r"(?<!-scaled)(\.(?:jpe?g|png|webp|gif|avif|heic)/?)$", re.I)
# Plugins add feeds of their own: /feed/turbo/, /feed/zen/.
_FEED = re.compile(r"/(?:feed(?:/([a-z][a-z0-9_-]*))?|rss2?|rdf|(atom))/$")
_FEED_FILE = re.compile(r"/wp-(?:(atom)|rss2?|rdf|feed)\.php/$")
_SITEMAP = re.compile(r"/[a-z0-9_.-]*sitemap[a-z0-9_.-]*\.(?:xml(?:\.gz)?|txt|rss)/$")
# What readers said, and what machines asked: neither moved.
_UNMOVED = re.compile(
    r"/(?:comments/(?:feed(?:/[a-z0-9]+)?|rss2?|rdf|atom)|wp-commentsrss2\.php"
    r"|[a-z0-9_.-]*sitemap[a-z0-9_.-]*\.xsl)/$|/wp-json/"
)
_BESIDE = re.compile(r"/(?:amp|embed|trackback|page/\d{1,6}|comment-page-\d{1,6}|\d{1,3})/$")
_FILES = re.compile(r"/(?:uploads(?:/sites/\d+)?|files)/(?=.)")
_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of an address. feed: “” or what follows the thing's own address."""

    path: str
    feed: str = ""


def home_of(address: str) -> str:
    """Return host and folder of a site in one form, whatever the scheme and “www.”."""
    parts = _split(address)
    if parts is None or not parts.netloc:
        return "unknown"
    host = _host(parts)
    port = f":{parts.netloc.rpartition(':')[2]}" if _has_port(parts) else ""
    return (host + port + path_of(address).rstrip("/"))[:255]


def host_of(address: str) -> str:
    parts = _split(address)
    return _host(parts) if parts else ""


@lru_cache(maxsize=64)
def path_of(address: str) -> str:
    """Return the path of an address: decoded, beginning and ending with “/”; “/” for none.

    “” for what cannot be kept: too long, or with characters that nobody can ask for.
    """
    parts = _split(address)
    return "" if parts is None else plain(unquote(parts.path))


def place_of(address: str) -> str:
    """Return the path of an address that is one of its own; “” where a “?” says the rest."""
    parts = _split(address)
    path = "" if parts is None or parts.query else path_of(address)
    return "" if path == "/" else path


def plain(path: str) -> str:
    """Return a decoded path in the one form in which paths are kept and looked up."""
    path = unicodedata.normalize("NFC", path)
    path = f"/{path.strip('/')}/" if path.strip("/") else "/"
    if "//" in path:
        path = re.sub("//+", "/", path)
    return path if path.isprintable() and len(path) <= LONGEST_PATH else ""


def query_of(address: str) -> dict[str, str]:
    """Return what stands behind the “?” of an address; of several of a name the last."""
    parts = _split(address)
    try:
        return dict(parse_qsl(parts.query, max_num_fields=50)) if parts and parts.query else {}
    except ValueError:
        return {}


def item_number(query: dict[str, str]) -> int | None:
    """Return the number of the item that a query asks for, None if it asks for none."""
    for key in ITEM_KEYS:
        found = query.get(key, "")
        if found.isascii() and found.isdigit() and int(found[:20]) <= BIGGEST_NUMBER:
            return int(found)
    return None


def term_address(query: dict[str, str]) -> str:
    """Return the kept form of a query for a category, tag or author, “” if it is none."""
    for key in ("cat", "tag", "author", "author_name", "category_name"):
        if found := query.get(key, ""):
            # “cat=3,5” lists two; the first is as good an answer as any.
            first = re.split(r"[,+ ]", found)[0].rpartition("/")[2]
            return plain_query(key, first)
    return ""


def plain_query(key: str, value: str | int) -> str:
    written = f"/?{key}={unicodedata.normalize('NFC', str(value))}"
    return written if written.isprintable() and len(written) <= LONGEST_PATH else ""


def forms_of(path: str) -> list[Form]:
    """Return what an address may mean, the most literal first; a dozen at most."""
    return list(each_form(path))


def each_form(path: str) -> Iterator[Form]:
    """Yield what `forms_of` returns, for whoever mostly needs no more than the first."""
    first = plain(path)
    if not first:
        return
    if first.startswith("/index.php/"):
        first = first.removeprefix("/index.php")
    found = {Form(first): None}
    yield from found
    rest, feed = first, ""
    for _step in range(_HEIGHT):
        if match := _FEED.search(rest):
            feed = feed or ("feed/atom/" if "atom" in match.groups() else "feed/")
            rest = rest[: match.start()] + "/"
        elif match := _BESIDE.search(rest):
            rest = rest[: match.start()] + "/"
        else:
            break
        found[Form(rest, feed)] = None
    for form in list(found):
        found |= dict.fromkeys(_others(form))
    yield from list(found)[1:]


def furniture(path: str) -> str | None:
    """Return where what every WordPress has beside its posts stands here; “” for nowhere.

    None for any other path.
    """
    path = plain(path).lower()
    if _UNMOVED.search(path):
        return ""
    if match := _FEED_FILE.search(path):
        return "/feed/atom/" if match[1] else "/feed/"
    if _SITEMAP.search(path):
        is_of_news = "news" in path.strip("/").rpartition("/")[2]
        return "/news-sitemap.xml" if is_of_news else "/sitemap.xml"
    return None


def _others(form):
    if (small := form.path.lower()) != form.path:
        yield Form(small, form.feed)
    if _ENDING.search(form.path):
        yield from (Form(path, form.feed) for path in originals_of(form.path)[1:])
    parts = form.path.strip("/").split("/")
    if len(parts) > 2:
        # A category answers under its own name, whatever stands above it.
        yield Form(f"/{parts[0]}/{parts[-1]}/", form.feed)


def whole(path: str) -> str:
    """Return the path of the picture of which `path` is a smaller copy, or `path` itself."""
    return _SIZED.sub("", path)


def originals_of(path: str) -> list[str]:
    """Return the files of which `path` may be a copy, itself first.

    Since 5.3 WordPress puts “-scaled” into the name of what was too large for it.
    """
    bigger = whole(path)
    found = {path: None, bigger: None, _ENDING.sub(r"-scaled\1", bigger): None}
    return list(found)


def in_uploads(path: str) -> str:
    """Return what follows the folder of uploads in a path, without a “/” at either end."""
    match = _FILES.search(path)
    return (path[match.end() :] if match else path).strip("/")


@lru_cache(maxsize=64)
def _split(address):
    try:
        parts = urlsplit(address.strip())
        parts.hostname  # noqa: B018 - raises for what is no address
    except ValueError:
        return None
    return parts


def _host(parts):
    """Return the host without “www.”; “север.рф” is the same as “xn--b1afb8bb.xn--p1ai”."""
    host = (parts.hostname or "").removeprefix("www.")
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _has_port(parts):
    try:
        return parts.port not in (None, 80, 443)
    except ValueError:
        return False
