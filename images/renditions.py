"""Addresses of renditions: computed from the picture alone, without a query."""

import re
from dataclasses import dataclass

from django.conf import settings

from .specs import FORMATS, SPECS, Spec

#: How much of an original's hash stands in an address: 64 bits.
KEY_LENGTH = 16

NAME = (
    rf"r/(?P<shelf>[0-9a-f]{{2}})/(?P<key>[0-9a-f]{{{KEY_LENGTH}}})"
    r"-(?P<spec>[a-z]{1,20})-(?P<width>[0-9]{1,5})"
    rf"-(?P<x>[0-9]{{1,3}})x(?P<y>[0-9]{{1,3}})\.(?P<format>{'|'.join(FORMATS)})"
)


@dataclass(frozen=True)
class Wanted:
    """One rendition that somebody asks for. It need not exist, nor be one we offer."""

    key: str
    spec: str
    width: int
    focal: tuple[int, int]
    format: str

    @property
    def name(self):
        """Its name in the public storage and, after MEDIA_URL, its address."""
        x, y = self.focal
        return f"r/{self.key[:2]}/{self.key}-{self.spec}-{self.width}-{x}x{y}.{self.format}"

    @property
    def url(self):
        return settings.MEDIA_URL + self.name

    @classmethod
    def parse(cls, name):
        """Return what `name` asks for, or None if it is no name we would give."""
        match = re.fullmatch(NAME, name, re.ASCII)
        if not match:
            return None
        found = cls(
            match["key"],
            match["spec"],
            int(match["width"]),
            (int(match["x"]), int(match["y"])),
            match["format"],
        )
        # One address for one rendition: no leading zeros, no foreign shelf.
        return found if found.name == name else None

    def of(self, image):
        """Return the same rendition with the focal point of today, or None if none is offered."""
        spec = SPECS.get(self.spec)
        if (
            spec is None
            or self.format not in spec.formats
            or self.width not in spec.widths_of(image.width, image.height)
        ):
            return None
        return wanted(image, spec, self.width, self.format)

    def nearest_of(self, image):
        """Return the rendition of another file that comes nearest, or None for an unknown spec."""
        spec = SPECS.get(self.spec)
        if spec is None or self.format not in spec.formats:
            return None
        widths = spec.widths_of(image.width, image.height)
        width = max((offered for offered in widths if offered <= self.width), default=widths[0])
        return wanted(image, spec, width, self.format)


def wanted(image, spec: Spec, width, format):
    return Wanted(
        key_of(image.content_hash),
        spec.name,
        width,
        spec.focal_point(image.focal_x, image.focal_y),
        format,
    )


def addresses(image, spec: Spec):
    """Return a function that gives the address for a width and a format.

    The same as `wanted(…).url`, for those who print a dozen of one picture.
    """
    some = wanted(image, spec, 0, "jpg").url.removesuffix("jpg")
    before, after = some.rsplit("-0-", 1)

    def address(width, format):
        return f"{before}-{width}-{after}{format}"

    return address


def key_of(content_hash):
    """Return what stands for a file in the addresses of its renditions."""
    return content_hash[:KEY_LENGTH]


def url_of(image, spec, width=None, format="jpeg"):
    """Return the address of one rendition of `image`. No query.

    spec: a name of `specs.SPECS`. width: one of those offered, default the largest.
    format: "avif", "webp" or "jpeg".
    """
    shape = SPECS[spec]
    width = width or shape.widths_of(image.width, image.height)[-1]
    return wanted(image, shape, width, "jpg" if format == "jpeg" else format).url


def all_of(image, specs=None):
    """Yield every rendition offered of `image`, of `specs` (names) only if given."""
    for name in specs or SPECS:
        spec = SPECS[name]
        for width in spec.widths_of(image.width, image.height):
            for format in spec.formats:
                yield wanted(image, spec, width, format)
