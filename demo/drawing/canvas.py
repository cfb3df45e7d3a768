"""A sheet to draw on: smooth gradients, soft light, edges without steps. Pillow and arithmetic."""

import random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000
# Shapes are drawn twice as large and reduced, which is what makes their edges smooth.
FINE = 2


class Mask:
    """Where paint will go. Shapes are given in the sheet's own pixels."""

    def __init__(self, width, height):
        self.image = Image.new("L", (width * FINE, height * FINE))
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points, light=255):
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=light)
        return self

    def rectangle(self, x1, y1, x2, y2, light=255, radius=0):
        box = (x1 * FINE, y1 * FINE, x2 * FINE, y2 * FINE)
        if radius:
            self.pen.rounded_rectangle(box, radius * FINE, fill=light)
        else:
            self.pen.rectangle(box, fill=light)
        return self

    def ellipse(self, x, y, rx, ry=None, light=255):
        ry = rx if ry is None else ry
        box = [(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE]
        self.pen.ellipse(box, fill=light)
        return self

    def ring(self, x, y, rx, ry, width, start=0, end=360, light=255):
        box = [(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE]
        self.pen.arc(box, start, end, fill=light, width=max(1, round(width * FINE)))
        return self

    def line(self, points, width=2, light=255):
        points = [(x * FINE, y * FINE) for x, y in points]
        width = max(1, round(width * FINE))
        self.pen.line(points, fill=light, width=width, joint="curve")
        if width > 6:
            for x, y in (points[0], points[-1]):
                r = width / 2 - 0.5
                self.pen.ellipse([x - r, y - r, x + r, y + r], fill=light)
        return self

    def text(self, x, y, text, font, anchor="la", light=255):
        self.pen.text((x * FINE, y * FINE), text, font=font, anchor=anchor, fill=light)
        return self


class Canvas:
    """One picture in the making. The same seed gives the same picture."""

    def __init__(self, seed, width=WIDTH, height=HEIGHT, ground="#ffffff"):
        self.width, self.height = width, height
        self.random = random.Random(seed)  # noqa: S311  # drawing, not secrets
        self.image = Image.new("RGB", (width, height), ground)

    def mask(self):
        return Mask(self.width, self.height)

    def paint(self, mask, colour, *, to=None, opacity=1.0, blur=0, sideways=False):
        """Lay `colour`, or a gradient from it `to` another, where the mask is light."""
        box = mask.image.getbbox()
        if not box:
            return
        margin = round(blur * 3) * FINE + FINE
        box = (
            max(0, box[0] - margin) // FINE * FINE,
            max(0, box[1] - margin) // FINE * FINE,
            min(mask.image.width, box[2] + margin + 1) // FINE * FINE,
            min(mask.image.height, box[3] + margin + 1) // FINE * FINE,
        )
        cut = mask.image.crop(box).reduce(FINE)
        if blur:
            cut = cut.filter(ImageFilter.GaussianBlur(blur))
        if opacity < 1:
            cut = cut.point(lambda light: round(light * opacity))
        paint = gradient([(0, colour), (1, to)], cut.size, sideways) if to else colour
        at = tuple(side // FINE for side in box[:2])
        self.image.paste(paint, at if to else (*at, at[0] + cut.width, at[1] + cut.height), cut)

    def sky(self, *stops, bottom=None):
        """Fill from above to `bottom` with `stops`: colours, or (place 0–1, colour)."""
        if not isinstance(stops[0], tuple):
            stops = [(i / (len(stops) - 1), colour) for i, colour in enumerate(stops)]
        self.image.paste(gradient(stops, (self.width, bottom or self.height)), (0, 0))

    def glow(self, x, y, rx, ry=None, colour="#ffffff", strength=1.0, power=1.6):
        """Add light around a point, fading to nothing at `rx`, `ry`."""
        ry = ry or rx
        fade = [round(255 * strength * (1 - d / 255) ** power) for d in range(256)]
        spot = Image.radial_gradient("L").point(
            [fade[min(255, d * 181 // 128)] for d in range(256)]
        )
        spot = spot.resize((round(rx * 2), round(ry * 2)), Image.Resampling.BILINEAR)
        at = (round(x - rx), round(y - ry))
        box = (*at, at[0] + spot.width, at[1] + spot.height)
        shine = ImageChops.multiply(
            Image.merge("RGB", [spot] * 3), Image.new("RGB", spot.size, colour)
        )
        # Outside of the sheet `crop` is black and `paste` does nothing.
        self.image.paste(ImageChops.screen(self.image.crop(box), shine), at)

    def clouds(self, colour, *, top, bottom, opacity=0.5, size=(7, 5), octaves=3):
        """Drift `colour` over the band from `top` to `bottom`, in streaks of `size`."""
        height = bottom - top
        drift = self.noise(self.width, height, size, octaves)
        drift = drift.point(lambda v: max(0, min(255, (v - 110) * 3)))
        fade = gradient([(0, "#000000"), (0.5, "#ffffff"), (1, "#000000")], drift.size).convert("L")
        drift = ImageChops.multiply(drift, fade).point(lambda v: round(v * opacity))
        self.image.paste(colour, (0, top, self.width, bottom), drift)

    def noise(self, width, height, size, octaves=3):
        """Return a smooth random field as a grey image; `size`: its coarsest grid."""
        field = None
        for octave in range(octaves):
            grid = (size[0] * 2**octave, size[1] * 2**octave)
            layer = Image.frombytes("L", grid, self.random.randbytes(grid[0] * grid[1]))
            layer = layer.resize((width, height), Image.Resampling.BICUBIC)
            field = layer if field is None else Image.blend(field, layer, 0.5 / (octave + 0.6))
        return field

    def texture(self, mask, colour, *, size=(40, 40), opacity=0.3, threshold=120):
        """Mottle the masked part with patches of `colour`."""
        field = self.noise(self.width, self.height, size, 2)
        field = field.point(lambda v: max(0, min(255, (v - threshold) * 4)))
        where = ImageChops.multiply(field, mask.image.reduce(FINE))
        self.image.paste(colour, (0, 0), where.point(lambda v: round(v * opacity)))

    def stars(self, number, bottom, colour="#ffffff"):
        few, many = self.mask(), self.mask()
        for i in range(number):
            x, y = self.random.uniform(0, self.width), bottom * self.random.random() ** 1.4
            (few if i % 9 == 0 else many).ellipse(x, y, self.random.uniform(0.6, 1.5))
        self.paint(many, colour, opacity=0.55)
        self.paint(few, colour, opacity=0.95)

    def snowfall(self, number, colour="#ffffff", largest=4):
        near, far = self.mask(), self.mask()
        for i in range(number):
            x, y = self.random.uniform(0, self.width), self.random.uniform(0, self.height)
            if i % 5 == 0:
                near.ellipse(x, y, self.random.uniform(2, largest))
            else:
                far.ellipse(x, y, self.random.uniform(0.8, 1.8))
        self.paint(far, colour, opacity=0.6)
        self.paint(near, colour, opacity=0.5, blur=1.6)

    def finish(self, *, grain=9, vignette=0.22):
        """Return the picture with a little grain and darker corners, as film would have it."""
        if vignette:
            corner = Image.radial_gradient("L").resize(self.image.size, Image.Resampling.BILINEAR)
            corner = corner.point(lambda d: round(255 - max(0, d - 90) * vignette * 1.2))
            self.image = ImageChops.multiply(self.image, Image.merge("RGB", [corner] * 3))
        if grain:
            size = (self.width // 2, self.height // 2)
            dust = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
            dust = dust.resize(self.image.size, Image.Resampling.BILINEAR)
            dust = dust.point(lambda v: 128 + (v - 128) * grain // 128)
            dust = Image.merge("RGB", [dust] * 3)
            self.image = ImageChops.add(self.image, dust, scale=1, offset=-128)
        return self.image


def gradient(stops, size, sideways=False):
    """Return an RGB image that runs through `stops` ((place 0–1, colour), …) from above."""
    length = size[0] if sideways else size[1]
    stops = [(place, ImageColor.getrgb(colour)[:3]) for place, colour in stops]
    row = bytearray()
    at = 0
    for i in range(length):
        place = i / max(1, length - 1)
        while at < len(stops) - 2 and place > stops[at + 1][0]:
            at += 1
        (p1, c1), (p2, c2) = stops[at], stops[at + 1]
        part = min(1, max(0, (place - p1) / ((p2 - p1) or 1)))
        row += bytes(round(a + (b - a) * part) for a, b in zip(c1, c2, strict=True))
    strip = Image.frombytes("RGB", (length, 1) if sideways else (1, length), bytes(row))
    # One line is repeated: to mix it with its neighbours gave the same in five times the time.
    return strip.resize(size, Image.Resampling.NEAREST)


def mix(first, second, part):
    """Return the colour that lies `part` (0–1) of the way from `first` to `second`."""
    first, second = ImageColor.getrgb(first), ImageColor.getrgb(second)
    return "#" + "".join(
        f"{round(a + (b - a) * part):02x}" for a, b in zip(first[:3], second[:3], strict=True)
    )
