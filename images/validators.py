"""Which files the library takes, and why it refuses the others."""

import contextlib
import io
import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pixels

from .headers import Unreadable, read_header

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
MAX_FRAMES = 200

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}

_ORIENTATION, _ARTIST, _COPYRIGHT = 0x0112, 0x013B, 0x8298


class Refused(ValidationError):
    """The file does not go into the library. `.message` is a sentence for whoever sent it."""


@dataclass(frozen=True)
class Inspected:
    """What is known about a file that was accepted. width, height: as a viewer sees it."""

    extension: str
    width: int
    height: int
    credit: str


def inspect(data: bytes) -> Inspected:
    """Return what the file says, or raise `Refused`.

    The limits are checked on the headers, before anything is decoded. Then the whole picture
    is decoded once: a file cut short passes every weaker test.
    """
    if not data:
        raise Refused(_("The file is empty. Choose it again, or save it anew."))
    if len(data) > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(limit)d MB. Save it smaller, for example as JPEG.")
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    header = _header(data)
    try:
        exif = _decoded(data, header)
    except Exception as error:
        # Decoders meet broken files with anything: OSError, SyntaxError, struct.error,
        # ValueError, even IndexError. Each means that this file is damaged.
        raise Refused(
            _("The file is damaged or incomplete. Copy it from the camera again.")
        ) from error
    width, height = header.width, header.height
    if exif.get(_ORIENTATION) in (5, 6, 7, 8):
        width, height = height, width
    credit = _exif_text(exif.get(_ARTIST)) or _exif_text(exif.get(_COPYRIGHT))
    return Inspected(EXTENSIONS[header.format], width, height, credit)


def _header(data):
    try:
        header = read_header(data)
    except Unreadable as error:
        raise Refused(
            _("This is no JPEG, PNG, WebP or GIF, or it is incomplete. Save it as JPEG.")
        ) from error
    if not header.width or not header.height:
        raise Refused(_("The picture has no size. Save it anew."))
    if max(header.width, header.height) > MAX_SIDE or header.width * header.height > MAX_PIXELS:
        raise Refused(
            _(
                "The picture is too large: %(width)d × %(height)d. At most %(side)d pixels a side "
                "and %(megapixels)d megapixels in all."
            )
            % {
                "width": header.width,
                "height": header.height,
                "side": MAX_SIDE,
                "megapixels": MAX_PIXELS // 1_000_000,
            }
        )
    if header.frames > MAX_FRAMES:
        raise Refused(
            _("The file holds %(frames)d frames, more than %(limit)d. Save one of them.")
            % {"frames": header.frames, "limit": MAX_FRAMES}
        )
    return header


def _decoded(data, header):
    """Decode the whole picture and return its EXIF."""
    with Pixels.open(io.BytesIO(data), formats=[header.format]) as picture:
        if picture.size != (header.width, header.height):
            raise Unreadable("two sizes in one file")
        picture.load()
        return _exif(picture)


def _exif(picture):
    try:
        return dict(picture.getexif())
    except Exception:
        return {}


def _exif_text(value):
    if not isinstance(value, str):
        return ""
    # EXIF is ASCII by its letter and UTF-8 by custom; Pillow reads it as Latin-1.
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode()
    return plain_text(value, 200)


def plain_text(text, max_length):
    """Return `text` on one line, without control and direction characters, cut to `max_length`."""
    kept = unicodedata.normalize("NFC", str(text))
    # Most texts hold nothing but what can be printed, and to see that costs next to nothing.
    if not kept.isprintable():
        kept = "".join(
            character
            for character in kept
            # U+200D joins emoji: it alone of the invisible ones is kept.
            if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
            or character in "\n\t\u200d"
        )
    return re.sub(r"\s+", " ", kept).strip()[:max_length].rstrip()
