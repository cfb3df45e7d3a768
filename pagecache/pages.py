"""A page as it is kept: compressed, with holes for its parts, and the clock at which it began."""

import hashlib
import secrets
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

import brotli

from .bulletin import Reading
from .parts import Part

#: What a proxy may do with a page: keep it for a second, ask again, and survive us with it.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-if-error=86400"
#: These are said anew each time a page is put together.
OWN_HEADERS = {
    "cache-control", "cache-tag", "content-encoding", "content-length", "etag", "vary",
}  # fmt: skip
#: How hard to squeeze a page that may never be asked for again, and one that was. Of 30 KB
#: brotli's 3 makes 7.9 KB in 0.35 ms, its 5 7.1 in 0.9; gzip's 1 9.1 in 0.3, its 6 7.4 in 0.8.
FIRST = {"br": 3, "gzip": 1}
KEPT = {"br": 5, "gzip": 6}


class Hole(NamedTuple):
    part: str
    language: str
    key: str


@dataclass
class Gathering:
    """What is found out about a page while it is made."""

    tags: set[str] = field(default_factory=set)
    holes: list[Hole] = field(default_factory=list)
    may_be_kept: bool = False
    # Nobody can write a text that is taken for a hole.
    mark: str = field(default_factory=lambda: f"<!--{secrets.token_hex(12)}-->")

    def hole(self, part, language, key):
        """Return what to print in place of a part."""
        self.holes.append(Hole(part, language, key))
        return self.mark

    def pieces(self, body: bytes) -> list[bytes]:
        """Return `body` cut at its holes: one piece more than there are holes.

        Raises ValueError where a template left out what it rendered, or said it twice.
        """
        pieces = body.split(self.mark.encode())
        if len(pieces) == 1:
            # Something else is sent than the page that was rendered.
            self.holes.clear()
        if len(pieces) != len(self.holes) + 1:
            raise ValueError(f"{len(self.holes)} parts were asked for, {len(pieces) - 1} printed")
        return pieces


@dataclass(frozen=True, slots=True)
class Page:
    """What is true of a page whatever its parts say, as of the clock `began` in `era`."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    holes: tuple[Hole, ...]
    tags: tuple[str, ...]
    began: int
    era: int

    @classmethod
    def of(cls, response, gathering: Gathering, reading: Reading):
        return cls(
            status=response.status_code,
            reason=response.reason_phrase,
            headers=tuple((k, v) for k, v in response.items() if k.lower() not in OWN_HEADERS),
            holes=tuple(gathering.holes),
            tags=tuple(sorted(gathering.tags)),
            began=reading.now,
            era=reading.era,
        )

    def texts(self, reading: Reading) -> tuple[str, ...]:
        """Return the texts of the parts as of `reading`, in the order of the holes."""
        return tuple(
            Part.every[hole.part].text(reading, hole.language, hole.key) for hole in self.holes
        )

    def cache_tags(self):
        """Return the tags of the page and of its parts, for caches that are told what changed."""
        tags = set(self.tags)
        for hole in self.holes:
            tags.update(Part.every[hole.part].tags(hole.language, hole.key))
        return ",".join(sorted(tags))


class Sending(NamedTuple):
    """What goes over the wire. is_kept: squeezed as hard as it ever will be."""

    headers: list[tuple[str, str]]
    body: bytes
    is_kept: bool


class Edition:
    """A page put together with certain texts of its parts, in the encodings it was asked for in.

    Threads send from it at once: what it says never changes, encodings are added whole.
    """

    __slots__ = ("_body", "_sendings", "etag", "page", "places", "texts")

    def __init__(self, page: Page, pieces: list[bytes], texts: tuple[str, ...]):
        self.page = page
        self.texts = texts
        self.places: list[tuple[int, int]] = []
        whole, end = [pieces[0]], len(pieces[0])
        for text, piece in zip(texts, pieces[1:], strict=True):
            said = text.encode()
            self.places.append((end, end + len(said)))
            whole += (said, piece)
            end += len(said) + len(piece)
        self._body: bytes | None = b"".join(whole)
        self.etag = hashlib.blake2b(self._body, digest_size=12).hexdigest()
        self._sendings: dict[str, Sending] = {}

    @property
    def weight(self):
        """About how many bytes of memory it takes."""
        bodies = [sending.body for sending in list(self._sendings.values())]
        return 3_000 + sum(map(len, bodies)) + len(self._body or b"")

    def pieces(self) -> list[bytes]:
        """Return the page cut at its holes again."""
        body, start, found = self._plain(), 0, []
        for first, end in self.places:
            found.append(body[start:first])
            start = end
        return [*found, body[start:]]

    def ready(self, encoding: str) -> Sending | None:
        """Return what is kept in `encoding` and can be sent as it lies there."""
        found = self._sendings.get(encoding)
        return found if found is not None and found.is_kept else None

    def sending(self, encoding: str) -> Sending:
        """Return headers and body in `encoding`: "br", "gzip", or "" for none."""
        found = self._sendings.get(encoding)
        if found is None or not found.is_kept:
            found = self._squeezed(encoding, is_kept=found is not None)
            if encoding:
                self._sendings[encoding] = found
                if found.is_kept:
                    # Whoever takes no encoding waits for it to be unpacked.
                    self._body = None
        return found

    def _squeezed(self, encoding, *, is_kept):
        quality = KEPT if is_kept else FIRST
        body = squeezed(self._plain(), encoding, quality)
        # Other bytes, another name: somebody may ask for the rest of them.
        name = f"-{encoding}{quality[encoding]}" if encoding else ""
        headers = [
            *self.page.headers,
            ("Content-Length", str(len(body))),
            *([("Content-Encoding", encoding)] if encoding else []),
            ("ETag", f'"{self.etag}{name}"'),
            ("Vary", "Accept-Encoding"),
            ("Cache-Control", CACHE_CONTROL),
            ("Cache-Tag", self.page.cache_tags()),
        ]
        return Sending(headers, body, is_kept)

    def _plain(self):
        if (body := self._body) is not None:
            return body
        if found := self._sendings.get("br"):
            return brotli.decompress(found.body)
        return zlib.decompress(self._sendings["gzip"].body, 47)


def squeezed(body, encoding, quality):
    if encoding == "br":
        return brotli.compress(body, quality=quality[encoding])
    if encoding == "gzip":
        packer = zlib.compressobj(quality[encoding], zlib.DEFLATED, 31)
        return packer.compress(body) + packer.flush()
    return body


class Copy:
    """A page in this process.

    since: the clock up to which its own tags are known to be unchanged.
    """

    __slots__ = ("edition", "page", "since")

    def __init__(self, page: Page, edition: Edition):
        self.page = page
        self.edition = edition
        self.since = page.began

    @property
    def weight(self):
        return self.edition.weight

    def is_fresh(self, reading: Reading):
        """Tell whether the page's own tags are unchanged as of `reading`."""
        if reading.era != self.page.era:
            return False
        if self.since >= reading.now:
            return True
        if not reading.is_fresh(self.page.tags, self.since):
            return False
        self.since = reading.now
        return True

    def filled(self, reading: Reading) -> Edition:
        """Return the page with its parts as they are as of `reading`."""
        edition = self.edition
        if self.page.holes:
            texts = self.page.texts(reading)
            if texts != edition.texts:
                edition = self.edition = Edition(self.page, edition.pieces(), texts)
        return edition
