"""Hills, forest and snow."""

import math

from .figures import deer, person
from .nature import forest_edge, grove, halo, haze, larch, ridge, shadow, smoke, snowfield


def ski(c):
    c.sky("#3f95d8", "#8cc4ea", "#d6ecf8", bottom=760)
    halo(c, 430, 330, 220)
    ridge(c, 580, 110, "#86a9cd", "#a9c3de")
    forest_edge(c, ridge(c, 680, 60, "#6d93bd", "#8fb0d0")[::2], "#577ea9", (14, 34))
    slope = [
        (0, 960),
        (300, 900),
        (620, 800),
        (900, 690),
        (1200, 620),
        (1600, 570),
        (1600, 1000),
        (0, 1000),
    ]
    c.paint(c.mask().polygon(slope), "#f7fbff", to="#c9ddf0")
    for i in range(4):
        low = c.mask().line([(x + 60, y + 70 + i * 46) for x, y in slope[:6]], 14 + i * 6)
        c.paint(low, "#8fb4d8", opacity=0.22, blur=14)
    tracks = (
        c.mask()
        .line([(x, y + 26) for x, y in slope[:6]], 3)
        .line([(x, y + 38) for x, y in slope[:6]], 3)
    )
    c.paint(tracks, "#9cbcdc")
    for x, y, h, coat in (
        (1060, 655, 250, "#efb21e"),
        (640, 812, 190, "#2f6fb8"),
        (330, 905, 150, "#d9402c"),
    ):
        body, legs = c.mask(), c.mask()
        legs.line([(x, y - h * 0.5), (x + h * 0.2, y - h * 0.3), (x + h * 0.1, y + 18)], h * 0.1)
        legs.line([(x, y - h * 0.5), (x - h * 0.2, y - h * 0.24), (x - h * 0.42, y + 30)], h * 0.1)
        c.paint(legs, "#1d2a40")
        body.line([(x, y - h * 0.5), (x + h * 0.16, y - h * 0.84)], h * 0.2)
        body.line(
            [
                (x + h * 0.14, y - h * 0.78),
                (x + h * 0.34, y - h * 0.56),
                (x + h * 0.46, y - h * 0.74),
            ],
            h * 0.075,
        )
        body.line(
            [
                (x + h * 0.12, y - h * 0.78),
                (x - h * 0.14, y - h * 0.62),
                (x - h * 0.3, y - h * 0.5),
            ],
            h * 0.075,
        )
        c.paint(body, coat)
        c.paint(c.mask().ellipse(x + h * 0.25, y - h * 0.98, h * 0.1), "#1d2a40")
        c.paint(c.mask().ellipse(x + h * 0.27, y - h * 1.02, h * 0.1, h * 0.07), coat)
        poles = (
            c.mask()
            .line([(x + h * 0.46, y - h * 0.74), (x + h * 0.34, y + 8)], 4)
            .line([(x - h * 0.3, y - h * 0.5), (x - h * 0.62, y + 34)], 4)
        )
        poles.line([(x - h * 0.2, y + 26), (x + h * 0.5, y - 2)], 6).line(
            [(x - h * 0.75, y + 46), (x - h * 0.1, y + 26)], 6
        )
        c.paint(poles, "#2a3446")
    grove(
        c,
        [(1330, 640, 300), (1440, 610, 390), (1550, 610, 290), (1240, 640, 160)],
        "#22405f",
        snow="#eaf3fb",
    )
    return c.finish(vignette=0.14)


def taiga_ridges(c):
    c.sky("#f6b38a", "#f9d3a6", "#fdeccc", bottom=620)
    c.glow(1120, 330, 620, colour="#fff4d6", strength=0.8, power=1.8)
    c.paint(c.mask().ellipse(1120, 330, 52), "#fffaf0")
    colours = ("#e7b79e", "#cf9a92", "#a97a88", "#7a5c7a", "#4d4468", "#2a2f52")
    for i, colour in enumerate(colours):
        edge = ridge(c, 400 + i * 92, 110 - 6 * i, colour, colours[min(i + 1, 5)])
        if i > 1:
            forest_edge(c, edge, colour, (8 + 7 * i, 18 + 16 * i), gap=12 - i)
        haze(c, 470 + i * 92, 620 + i * 92, "#fbe2c4", 0.3 - 0.045 * i)
    birds = c.mask()
    for i in range(11):
        x, y = 420 + abs(i - 5) * 34 + (i - 5) * 20, 180 + (i - 5) * 17
        birds.line([(x - 15, y - 7), (x, y), (x + 15, y - 7)], 3.4)
    c.paint(birds, "#5b4a5c")
    return c.finish(vignette=0.18)


def smoky_sun(c):
    c.sky("#8c6a4c", "#b98350", "#d49a58", "#c28a56", bottom=700)
    c.glow(980, 330, 460, colour="#ff8a3c", strength=0.7, power=2)
    c.paint(c.mask().ellipse(980, 330, 70), "#ff5a2c", blur=3)
    for i, colour in enumerate(("#b08458", "#8e6a4a", "#6a5040", "#463a34")):
        edge = ridge(c, 560 + i * 70, 60, colour, colour)
        forest_edge(c, edge, colour, (16 + 12 * i, 40 + 26 * i), gap=11 - i)
        haze(c, 520 + i * 80, 700 + i * 80, "#c99a64", 0.55 - 0.1 * i)
    c.paint(c.mask().polygon([(0, 1000), (0, 900), (1600, 850), (1600, 1000)]), "#2e2a28")
    engine = (
        c.mask().rectangle(300, 790, 600, 880, radius=8).rectangle(240, 820, 310, 880, radius=8)
    )
    c.paint(engine, "#a8321f", to="#6e2015")
    c.paint(c.mask().ellipse(300, 884, 32).ellipse(540, 884, 32), "#1b1818")
    for x in (760, 860, 980):
        person(c, x, 890, 150, coat="#c98a2c", hat="#d9b23c", trousers="#4a3a2a")
    hose = c.mask().line([(600, 860), (700, 885), (840, 850), (1010, 830), (1150, 840)], 7)
    c.paint(hose, "#d9c9a4")
    return c.finish(vignette=0.35)


def fox_tracks(c):
    c.sky("#aebfd6", "#dfe3ea", "#f6eee4", bottom=340)
    forest_edge(c, ridge(c, 300, 60, "#a9b9cd", "#ccd6e0"), "#8fa2bb", (30, 80))
    snowfield(c, 340, "#e9eef4", "#fbfcfd", "#7d9cc6", 7)
    prints, rims = c.mask(), c.mask()
    for i in range(34):
        z = (i / 34) ** 1.7
        x = 1080 - 620 * z + 90 * math.sin(i / 4) + (14 if i % 2 else -14) * (0.3 + z)
        y = 390 + 600 * z
        size = 3 + 19 * z
        rims.ellipse(x + size * 0.2, y - size * 0.1, size * 1.3, size * 0.75)
        prints.ellipse(x, y, size, size * 0.55)
        for side in (-0.7, 0, 0.7):
            prints.ellipse(
                x + side * size, y - size * (0.85 - abs(side) * 0.2), size * 0.32, size * 0.24
            )
    c.paint(rims, "#ffffff", blur=2)
    c.paint(prints, "#5f83b4", opacity=0.75, blur=1)
    fox = (
        c.mask()
        .ellipse(1110, 372, 46, 19)
        .polygon([(1145, 366), (1180, 340), (1192, 358), (1160, 384)])
    )
    fox.line([(1070, 372), (1010, 388)], 17).line([(1084, 384), (1082, 410)], 7).line(
        [(1134, 384), (1138, 410)], 7
    )
    fox.polygon([(1170, 346), (1172, 322), (1182, 340)])
    c.paint(fox, "#d06a2c", to="#a84a1e")
    c.paint(c.mask().ellipse(1008, 389, 11, 8), "#ffffff")
    grove(
        c, [(190, 620, 300), (90, 760, 460), (1500, 700, 420), (1400, 560, 240)], "#43597a", larch
    )
    return c.finish(vignette=0.14)


def winter_camp(c):
    c.sky("#1f2f5c", "#59618f", "#d99a8a", bottom=600)
    c.stars(90, 260)
    ridge(c, 520, 200, "#4d5a86", "#7a7a9a", 6)
    ridge(c, 590, 60, "#6a719a", "#9498b4")
    snowfield(c, 620, "#a9b2cf", "#dfe4f0", "#4f5f96", 5)
    for x, y, size in ((560, 800, 300), (1080, 760, 230)):
        cone = [
            (x - size * 0.62, y),
            (x - size * 0.04, y - size),
            (x + size * 0.04, y - size),
            (x + size * 0.62, y),
        ]
        c.glow(x, y - size * 0.3, size * 0.9, size * 0.7, "#ffb45a", 0.5)
        c.paint(c.mask().polygon(cone), "#e0b072", to="#a8642e")
        seams = c.mask()
        for part in (-0.4, -0.2, 0, 0.2, 0.4):
            seams.line([(x + part * size * 1.2, y), (x, y - size)], 3)
        c.paint(seams, "#6a3a1c", opacity=0.6)
        poles = c.mask()
        for part in (-0.2, -0.08, 0.06, 0.2):
            poles.line([(x, y - size * 0.97), (x + part * size, y - size * 1.2)], 5)
        c.paint(poles, "#2f2430")
        c.paint(
            c.mask().polygon([(x - size * 0.13, y), (x, y - size * 0.46), (x + size * 0.15, y)]),
            "#ffe0a0",
        )
        smoke(c, x, y - size * 1.05, size * 1.1, 70, "#f0e6ea", lean=0.25, opacity=0.6)
    mask = c.mask()
    for x, y, s, way in ((180, 820, 130, 1), (300, 860, 150, 1), (1350, 840, 140, -1)):
        deer(c, mask, x, y, s, way)
    shadow(c, mask, 50, 26, "#3f4f86", 0.3, 7)
    c.paint(mask, "#4a3f4c", to="#332c3a")
    person(c, 790, 870, 170, coat="#8a3a2c", hat="#e0cfa4")
    return c.finish(vignette=0.22)
