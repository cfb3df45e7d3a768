"""The copy itself: pages of one moment, then what they show."""

from itertools import chain
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext as _

from articles.due import keep_schedules
from progress import Progress
from reactions.folding import nobody_folds

from ..folder import Refused, appearing
from ..snapshot import snapshot
from . import addresses, links, redirects
from .rendering import Site
from .shelves import Pictures, StaticFiles, write_kept_files
from .without_server import without_server

#: By this an earlier copy is known, which a new one may replace.
MARK = ".copy-of-a-newsroom"
#: The names of files that a folder's address is answered with.
INDEX = {
    "text/html": "index.html",
    "application/rss+xml": "index.xml",
    "application/atom+xml": "index.xml",
    "application/feed+json": "index.json",
}
GONE = 410
NO_PAGES = (*settings.PAGECACHE_NEVER, settings.STATIC_URL)


def copy(folder, *, stream):
    """Write the whole public site to the new folder `folder`.

    Returns the names of pictures that are lost. Raises `Refused`.
    """
    if not settings.SITE_URL:
        raise Refused(_("Set SITE_URL first: every address begins with it."))
    keep_schedules()
    with appearing(folder, is_ours=lambda there: (there / MARK).exists()) as draft:
        run = Copy(draft, stream)
        with snapshot(), nobody_folds():
            run.write_pages()
            redirects.write(draft, run.gone)
        run.static_files.write()
        lost = run.pictures.write(stream) + write_kept_files(draft)
        (draft / MARK).write_text("")
        return lost


class Copy:
    """gone: addresses that answer 410, written down while they are met."""

    def __init__(self, folder, stream):
        self.folder, self.stream = folder, stream
        self.site = Site()
        self.static_files, self.pictures = StaticFiles(folder), Pictures(folder)
        self.gone = redirects.Gone(folder)
        # Of stories the disk knows which are there; of all else there are fewer.
        self._met = set()

    def write_pages(self):
        with self._progress(_("Pages"), addresses.stories) as progress, self.gone:
            for path in addresses.stories():
                self._write(path)
                progress.advance()
        for path in chain(addresses.MACHINES, self._sitemaps(), addresses.pages()):
            self._write(path)
        with self._progress(_("Feeds"), addresses.feeds) as progress:
            for path in addresses.feeds():
                self._write(path)
                progress.advance()
        with self._progress(_("Lists"), addresses.lists) as progress:
            for path in addresses.lists():
                self._write_list(path)
                progress.advance()
        for code in addresses.EDITIONS:
            self._write_missing(code)
        self._write_what_is_left()

    def _progress(self, name, paths):
        return Progress(name, sum(1 for _path in paths()), self.stream)

    def _sitemaps(self):
        index = self.site.get("/sitemap.xml").body.decode()
        for part in index.split("<loc>")[1:]:
            if path := self.site.own(part.partition("</loc>")[0]):
                yield path

    def _write(self, path):
        """Write the page at `path`, unless it is no page."""
        answer = self.site.get(path)
        if answer.status == GONE:
            self.gone.add(path)
        elif answer.status != 200:
            return
        self._keep(path, answer)

    def _write_list(self, path):
        """Write all pages of the list at `path`."""
        number, own = 1, ""
        while True:
            answer = self.site.get(path, f"before={own}" if own else "")
            if answer.status != 200:
                return
            html = answer.body.decode()
            following = links.next_key(html, own)
            html = links.numbered(html, number=number, own=own)
            self._keep(links.page_of(path, number), answer, html)
            if not following:
                return
            number, own = number + 1, following

    def _write_missing(self, code):
        answer = self.site.missing(code)
        name = "/404.html" if code == settings.LANGUAGE_CODE else f"/{code}/404.html"
        html = without_server(answer.body.decode(), is_missing=True)
        self._note_links(html)
        self._note_files(html)
        self._put(name, html.encode())

    def _write_what_is_left(self):
        """Write what pages lead to and nobody listed, until nothing is left."""
        while self._met:
            path = self._met.pop()
            if not self.has(path):
                self._write(path)

    def _keep(self, path, answer, html=None):
        body = answer.body
        if answer.is_html:
            html = without_server(html or body.decode())
            self._note_links(html)
            body = html.encode()
        self._note_files(body.decode())
        name = path + INDEX.get(answer.type, "index") if path.endswith("/") else path
        self._put(name, body)

    def _note_files(self, text):
        for address in links.below(text, settings.STATIC_URL):
            self.static_files.want(unquote(address).partition("#")[0])
        for address in links.below(text, self.pictures.base):
            self.pictures.want(unquote(address))

    def _note_links(self, html):
        for address in links.pages(html):
            path = unquote(self.site.own(address).partition("#")[0])
            # A writer may link to the desk; to nobody is it a part of the public site.
            is_page = path and "?" not in path and not path.startswith(NO_PAGES)
            if is_page and not self.has(path):
                self._met.add(path)

    def has(self, path):
        place = self.place(path)
        if place is None:
            return True
        return any((place / name).exists() for name in set(INDEX.values())) or place.is_file()

    def place(self, path):
        """Return where the file of an address lies, None if it cannot lie anywhere."""
        parts = path.strip("/").split("/")
        if any(part in (".", "..") or "\0" in part for part in parts):
            return None
        return self.folder.joinpath(*parts)

    def _put(self, name, body):
        place = self.place(name)
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
