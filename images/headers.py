"""What a picture file says about itself, read from its headers alone. Pure; decodes nothing.

A 12 KB PNG can unfold to 500 MB, so the limits are held against these numbers before any
decoder sees the file.
"""

import struct
from dataclasses import dataclass


class Unreadable(ValueError):
    """These bytes are none of our formats, or end in the middle of their own structure."""


@dataclass(frozen=True)
class Header:
    """format: "JPEG", "PNG", "WEBP" or "GIF". frames: pictures or scans in the file."""

    format: str
    width: int
    height: int
    frames: int = 1


def read_header(data: bytes) -> Header:
    """Return the `Header` of `data`. Raises `Unreadable`. Time: linear, memory: none."""
    for signature, read in (
        (b"\xff\xd8\xff", _jpeg),
        (b"\x89PNG\r\n\x1a\n", _png),
        (b"GIF87a", _gif),
        (b"GIF89a", _gif),
        (b"RIFF", _webp),
    ):
        if data.startswith(signature):
            try:
                return read(data)
            except (struct.error, IndexError) as error:
                raise Unreadable("cut short") from error
    raise Unreadable("no known signature")


# Markers of a JPEG that begin a frame: all of C0–CF but the tables DHT, JPG and DAC.
_FRAME_MARKERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data):
    place = 2
    while True:
        if data[place] != 0xFF:
            raise Unreadable("no marker where one must be")
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack_from(">HH", data, place + 5)
            # In compressed data FF is always followed by 00 or a restart marker, so FF DA is a
            # scan. Ten are normal; ten thousand keep a decoder busy for minutes.
            return Header("JPEG", width, height, data.count(b"\xff\xda", place))
        if marker in (0xD9, 0xDA) or length < 2:
            raise Unreadable("no frame before the scan")
        place += 2 + length


def _png(data):
    if data[12:16] != b"IHDR":
        raise Unreadable("no header chunk first")
    width, height = struct.unpack_from(">II", data, 16)
    frames, place = 1, 8
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"acTL":
            (frames,) = struct.unpack_from(">I", data, place + 8)
        if kind in (b"IDAT", b"IEND"):
            break
        place += 12 + length
    return Header("PNG", width, height, max(1, frames))


def _gif(data):
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    place = 13 + _colours(flags)
    frames = 0
    while data[place] != 0x3B:
        if data[place] == 0x21:
            place += 2
        elif data[place] == 0x2C:
            left, top, across, down, flags = struct.unpack_from("<HHHHB", data, place + 1)
            # Decoders enlarge the canvas for a frame that sticks out.
            width, height = max(width, left + across), max(height, top + down)
            frames += 1
            place += 11 + _colours(flags)
        else:
            raise Unreadable("no block where one must be")
        while data[place]:
            place += 1 + data[place]
        place += 1
    if not frames:
        raise Unreadable("no picture")
    return Header("GIF", width, height, frames)


def _colours(flags):
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data):
    (length,) = struct.unpack_from("<I", data, 4)
    if data[8:12] != b"WEBP" or length + 8 > len(data):
        raise Unreadable("no WebP, or cut short")
    size, frames, place = None, 0, 12
    while place + 8 <= length + 8:
        kind, chunk = struct.unpack_from("<4sI", data, place)
        body = place + 8
        if kind == b"VP8X":
            size = _int24(data, body + 4) + 1, _int24(data, body + 7) + 1
        elif kind == b"VP8 " and size is None:
            width, height = struct.unpack_from("<HH", data, body + 6)
            size = width & 0x3FFF, height & 0x3FFF
        elif kind == b"VP8L" and size is None:
            (bits,) = struct.unpack_from("<I", data, body + 1)
            size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif kind == b"ANMF":
            frames += 1
        place = body + chunk + chunk % 2
    if size is None:
        raise Unreadable("no picture")
    return Header("WEBP", *size, max(1, frames))


def _int24(data, place):
    return data[place] | data[place + 1] << 8 | data[place + 2] << 16
