"""The only place with pixel numbers: which shapes the pages show a picture in, and how wide."""

from dataclasses import dataclass
from functools import lru_cache

#: In the order in which a browser is offered them: the first one it knows wins.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Spec:
    """A shape by name.

    ratio: (width, height) of the crop, None for the whole picture.
    widths: offered widths in pixels, smallest first. Nothing is ever upscaled.
    sizes: how wide the page shows it, as in the `sizes` attribute.
    """

    name: str
    label: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    sizes: str
    formats: tuple[str, ...] = tuple(FORMATS)

    def crop_size(self, width, height):
        """Return (width, height) of the largest piece of this shape in a picture of that size."""
        if self.ratio is None:
            return width, height
        across, down = self.ratio
        if width * down > height * across:
            return max(1, height * across // down), height
        return width, max(1, width * down // across)

    @lru_cache(maxsize=10_000)  # noqa: B019 - specs live as long as the process
    def widths_of(self, width, height):
        """Return the widths in which a picture of that size is offered: at least one.

        A picture smaller than the largest width is offered in its own size, too, where that is
        worth another file.
        """
        full = self.crop_size(width, height)[0]
        found = [offered for offered in self.widths if offered <= full]
        if full < self.widths[-1] and (not found or full > found[-1] * 1.2):
            found.append(full)
        return tuple(found)

    def height_of(self, offered, width, height):
        """Return the height of the rendition `offered` pixels wide."""
        across, down = self.crop_size(width, height)
        if self.ratio is not None:
            across, down = self.ratio
        return max(1, round(offered * down / across))

    def focal_point(self, x, y):
        """Return the point the crop is made round; of the whole picture always the middle."""
        return (x, y) if self.ratio else (50, 50)

    def crop_box(self, width, height, x, y):
        """Return (left, top, right, bottom) of the piece that is as near round the point as fits.

        x, y: the focal point in per cent of the picture.
        """
        across, down = self.crop_size(width, height)
        left = min(max(round(width * x / 100 - across / 2), 0), width - across)
        top = min(max(round(height * y / 100 - down / 2), 0), height - down)
        return left, top, left + across, top + down


SPECS = {
    spec.name: spec
    for spec in (
        Spec(
            "lead",
            "16:9",
            (16, 9),
            (480, 800, 1200, 1600, 2112),
            "(min-width: 64rem) 66rem, 92vw",
        ),
        Spec("wide", "21:9", (21, 9), (480, 800, 1200, 1800), "(min-width: 64rem) 56rem, 92vw"),
        Spec(
            "card",
            "3:2",
            (3, 2),
            (240, 400, 640, 960),
            "(min-width: 64rem) 30vw, (min-width: 40rem) 45vw, 92vw",
        ),
        Spec("portrait", "6:7", (6, 7), (360, 600, 900), "(min-width: 48rem) 36vw, 92vw"),
        Spec("thumb", "1:1", (1, 1), (96, 192, 320), "(min-width: 40rem) 10rem, 6rem"),
        Spec("body", "", None, (400, 640, 960, 1280), "(min-width: 48rem) 38rem, 92vw"),
        Spec("social", "1200×630", (1200, 630), (1200,), "1200px", ("jpg",)),
    )
}
