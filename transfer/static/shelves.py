"""What pages show: files of the design, and renditions of pictures."""

import logging
import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

from images.library import open_rendition
from images.models import Image
from images.renditions import Wanted
from progress import Progress
from wordpress.models import KeptFile

from ..files import take
from . import links

log = logging.getLogger(__name__)
CODE = (".css", ".js", ".mjs")


class StaticFiles:
    """Files below STATIC_URL that pages name, and those that these name."""

    def __init__(self, folder):
        self.folder = folder
        self._wanted = set()

    def want(self, path):
        # A writer may name anything in a text, places above this folder included.
        if ".." not in path.split("/") and "\0" not in path:
            self._wanted.add(path)

    def write(self):
        done = set()
        while waiting := self._wanted - done:
            for path in sorted(waiting):
                done.add(path)
                if (data := self._read(path)) is not None:
                    self._put(path, data)

    def _read(self, path):
        name = unquote(urlsplit(path).path).removeprefix(settings.STATIC_URL)
        try:
            with staticfiles_storage.open(name) as file:
                return file.read()
        except OSError:
            # Not collected: a site on somebody's desk.
            found = finders.find(name)
        if found is None or not Path(found).is_file():
            log.warning("There is no static file %s", name)
            return None
        return Path(found).read_bytes()

    def _put(self, path, data):
        place = self.folder / unquote(urlsplit(path).path).lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        if path.endswith(CODE):
            for address in links.in_code(data.decode(errors="replace")):
                if not address.startswith(("data:", "http:", "https:", "//", "#")):
                    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
                    there = there.partition("#")[0].partition("?")[0]
                    if there.startswith(settings.STATIC_URL):
                        self.want(there)


class Pictures:
    """Renditions that pages name. Where they stand on another host they stay there.

    An empty file holds the place of each, so that the disk knows which are wanted, not the memory.
    """

    def __init__(self, folder):
        self.folder = folder
        path = settings.MEDIA_URL
        # Of another host there is nothing here, and “\0” is in no address.
        self.base = path if path.startswith("/") else "\0"

    def want(self, path):
        if Wanted.parse(path.removeprefix(self.base)):
            place = self.folder / path.lstrip("/")
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.touch()

    def write(self, stream):
        """Fill every place with its picture; return the names of those that cannot be made."""
        if not self.base.startswith("/"):
            return []
        root = self.folder / self.base.strip("/")
        lost = []
        shelves = sorted(root.glob("r/*"))
        with Progress(_("Files"), len(shelves), stream) as progress:
            for shelf in shelves:
                for place in sorted(shelf.iterdir()):
                    if not self._fill(place, f"r/{shelf.name}/{place.name}"):
                        place.unlink()
                        lost.append(f"r/{shelf.name}/{place.name}")
                progress.advance()
        return lost

    def _fill(self, place, name):
        wanted = Wanted.parse(name)
        image = Image.objects.with_key(wanted.key).first()
        if image is None or wanted.of(image) is None:
            return False
        try:
            with open_rendition(image, wanted) as file:
                place.write_bytes(file.read())
        except (OSError, ValueError):
            log.exception("%s could not be made", name)
            return False
        return True


def write_kept_files(folder):
    """Write recordings and documents that something public leads to; return what is lost."""
    lost = []
    for kept in KeptFile.objects.order_by("pk").iterator():
        if kept.is_shown:
            address = unquote(kept.get_absolute_url()).lstrip("/")
            try:
                take(kept.stored.storage, kept.stored.name, folder / address)
            except OSError:
                (folder / address).unlink(missing_ok=True)
                lost.append(address)
    return lost
