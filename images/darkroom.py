"""Originals → renditions, bytes → bytes. Pure: sees no database and no storage."""

import io
from contextlib import suppress

from PIL import Image as Pixels
from PIL import ImageCms, ImageOps

from .specs import Spec

_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
_SRGB = ImageCms.createProfile("sRGB")

# Chosen by measurement: see docs/pictures.md.
_SAVE = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8, "max_threads": 2},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def develop(original: bytes, *, spec: Spec, width: int, focal: tuple[int, int], format: str):
    """Return the bytes of one rendition: cropped round the focal point, upright, sRGB, opaque.

    Nothing else of the file is taken along: no EXIF, no place, no thumbnail, no comment, no bytes
    after its end. Of an animation the first frame: what moves by itself must be stoppable, and a
    picture has no button for that.
    """
    with Pixels.open(io.BytesIO(original), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
        profile = picture.info.get("icc_profile")
        _decode_smaller(picture, spec, width)
        picture.load()
        _set_upright(picture)
        pixels = _eight_bits(picture)
        across, down = pixels.size
        # One step cuts and shrinks, and colours are computed of what is left: a photograph of
        # 50 MP is never held twice.
        pixels = pixels.resize(
            (width, spec.height_of(width, across, down)),
            Pixels.Resampling.LANCZOS,
            box=spec.crop_box(across, down, *focal),
            reducing_gap=3,
        )
    pixels = _srgb(pixels, profile)
    file = io.BytesIO()
    _bare(pixels).save(file, **_SAVE[format])
    return file.getvalue()


def _decode_smaller(picture, spec, width):
    """Let a JPEG be decoded at a half, a quarter or an eighth, where that is still enough.

    Half as many pixels again as are needed remain, so that the resize decides the sharpness:
    a 24 MP photograph gives its thumbnail in a third of the time.
    """
    size = picture.size
    with suppress(Exception):
        if picture.getexif().get(_ORIENTATION) in _LYING:
            size = size[::-1]
    share = 1.5 * width / spec.crop_size(*size)[0]
    if share < 1:
        picture.draft(None, [max(1, int(side * share)) for side in picture.size])


def _set_upright(picture):
    # Broken EXIF beside good pixels raises anything: the picture is then shown as it lies.
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)


def _eight_bits(picture):
    """Return `picture` in a mode that can be resized: RGB, grey, CMYK or with transparency."""
    if picture.mode.startswith(("I", "F")):
        # 16 bits a grey: `convert` alone would cut everything above 255 to white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("RGB", "L", "CMYK") else picture.convert("RGB")


def _srgb(picture, profile):
    """Return `picture` as RGB in sRGB, on white where it was transparent."""
    if picture.mode == "RGBA":
        ground = Pixels.new("RGBA", picture.size, "white")
        picture = Pixels.alpha_composite(ground, picture).convert("RGB")
    if profile:
        # A broken or foreign profile is no reason to refuse a picture: its colours are then
        # taken as they are.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    return picture.convert("RGB")


def _bare(picture):
    """Return the pixels alone: encoders take EXIF, ICC and comments from `info`."""
    bare = Pixels.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare
