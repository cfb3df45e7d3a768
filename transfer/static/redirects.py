"""Addresses that lead on, and those that are gone, as web servers read them.

`_redirects` for Netlify, Cloudflare Pages and the like, `.htaccess` for Apache, `nginx.conf` with
`moved.map`, `asked.map` (what was asked for behind a “?”) and `gone.map` for nginx.
"""

import contextlib
import re
from itertools import chain
from urllib.parse import unquote

from articles.models import UNPUBLISHED, Address
from wordpress.models import OldAddress, Source
from wordpress.old_addresses import GONE, address_of

from .rendering import written

CHUNK = 500
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}/$")
FEEDS = ("/feed/", "/rubric/:name/feed/", "/tag/:name/feed/", "/author/:name/feed/")
NGINX = """# To be included inside http {}:
map $uri $moved { default ""; include moved.map; }
map $request_uri $asked { default ""; include asked.map; }
map $uri $gone { default 0; include gone.map; }

# To be put inside server {}:
#     index index.html index.xml index.json;
#     error_page 404 /404.html;
#     if ($moved) { return 301 $moved; }
#     if ($asked) { return 301 $asked; }
#     if ($gone) { return 410; }
#     types { application/rss+xml xml; }
"""
APACHE = """DirectoryIndex index.html index.xml index.json
ErrorDocument 404 /404.html
RewriteEngine On
"""


class Gone(contextlib.AbstractContextManager):
    """The addresses of what was withdrawn, written down as they are met."""

    def __init__(self, folder):
        self._path = folder / "gone.map"
        self._file = None

    def __enter__(self):
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *error):
        self._file.close()

    def add(self, path):
        if "?" not in path:
            self._file.write(f"{quoted(path)} 1;\n")

    def addresses(self):
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rpartition(" ")[0].strip('"').replace('\\"', '"').replace("\\\\", "\\")


def write(folder, gone):
    """Write all forms from the old addresses of the database and those that are `gone`."""
    with contextlib.ExitStack() as files:
        netlify, apache, moved, asked, nginx = (
            files.enter_context((folder / name).open("w", encoding="utf-8"))
            for name in ("_redirects", ".htaccess", "moved.map", "asked.map", "nginx.conf")
        )
        nginx.write(NGINX)
        apache.write(APACHE)
        with gone:
            for path, there in chain(stories(), old_site()):
                path = as_asked(path)
                if there == GONE:
                    gone.add(path)
                elif unquote(there) == path:
                    # It stands where it stood.
                    continue
                elif "?" in path:
                    where, _mark, question = written(path, safe="?").partition("?")
                    netlify.write(f"{where} {question.replace('&', ' ')} {there} 301\n")
                    asked.write(f"{quoted(where + '?' + question)} {quoted(there)};\n")
                else:
                    netlify.write(f"{written(path)} {there} 301\n")
                    apache.write(f"Redirect 301 {spaced(path)} {there}\n")
                    moved.write(f"{quoted(path)} {quoted(there)};\n")
        for path in gone.addresses():
            apache.write(f"Redirect 410 {spaced(path)}\n")
        for path in FEEDS:
            netlify.write(f"{path} {path}index.xml 200\n")


def as_asked(path):
    """Return a kept path as readers ask for it: that of a file has no “/” at its end."""
    return path.rstrip("/") if _FILE.search(path) else path


def stories():
    """Yield `(old path, address of today)` of stories, the old one decoded."""
    rows = Address.objects.exclude(article__status__in=UNPUBLISHED).select_related("article")
    rows = rows.only("path", "article__language", "article__slug", "article__published_on")
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        yield row.path, row.article.get_absolute_url()


def old_site():
    """Yield `(old address, address of today or GONE)` of what moved in from WordPress."""
    for row in OldAddress.objects.order_by("pk").iterator(chunk_size=CHUNK):
        yield row.path, address_of(row.kind, row.object_id, language=row.language)
    sources = Source.objects.filter(key__startswith="item/").order_by("pk")
    for source in sources.iterator(chunk_size=CHUNK):
        number = source.key.removeprefix("item/")
        there = address_of(source.kind, source.object_id)
        # Twins have a number of another item; of what is gone the server says so anyway.
        if number.isdigit() and there != GONE:
            yield f"/?p={number}", there


def quoted(path):
    """Return a string of nginx's configuration; “$” would begin a variable."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24"))


def spaced(path):
    """Return a path as Apache reads it: decoded, in quotes."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"'))
