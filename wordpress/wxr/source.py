"""The bytes of a file, packed or not, in any encoding → UTF-8 that an XML parser takes. Pure."""

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from wordpress.remarks import Remark, gettext_noop

from .items import NotWXR

PIECE = 64 * 1024
#: WordPress writes what Word's line and page breaks left behind, which XML forbids. Each is one
#: character before and after, so that columns stay true: these two, which mean nothing to anybody,
#: stand for a space and for nothing until a text is whole.
SPACE, NOTHING = "\ufdd0", "\ufdd1"
_SPACES = b"\x0b\x0c"
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_EACH = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
#: What has ever been the encoding of a site, and holds no surprises as UTF-7 does.
_READ = re.compile(
    r"utf-?8|us-ascii|ascii|utf-?16(le|be)?|utf-?32(le|be)?|iso-?8859-\d+|latin-?1"
    r"|(windows|cp)-?\d{3,4}|koi8-?[rut]|mac-?cyrillic|x-mac-cyrillic"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PATTERNS = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
             (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # fmt: skip


def pieces(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield `(UTF-8, whether forbidden characters were marked in it)` of `file`, piece by piece.

    Raises `NotWXR` for an empty file, one packed in another way than gzip, one whose packing is
    broken, and for an encoding that is not read.
    """
    packed = iter(lambda: file.read(PIECE), b"")
    first = next(packed, b"")
    if first[:2] == b"\x1f\x8b":
        packed = _unpacked(first, packed)
        first = next(packed, b"")
    if not first:
        raise NotWXR(Remark(gettext_noop("The file is empty.")))
    if first[:4] == b"PK\x03\x04":
        raise NotWXR(Remark(gettext_noop("This is a ZIP archive: unpack it first.")))
    first, encoding = _encoding(first)
    if encoding == "utf-8":
        yield _marked(first)
        yield from map(_marked, packed)
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield _marked(decoder.decode(first).encode(errors="replace"))
    for piece in packed:
        yield _marked(decoder.decode(piece).encode(errors="replace"))
    yield _marked(decoder.decode(b"", final=True).encode(errors="replace"))


def has_marks(text: str) -> bool:
    return SPACE in text or NOTHING in text


def cleaned(text: str) -> str:
    """Return `text` without the marks that `pieces` put in."""
    return text.replace(SPACE, " ").replace(NOTHING, "")


def _unpacked(first, packed):
    """Yield what gzip packed, never more than `PIECE` at once, whatever swells in there."""
    gunzip = zlib.decompressobj(wbits=31)
    try:
        while first:
            while first and not gunzip.eof:
                if piece := gunzip.decompress(first, PIECE):
                    yield piece
                first = gunzip.unconsumed_tail
            if gunzip.eof:
                # Several packed files in a row are one; zeros between them are padding.
                first = gunzip.unused_data.lstrip(b"\0")
                if first or (first := next(packed, b"").lstrip(b"\0")):
                    gunzip = zlib.decompressobj(wbits=31)
            else:
                first = next(packed, b"")
    except zlib.error:
        raise NotWXR(Remark(gettext_noop("The gzip packing of the file is broken."))) from None
    if not gunzip.eof:
        raise NotWXR(Remark(gettext_noop("The file was cut: its gzip packing has no end.")))


def _encoding(first):
    """Return `(first without its mark, encoding)`."""
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return first[len(mark) :], encoding
    for pattern, encoding in _PATTERNS:
        if first.startswith(pattern):
            return first, encoding
    declared = _DECLARED.match(first[:300].lstrip())
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    # Whoever declares two bytes for a character in letters of one byte is wrong about it.
    if re.fullmatch(r"utf-?(8|16|32).*|(us-)?ascii", name) and _READ.fullmatch(name):
        return first, "utf-8"
    try:
        if _READ.fullmatch(name):
            return first, codecs.lookup(name.removeprefix("x-").replace("windows-", "cp")).name
    except LookupError:
        pass
    unread = gettext_noop("The encoding %(name)s is not read: save the file as UTF-8.")
    raise NotWXR(Remark(unread, name=name.upper()), line=1)


def _marked(piece):
    if len(piece.translate(None, _FORBIDDEN)) == len(piece):
        return piece, False
    return _EACH.sub(_mark, piece), True


def _mark(match):
    return (SPACE if match[0] in _SPACES else NOTHING).encode()
