"""How a picture stands on a page: the one place that writes `<picture>`."""

from functools import lru_cache
from types import SimpleNamespace

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from .renditions import addresses, url_of
from .specs import FORMATS, SPECS


def picture_html(image, spec, *, loading="lazy", priority=False, alt=None, sizes=None):
    """Return `<picture>` of `image` in the shape `spec`; of no picture, nothing.

    priority: for the main picture of a page, which is not to wait. alt: instead of the picture's
    own description. sizes: instead of what `specs.py` says. No query.
    """
    if image is None:
        return ""
    if alt is None:
        alt = "" if image.is_decorative else image.alt
    haste = (
        'fetchpriority="high"'
        if priority
        else f'loading="{conditional_escape(loading)}" decoding="async"'
    )
    offered = offer(
        image.content_hash, image.width, image.height, image.focal_x, image.focal_y, spec, sizes
    )
    return mark_safe(f'{offered} alt="{conditional_escape(alt)}" {haste}></picture>')


@lru_cache(maxsize=2000)
def offer(content_hash, width, height, focal_x, focal_y, spec, sizes):
    """Return `<picture>` up to the words of its `<img>`: a dozen addresses, always the same.

    The newest stories stand on nearly every page, and their pictures with them.
    """
    image = SimpleNamespace(content_hash=content_hash, focal_x=focal_x, focal_y=focal_y)
    shape = SPECS[spec]
    widths = shape.widths_of(width, height)
    sizes = conditional_escape(sizes or shape.sizes)
    address = addresses(image, shape)
    sources = "".join(
        f'<source type="{FORMATS[format]}" srcset="{srcset(address, widths, format)}"'
        f' sizes="{sizes}">'
        for format in shape.formats
        if format != "jpg"
    )
    return (
        f"<picture>{sources}"
        f'<img src="{address(widths[len(widths) // 2], "jpg")}"'
        f' srcset="{srcset(address, widths, "jpg")}" sizes="{sizes}"'
        f' width="{widths[-1]}" height="{shape.height_of(widths[-1], width, height)}"'
    )


def preload_html(image, spec, sizes=None):
    """Return the `<link>` that lets a browser fetch the main picture before it meets it."""
    if image is None:
        return ""
    shape = SPECS[spec]
    best = shape.formats[0]
    widths = shape.widths_of(image.width, image.height)
    return mark_safe(
        f'<link rel="preload" as="image" type="{FORMATS[best]}"'
        f' imagesrcset="{srcset(addresses(image, shape), widths, best)}"'
        f' imagesizes="{conditional_escape(sizes or shape.sizes)}" fetchpriority="high">'
    )


def srcset(address, widths, format):
    return ", ".join([f"{address(width, format)} {width}w" for width in widths])


def facts_of(image):
    """Return what an editor's screen shows of a picture, by short names."""
    return {
        "id": image.pk,
        "title": str(image),
        "url": url_of(image, "body"),
        "thumb": url_of(image, "card", 240 if image.width >= 240 else None, "webp"),
        "alt": "" if image.is_decorative else image.alt,
        "is_described": bool(image.alt or image.is_decorative),
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
    }
