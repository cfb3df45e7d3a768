"""Originals → renditions, bytes → bytes. Pure: sees no database and no storage."""

import io
from contextlib import suppress

from PIL import Image as Pixels
from PIL import ImageCms, ImageOps

from .specs import Spec

_SRGB = ImageCms.createProfile("sRGB")

# Measured on drawn photographs and on photographs, 1200×675, two cores: see docs/pictures.md.
_SAVE = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 2},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
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
        upright = _upright(picture)
        across, down = upright.size
        # Cropped before the colours are computed: less to compute.
        piece = upright.crop(spec.crop_box(across, down, *focal))
    piece = _srgb(piece, profile)
    size = (width, spec.height_of(width, across, down))
    if piece.size != size:
        piece = piece.resize(size, Pixels.Resampling.LANCZOS)
    file = io.BytesIO()
    _bare(piece).save(file, **_SAVE[format])
    return file.getvalue()


def _decode_smaller(picture, spec, width):
    """Let a JPEG be decoded at a half, a quarter or an eighth, where that is still enough.

    Twice the pixels that are needed remain, so that the resize decides the sharpness: a 24 MP
    photograph gives its thumbnail in a tenth of the time.
    """
    across, _down = spec.crop_size(*picture.size)
    # The picture may lie on its side: the shorter crop of the two is the safe one.
    turned, _across = spec.crop_size(*reversed(picture.size))
    share = 2 * width / min(across, turned)
    if share < 1:
        picture.draft(None, [max(1, int(side * share)) for side in picture.size])


def _upright(picture):
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture.copy()


def _srgb(picture, profile):
    """Return `picture` as RGB in sRGB, on white where it was transparent."""
    if picture.mode.startswith(("I", "F")):
        # 16 bits a grey: `convert` alone would cut everything above 255 to white.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        ground = Pixels.new("RGBA", picture.size, "white")
        picture = Pixels.alpha_composite(ground, picture).convert("RGB")
    if picture.mode not in ("RGB", "L", "CMYK"):
        picture = picture.convert("RGB")
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
