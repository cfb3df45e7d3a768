"""Portraits: faces in hoods, scarves and hats, each from a handful of choices."""

from .canvas import Canvas, mix
from .faces import AVATARS, PEOPLE
from .features import cap, features, fur
from .nature import shadow

PORTRAIT = {"width": 1200, "height": 1400}
AVATAR = {"width": 900, "height": 900}


def portrait(c, face):
    """Draw `face` in the middle of the sheet, head and shoulders."""
    size = min(c.width, c.height * 0.86)
    x, y, s = c.width / 2, c.height * 0.47, size / 1000
    c.sky(*face.ground)
    for _ in range(26):
        r = c.random.uniform(20, 90) * s
        spot = c.mask().ellipse(
            c.random.uniform(0, c.width), c.random.uniform(0, c.height * 0.8), r
        )
        c.paint(spot, mix(face.ground[1], "#ffffff", 0.5), opacity=0.2, blur=7 * s)
    c.glow(x - 360 * s, y - 420 * s, 760 * s, colour="#fff3dc", strength=0.35)
    _shoulders(c, face, x, y, s)
    if face.cover == "hood":
        fur(c, x, y + 10 * s, 330 * s, 390 * s, face.fur, s)
    if face.long_hair:
        hair = c.mask().ellipse(x, y - 10 * s, 236 * s, 300 * s)
        hair.rectangle(x - 236 * s, y, x + 236 * s, y + 330 * s, radius=110 * s)
        c.paint(hair, face.hair, to=mix(face.hair, "#000000", 0.4))
    _head(c, face, x, y, s)
    features(c, face, x, y, s)
    if face.cover == "scarf":
        wrap = c.mask().ellipse(x, y + 235 * s, 250 * s, 120 * s)
        wrap.rectangle(x - 215 * s, y + 100 * s, x + 215 * s, y + 260 * s, radius=70 * s)
        c.paint(
            wrap,
            mix(face.scarf or "#e6dccb", "#ffffff", 0.2),
            to=mix(face.scarf or "#b8a88e", "#000000", 0.25),
        )
        folds = c.mask()
        for i in range(7):
            yy = y + (120 + i * 32) * s
            folds.line(
                [(x + k * 24 * s, yy + (22 * s) * (1 - (k / 9) ** 2)) for k in range(-9, 10)], 5 * s
            )
        c.paint(folds, "#4a3c2c", opacity=0.3, blur=3 * s)
    if face.cover in ("hood", "hat", "scarf"):
        cap(c, face, x, y, s)
    c.glow(x + 420 * s, y - 160 * s, 460 * s, colour="#ffd9a8", strength=0.16)


def _shoulders(c, face, x, y, s):
    coat = c.mask().polygon(
        [
            (x - 450 * s, c.height + 10),
            (x - 420 * s, y + 560 * s),
            (x - 250 * s, y + 380 * s),
            (x + 250 * s, y + 380 * s),
            (x + 420 * s, y + 560 * s),
            (x + 450 * s, c.height + 10),
        ]
    )
    coat.ellipse(x - 280 * s, y + 520 * s, 160 * s, 150 * s).ellipse(
        x + 280 * s, y + 520 * s, 160 * s, 150 * s
    )
    shadow(c, coat, 14, 20, "#000000", 0.3, 18)
    c.paint(coat, mix(face.coat, "#ffffff", 0.12), to=mix(face.coat, "#000000", 0.4))
    c.paint(c.mask().line([(x, y + 420 * s), (x, c.height)], 6 * s), "#000000", opacity=0.4)
    neck = c.mask().rectangle(x - 86 * s, y + 180 * s, x + 86 * s, y + 420 * s, radius=60 * s)
    c.paint(neck, mix(face.skin, "#5a2a18", 0.3), to=mix(face.skin, "#5a2a18", 0.5))
    collar = c.mask().polygon(
        [
            (x - 190 * s, y + 372 * s),
            (x, y + 500 * s),
            (x + 190 * s, y + 372 * s),
            (x + 120 * s, y + 330 * s),
            (x, y + 430 * s),
            (x - 120 * s, y + 330 * s),
        ]
    )
    c.paint(collar, face.scarf or mix(face.coat, "#ffffff", 0.35))


def _head(c, face, x, y, s):
    head = (
        c.mask().ellipse(x, y - 20 * s, 200 * s, 230 * s).ellipse(x, y + 90 * s, 172 * s, 178 * s)
    )
    ears = (
        c.mask()
        .ellipse(x - 200 * s, y + 20 * s, 32 * s, 52 * s)
        .ellipse(x + 200 * s, y + 20 * s, 32 * s, 52 * s)
    )
    if face.cover != "hood":
        c.paint(ears, mix(face.skin, "#6a3018", 0.2))
    c.paint(head, mix(face.skin, "#ffffff", 0.12), to=mix(face.skin, "#7a3a20", 0.22))
    c.paint(
        c.mask().ellipse(x + 120 * s, y + 40 * s, 80 * s, 200 * s),
        "#6a3018",
        opacity=0.16,
        blur=34 * s,
    )
    for side in (-1, 1):
        c.paint(
            c.mask().ellipse(x + side * 116 * s, y + 90 * s, 54 * s, 40 * s),
            "#d9583c",
            opacity=0.3,
            blur=16 * s,
        )
    if face.cover not in ("hood", "hat", "scarf"):
        top = c.mask().ring(x, y - 30 * s, 216 * s, 240 * s, 100 * s, 176, 364)
        top.polygon(
            [
                (x - 206 * s, y - 60 * s),
                (x - 150 * s, y - 190 * s),
                (x + 70 * s, y - 150 * s),
                (x + 205 * s, y - 50 * s),
                (x + 190 * s, y - 190 * s),
                (x, y - 270 * s),
                (x - 190 * s, y - 190 * s),
            ]
        )
        c.paint(top, mix(face.hair, "#ffffff", 0.08), to=face.hair)
        shine = c.mask().ring(x - 20 * s, y - 20 * s, 160 * s, 210 * s, 12 * s, 220, 280)
        c.paint(shine, "#ffffff", opacity=0.18, blur=8 * s)


def portrait_of(name):
    """Return the drawing function of a portrait for a story."""

    def draw(c: Canvas):
        portrait(c, PEOPLE[name])
        if PEOPLE[name].cover in ("hood", "scarf"):
            c.snowfall(90, largest=6)
        return c.finish(vignette=0.3)

    return draw


def avatar_of(name):
    """Return the drawing function of an author's photograph."""

    def draw(c: Canvas):
        portrait(c, AVATARS[name])
        return c.finish(vignette=0.12)

    return draw
