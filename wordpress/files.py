"""Recordings and documents of the old site, kept as they are."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

from django.core.files.base import File
from django.utils.translation import gettext as _

from images.fetching import NotFetched, fetch
from images.models import originals

from .models import KeptFile
from .paths import path_of
from .uploads import MOST_BYTES

#: What is kept, and as what it is sent. Whatever a browser would run is not among them.
TYPES = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac",
    "wma": "audio/x-ms-wma", "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm",
    "ogv": "video/ogg", "mov": "video/quicktime", "avi": "video/x-msvideo",
    "wmv": "video/x-ms-wmv", "3gp": "video/3gpp", "pdf": "application/pdf",
    "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint", "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "zip": "application/zip", "7z": "application/x-7z-compressed", "rar": "application/vnd.rar",
    "epub": "application/epub+zip", "fb2": "application/octet-stream",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "djvu": "image/vnd.djvu", "gpx": "application/octet-stream",
    "kml": "application/octet-stream",
}  # fmt: skip
_ADDRESS = re.compile(r"/files/(\d{1,18})/")


def numbers_in(body: str) -> set[int]:
    """Return the numbers of the files that a text leads to."""
    return set(map(int, _ADDRESS.findall(body))) if "/files/" in body else set()


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def keep(address: str, place: Path | None) -> KeptFile:
    """Return the file that had `address`, kept for good: from `place`, else fetched.

    Raises `NotFetched`, also for what nobody keeps.
    """
    name = path_of(address).strip("/").rpartition("/")[2][-200:]
    if ending_of(name) not in TYPES:
        raise NotFetched(_("Files of this kind are not kept."))
    if place is None:
        return _kept(name, BytesIO(fetch(address).data))
    if place.stat().st_size > MOST_BYTES:
        raise NotFetched(
            _("The file is larger than %(limit)d MB.") % {"limit": MOST_BYTES // 2**20}
        )
    with place.open("rb") as file:
        return _kept(name, file)


def _kept(name, file):
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = KeptFile.objects.filter(content_hash=digest).first()
    if known:
        return known
    size = file.tell()
    stored = f"files/{digest[:2]}/{digest}.{ending_of(name)}"
    file.seek(0)
    originals().save(stored, File(file))
    return KeptFile.objects.get_or_create(
        content_hash=digest, defaults={"name": name, "stored": stored, "size_bytes": size}
    )[0]
