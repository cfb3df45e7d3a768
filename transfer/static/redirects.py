"""Addresses that lead on, and those that are gone, as web servers read them.

`_redirects` for Netlify, Cloudflare Pages and the like, `.htaccess` for Apache, `nginx.conf` with
`moved.map` and `gone.map` for nginx.
"""

import contextlib

from articles.models import UNPUBLISHED, Address

from .rendering import written

CHUNK = 500
FEEDS = ("/feed/", "/rubric/:name/feed/", "/tag/:name/feed/", "/author/:name/feed/")
NGINX = """# To be included inside http {}:
map $uri $moved { default ""; include moved.map; }
map $uri $gone { default 0; include gone.map; }

# To be put inside server {}:
#     index index.html index.xml index.json;
#     error_page 404 /404.html;
#     if ($moved) { return 301 $moved; }
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
        self._file = self._path.open("w", encoding="utf-8")
        return self

    def __exit__(self, *error):
        self._file.close()

    def add(self, path):
        self._file.write(f"{quoted(path)} 1;\n")

    def addresses(self):
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rpartition(" ")[0].strip('"').replace('\\"', '"').replace("\\\\", "\\")


def write(folder, gone):
    """Write all three forms from the old addresses of the database and those that are `gone`."""
    with contextlib.ExitStack() as files:
        opened = {
            name: files.enter_context((folder / name).open("w", encoding="utf-8"))
            for name in ("_redirects", ".htaccess", "moved.map", "nginx.conf")
        }
        opened["nginx.conf"].write(NGINX)
        opened[".htaccess"].write(APACHE)
        for path, there in moved():
            opened["_redirects"].write(f"{written(path)} {there} 301\n")
            opened[".htaccess"].write(f"Redirect 301 {spaced(path)} {there}\n")
            opened["moved.map"].write(f"{quoted(path)} {quoted(there)};\n")
        for path in gone.addresses():
            opened[".htaccess"].write(f"Redirect 410 {spaced(path)}\n")
        for path in FEEDS:
            opened["_redirects"].write(f"{path} {path}index.xml 200\n")


def moved():
    """Yield `(old path, address of today)`, the old one decoded."""
    rows = Address.objects.exclude(article__status__in=UNPUBLISHED).select_related("article")
    rows = rows.only("path", "article__language", "article__slug", "article__published_on")
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        there = row.article.get_absolute_url()
        if row.path != there and row.path.startswith("/") and "?" not in row.path:
            yield row.path, there


def quoted(path):
    """Return a string of nginx's configuration."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"').replace("$", "${dollar}"))


def spaced(path):
    return f'"{path}"' if " " in path else path
