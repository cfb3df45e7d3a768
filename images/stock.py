"""Stocktaking: whether rows and files still belong together."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Image, Rendition, originals, public
from .renditions import Wanted

#: Shelves are the first two letters of a hash; only one is held in memory at a time.
SHELVES = [f"{number:02x}" for number in range(256)]

#: A younger file may belong to an upload that has not written its row yet.
SETTLED_AFTER = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """Something that does not fit. sentence: with a place for `name`, a file's or a picture's."""

    sentence: str
    name: str
    repair: object = None

    def __str__(self):
        return self.sentence % {"name": self.name}


def findings():
    """Yield a `Finding` for whatever is lost, left over or out of date.

    Call `finding.repair()` where there is one: it removes what can be made again. Originals
    without a row are listed and never removed, since a restored database may be older than
    its files.
    """
    for shelf in SHELVES:
        yield from _originals(shelf)
        yield from _renditions(shelf)


def _originals(shelf):
    names = _names(originals(), shelf)
    rows = Image.objects.filter(content_hash__gte=shelf, content_hash__lt=shelf + "g")
    known = set()
    for image in rows.only("original", "title", "alt", "caption", "content_hash"):
        known.add(image.original.name)
        if image.original.name not in names:
            yield Finding(_("picture without its file: %(name)s"), f"№ {image.pk} {image}")
    for name in sorted(names - known):
        if _is_settled(originals(), name):
            yield Finding(_("original without a picture: %(name)s"), name)


def _renditions(shelf):
    names = _names(public(), f"r/{shelf}")
    rows = Rendition.objects.filter(
        image__content_hash__gte=shelf, image__content_hash__lt=shelf + "g"
    ).select_related("image")
    known = set()
    for row in rows:
        known.add(row.file.name)
        if row.file.name not in names:
            yield Finding(_("rendition without its file: %(name)s"), row.file.name, row.delete)
        elif not _is_of_today(row):
            yield Finding(
                _("rendition that is no longer offered: %(name)s"), row.file.name, row.delete
            )
    for name in sorted(names - known):
        if _is_settled(public(), name):
            yield Finding(
                _("rendition without its row: %(name)s"),
                name,
                lambda name=name: public().delete(name),
            )


def _is_of_today(row):
    wanted = Wanted.parse(row.file.name)
    return wanted is not None and wanted.of(row.image) == wanted


def _names(storage, folder):
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return set()
    return {f"{folder}/{name}" for name in files}


def _is_settled(storage, name):
    try:
        return storage.get_modified_time(name) < timezone.now() - SETTLED_AFTER
    except FileNotFoundError:
        return False
