"""What a reader asks for: which page, in which form. Pure: from the WSGI environ, no database."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.utils.module_loading import import_string

#: Said about where a reader comes from; no page depends on it.
TRACKING = {
    "_openstat", "erid", "etext", "fbclid", "from", "gclid", "igshid", "mc_cid", "mc_eid",
    "msclkid", "openstat", "ref", "roistat", "twclid", "vk_ref", "yclid", "ysclid", "ymclid",
}  # fmt: skip
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Question:
    """key: the page. encoding: "br", "gzip" or "". query: what the view is to see of it.

    etag: what the reader holds already. is_head: whether only headers are wanted.
    """

    key: str
    encoding: str
    query: str
    etag: str
    is_head: bool


def question_of(environ) -> Question | None:
    """Return the `Question` of a request whose answer might be kept, None for any other.

    Drafts, previews and the desk lie under addresses that are never kept; whoever carries a
    login, a password or a form asks for himself.
    """
    method = environ["REQUEST_METHOD"]
    if method not in ("GET", "HEAD") or not settings.PAGECACHE_BYTES:
        return None
    path = environ.get("PATH_INFO", "")
    if path.startswith(settings.PAGECACHE_NEVER) or "HTTP_AUTHORIZATION" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE")
    if cookies and f"{settings.SESSION_COOKIE_NAME}=" in cookies:
        return None
    query = environ.get("QUERY_STRING", "")
    if query:
        query = without_tracking(query)
        if query is None:
            return None
    key = (
        f"{settings.RELEASE} {scheme_of(environ)}://{environ.get('HTTP_HOST', '')}"
        f"{environ.get('SCRIPT_NAME', '')}{path}?{query}"
    )
    if len(key) > LONGEST:
        return None
    return Question(
        key,
        encoding_of(environ.get("HTTP_ACCEPT_ENCODING", "")),
        query,
        environ.get("HTTP_IF_NONE_MATCH", ""),
        method == "HEAD",
    )


def without_tracking(query):
    """Return `query` without what only says where a reader comes from, in one order.

    None if it holds anything that no list knows: then the page might depend on it.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None
    kept = [
        (name, value)
        for name, value in pairs
        if name not in TRACKING and not name.startswith("utm_")
    ]
    names = [name for name, _value in kept]
    if len(set(names)) < len(names) or not set(names) <= settings.PAGECACHE_PARAMETERS:
        return None
    return urlencode(sorted(kept))


def scheme_of(environ):
    """Return the scheme by which the reader came, believing our own proxies alone."""
    if (
        settings.SECURE_PROXY_SSL_HEADER
        and "HTTP_X_FORWARDED_PROTO" in environ
        and comes_through_a_proxy(environ)
    ):
        return environ["HTTP_X_FORWARDED_PROTO"][:10]
    return environ.get("wsgi.url_scheme", "http")


def comes_through_a_proxy(environ):
    return import_string(settings.PAGECACHE_PROXIES)(environ)


def encoding_of(accepted):
    """Return the best of ours among what `Accept-Encoding` allows; "" if it allows none."""
    if not accepted:
        return ""
    allowed = set()
    for part in accepted.split(","):
        name, _semicolon, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            allowed.add(name.strip().lower())
    if "br" in allowed:
        return "br"
    return "gzip" if "gzip" in allowed else ""
