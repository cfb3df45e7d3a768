"""What goes into the library, and what is refused before anything is decoded."""

import random
import struct
import tracemalloc
import zlib

import pytest
from PIL import Image as Pixels

from images.headers import Unreadable, read_header
from images.validators import MAX_BYTES, Refused, inspect, plain_text

from .pictures import draw, encode

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def png(width, height, *, body=b"", chunks=b""):
    """Return a PNG that promises `width` × `height` and holds `body`."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunks
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def gif(width, height, frames, frame_width=1):
    picture = b"\x2c" + struct.pack("<HHHHB", 0, 0, frame_width, 1, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + picture * frames + b"\x3b"


def webp(width, height, frames=0):
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size
    chunks += (b"ANMF" + struct.pack("<I", 24) + bytes(24)) * frames
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def jpeg(width, height, scans=1):
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00"
    return b"\xff\xd8" + frame + scan * scans + b"\xff\xd9"


BOMBS = {
    "a PNG of 10,000 × 10,000": png(10_000, 10_000, body=zlib.compress(bytes(10_000_000))),
    "a PNG of 20,000 × 20,000": png(20_000, 20_000),
    "a PNG of a million × 1": png(1_000_000, 1),
    "a PNG of 2^31 × 2^31": png(2**31 - 1, 2**31 - 1),
    "an APNG of 10^5 frames": png(
        10, 10, chunks=chunk(b"acTL", struct.pack(">II", 100_000, 0)), body=b""
    ),
    "a GIF of 10^5 frames": gif(10, 10, 100_000),
    "a GIF of 65,535 × 65,535": gif(65_535, 65_535, 1),
    "a GIF whose frame sticks out": gif(10, 10, 1, frame_width=60_000),
    "an animated WebP": webp(1000, 1000, frames=1000),
    "a WebP of 16 million × 16 million": webp(2**24, 2**24),
    "a JPEG of 65,500 × 65,500": jpeg(65_500, 65_500),
    "a JPEG of ten thousand scans": jpeg(4000, 4000, scans=10_000),
    "a file of 21 MB": encode() + bytes(MAX_BYTES),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_before_anything_is_decoded(data, monkeypatch):
    def decoder(*args, **kwargs):
        raise AssertionError("a decoder saw the bomb")

    monkeypatch.setattr(Pixels, "open", decoder)
    tracemalloc.start()
    with pytest.raises(Refused) as refusal:
        inspect(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
    assert str(refusal.value.message).endswith(".")


def test_a_compressed_bomb_in_the_colour_profile_does_no_harm():
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000), 9))
    body = zlib.compress(b"\0" + bytes(30) * 1)
    tracemalloc.start()
    with pytest.raises(Refused):
        inspect(png(10, 10, body=body, chunks=profile))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("format", FORMATS)
def test_the_four_formats_are_known_by_their_content(format):
    header = read_header(encode(draw(321, 123), format))
    assert (header.format, header.width, header.height) == (format, 321, 123)


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 50}, {"exif": b"Exif\0\0"}])
def test_every_kind_of_webp_tells_its_size(options):
    header = read_header(encode(draw(321, 123), "WEBP", **options))
    assert (header.width, header.height, header.frames) == (321, 123, 1)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_frames_are_counted(format):
    pictures = [draw(20 + number, 20) for number in range(3)]
    pictures = [picture.resize((40, 40)) for picture in pictures]
    data = encode(pictures[0], format, save_all=True, append_images=pictures[1:])
    assert read_header(data).frames == 3


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("share", [0, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97, 98])
def test_a_file_cut_short_is_refused(format, share):
    # Grain, so that no place of the file is without pixels.
    grain = random.Random(1).randbytes(200 * 150 * 3)
    whole = encode(Pixels.frombytes("RGB", (200, 150), grain), format)
    inspect(whole)
    with pytest.raises(Refused):
        inspect(whole[: len(whole) * share // 100])


def test_a_wrong_checksum_is_refused():
    data = bytearray(encode(draw(), "PNG"))
    data[data.index(b"IDAT") + 20] ^= 0xFF
    with pytest.raises(Refused):
        inspect(bytes(data))


def test_random_bytes_behind_a_signature_are_refused_and_never_more():
    dice = random.Random(7)
    for start in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBPVP8X"):
        for _ in range(150):
            data = start + dice.randbytes(dice.randint(0, 400))
            with pytest.raises(Refused):
                inspect(data)


def test_bytes_changed_anywhere_in_a_header_are_read_or_refused_and_never_more():
    dice = random.Random(8)
    for format in FORMATS:
        whole = encode(draw(60, 40), format)
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(3):
                data[dice.randrange(min(len(data), 200))] = dice.randrange(256)
            try:
                inspect(bytes(data))
            except Refused:
                continue


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x1f\x8b\x08svgz",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"%PDF-1.4\n" + b"\xff\xd8\xff\xe0",
        b"II*\0" + bytes(100),
        b"SIMPLE  =                    T" + bytes(2880),
        b"8BPS\0\1" + bytes(50),
        b"\0\0\1\0\1\0" + bytes(50),
        b"BM" + bytes(60) + b"*/alert(1)",
        b"<html><img src=x></html>",
        b"<?php system($_GET[0]);",
        b"\0\0\0\x20ftypavif" + bytes(100),
        b"\0\0\0\x20ftypheic" + bytes(100),
    ],
    ids=["empty", "svg", "svgz", "eps", "pdf", "tiff", "fits", "psd", "ico", "bmp", "html", "php",
         "avif", "heic"],
)  # fmt: skip
def test_other_formats_are_refused_by_their_content(data):
    with pytest.raises(Refused):
        inspect(data)


def test_a_picture_that_claims_two_sizes_is_refused(monkeypatch):
    data = encode(draw(100, 80), "JPEG")
    monkeypatch.setattr("images.validators.read_header", lambda data: read_header(jpeg(10, 10)))
    with pytest.raises(Refused):
        inspect(data)


def test_unreadable_says_why():
    with pytest.raises(Unreadable):
        read_header(b"\xff\xd8\xff")


def test_words_from_files_lose_what_could_deceive():
    assert plain_text("a\0b\r\nc\u202egpj.exe\u200b", 50) == "ab cgpj.exe"
    assert plain_text("👩\u200d👧", 50) == "👩\u200d👧"
    assert plain_text("и\u0306", 5) == "й"
    assert len(plain_text("ы" * 5000, 200)) == 200
