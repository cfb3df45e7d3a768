"""A page of the site without a server: the view answers, no middleware stands around it.

Middlewares would write (what is due, pages that are kept), and this reads one moment of the
database in a transaction that may not.
"""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import Resolver404, get_resolver, resolve
from django.utils import translation


@dataclass(frozen=True)
class Answer:
    """location: where a redirect leads, a path. type: without its charset."""

    status: int
    body: bytes
    type: str
    location: str = ""

    @property
    def is_html(self):
        return self.type == "text/html"


class Site:
    """Answers as the site at `settings.SITE_URL` would."""

    def __init__(self):
        parts = urlsplit(settings.SITE_URL)
        self.home = settings.SITE_URL
        self._scheme, self._host = parts.scheme, parts.netloc
        self._editions = {code for code, _name in settings.LANGUAGES[1:]}

    def get(self, path, query=""):
        """Return the `Answer` to a reader who asks for `path`, decoded, and what is behind “?”."""
        first = path[1:].partition("/")[0]
        language = first if first in self._editions else settings.LANGUAGE_CODE
        with translation.override(language):
            request = self._request(path, query, language)
            try:
                match = resolve(path)
                request.resolver_match = match
                response = match.func(request, *match.args, **match.kwargs)
            except (Http404, Resolver404) as error:
                response = get_resolver().resolve_error_handler(404)(request, exception=error)
        return self._answer(response)

    def missing(self, language):
        """Return the page of an edition that says that there is nothing here."""
        with translation.override(language):
            handler = get_resolver().resolve_error_handler(404)
            return self._answer(handler(self._request("/", "", language), exception=None))

    def own(self, address):
        """Return the path of `address` if it lies on this site, "" otherwise."""
        if address.startswith(f"{self.home}/"):
            address = address.removeprefix(self.home)
        return address if address.startswith("/") and not address.startswith("//") else ""

    def _request(self, path, query, language):
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                # As WSGI has it: bytes in the guise of letters.
                "PATH_INFO": path.encode().decode("latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self._host.partition(":")[0],
                "SERVER_PORT": self._host.partition(":")[2] or "443",
                "HTTP_HOST": self._host,
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self._scheme,
                "wsgi.input": BytesIO(),
            }
        )
        request.LANGUAGE_CODE = language
        return request

    def _answer(self, response):
        body = b"".join(response.streaming_content) if response.streaming else response.content
        location = self.own(response.headers.get("Location", ""))
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return Answer(response.status_code, body, kind, location)


def written(path, safe=""):
    """Return a decoded path as an address writes it."""
    return quote(path, safe="/:@!$&'()*+,;=~-._" + safe)
