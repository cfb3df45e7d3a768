"""The river, from the shore and from above, in every season."""

import math

from PIL import Image

from .canvas import FINE
from .figures import car, person, silhouette
from .nature import (
    cracks,
    forest_edge,
    grove,
    haze,
    larch,
    plates,
    reflection,
    ridge,
    shadow,
    spruce,
)


def from_above(c):
    c.sky("#f3ede4", "#e2e6ea")
    ground = c.mask().rectangle(0, 0, c.width, c.height)
    c.texture(ground, "#c7ced6", size=(9, 6), opacity=0.5, threshold=128)
    middle = [
        (760 + 230 * math.sin(y / 260 + 0.5) + 60 * math.sin(y / 90), y)
        for y in range(-40, 1060, 20)
    ]
    wide = [(160 + 40 * math.sin(y / 130)) for _x, y in middle]
    banks = c.mask().polygon(
        [(x - w * 1.15, y) for (x, y), w in zip(middle, wide, strict=True)]
        + [(x + w * 1.15, y) for (x, y), w in zip(middle, wide, strict=True)][::-1]
    )
    c.paint(banks, "#ffffff", opacity=0.85, blur=6)
    river = c.mask().polygon(
        [(x - w, y) for (x, y), w in zip(middle, wide, strict=True)]
        + [(x + w, y) for (x, y), w in zip(middle, wide, strict=True)][::-1]
    )
    c.paint(river, "#8fc0dc", to="#5b93bd")
    c.texture(river, "#d9ecf5", size=(12, 9), opacity=0.8)
    net = c.mask()
    for _ in range(120):
        x, y = c.random.uniform(300, 1250), c.random.uniform(-20, 1000)
        course, points = c.random.uniform(0, 7), []
        for _ in range(6):
            points.append((x, y))
            course += c.random.uniform(-0.9, 0.9)
            x, y = x + math.cos(course) * 34, y + math.sin(course) * 34
        net.line(points, c.random.uniform(1, 3))
    net.image = Image.composite(net.image, Image.new("L", net.image.size), river.image)
    c.paint(net, "#f4fbff", opacity=0.9)
    trees, shades = c.mask(), c.mask()
    density = c.noise(80, 50, (8, 5), 2)
    for _ in range(2600):
        x, y = c.random.uniform(0, c.width), c.random.uniform(0, c.height)
        if density.getpixel((int(x / 20), int(y / 20))) < 118 or banks.image.getpixel(
            (int(x) * FINE, int(y) * FINE)
        ):
            continue
        if abs(y - (610 + 0.09 * (x - 800))) < 22:
            continue
        r = c.random.uniform(5, 10)
        shades.polygon([(x, y - r), (x, y + r), (x + r * 4.6, y + r * 2.2)])
        for i in range(7):
            turn = i / 7 * math.tau
            trees.polygon(
                [
                    (x, y),
                    (x + r * math.cos(turn), y + r * math.sin(turn)),
                    (x + r * 0.5 * math.cos(turn + 0.5), y + r * 0.5 * math.sin(turn + 0.5)),
                ]
            )
        trees.ellipse(x, y, r * 0.6)
    c.paint(shades, "#6f86a6", opacity=0.5, blur=1.5)
    c.paint(trees, "#3d5648", to="#31463f")
    road = [(0, 538), (500, 583), (800, 610), (1150, 640), (1600, 682)]
    c.paint(c.mask().line(road, 26), "#fbfaf6", opacity=0.95, blur=1)
    ruts = c.mask().line([(x, y - 5) for x, y in road], 2).line([(x, y + 5) for x, y in road], 2)
    c.paint(ruts, "#a8b4c2")
    for x, colour in ((420, "#d7351f"), (820, "#e7a21c"), (1190, "#b92c19")):
        y = 610 + 0.09 * (x - 800)
        c.paint(
            c.mask().polygon([(x, y), (x + 26, y + 2), (x + 60, y + 34), (x + 30, y + 30)]),
            "#4b6387",
            opacity=0.5,
            blur=2,
        )
        c.paint(c.mask().rectangle(x - 12, y - 7, x + 14, y + 6, radius=3), colour)
    return c.finish(vignette=0.12, grain=7)


def ice_drift(c):
    horizon = 360
    c.sky("#7fb1dc", "#c9e0ee", "#f4efe2", bottom=horizon)
    c.clouds("#ffffff", top=20, bottom=300, opacity=0.85, size=(5, 4))
    edge = ridge(c, horizon - 40, 60, "#7d8f86", "#98a58f")
    forest_edge(c, edge[::2], "#5f7468", (12, 30))
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#6c93a8", to="#24485c")
    plates(c, horizon + 6, ("#dfeaf0", "#ffffff"), "#7fa9bd", 260)
    shore = [(0, 1000), (0, 880), (260, 860), (520, 905), (800, 1000)]
    c.paint(c.mask().polygon(shore), "#5b4f45", to="#3a322d")
    for x, h, coat in ((190, 240, "#2f6a8a"), (270, 170, "#c7402c"), (330, 150, "#d9a52c")):
        person(c, x, 905, h, coat=coat, hat="#2b2b3a", arm=0.5 if h == 170 else None)
    return c.finish(vignette=0.14)


def ferry(c):
    horizon = 520
    c.sky("#33406e", "#8a6f96", "#e8a183", "#ffdca4", bottom=horizon)
    c.clouds("#ffb27c", top=120, bottom=420, opacity=0.6, size=(3, 9))
    c.glow(1180, horizon, 560, 260, "#ffe3a8", 0.9)
    c.paint(c.mask().ellipse(1180, horizon - 36, 44), "#fff6da")
    edge = ridge(c, horizon - 24, 44, "#4b4569", "#5d4f70")
    forest_edge(c, edge[::2], "#3b3759", (8, 22))
    hull = [(330, 505), (1010, 505), (960, 575), (380, 575)]
    deck = (
        c.mask()
        .rectangle(380, 425, 640, 506)
        .rectangle(420, 350, 590, 430)
        .rectangle(455, 300, 560, 355)
    )
    c.paint(deck, "#ece4da", to="#b5a6a6")
    c.paint(c.mask().polygon(hull), "#7c2d2b", to="#35182a")
    windows = c.mask()
    for x in range(440, 580, 34):
        windows.rectangle(x, 372, x + 22, 398)
    for x in range(400, 630, 34):
        windows.rectangle(x, 448, x + 22, 474)
    c.paint(windows, "#ffdf96")
    c.paint(c.mask().rectangle(494, 245, 524, 302), "#2f2638")
    for x, colour in ((720, "#3d5a80"), (800, "#a8402e"), (880, "#d6d2c8")):
        c.paint(
            c.mask()
            .rectangle(x - 34, 476, x + 34, 506, radius=6)
            .rectangle(x - 20, 456, x + 18, 480, radius=6),
            colour,
        )
    reflection(c, 574, blur=4, dim=0.8)
    c.glow(1180, 640, 190, 320, "#ffd08a", 0.5, 1.5)
    wake = c.mask()
    for i in range(14):
        wake.line([(330 - i * 22, 582 + i * 9), (150 - i * 34, 590 + i * 16)], 2 + i * 0.4)
    c.paint(wake, "#ffe9c8", opacity=0.4, blur=3)
    return c.finish()


def pier(c):
    horizon = 430
    c.sky("#8796a6", "#b3bcc0", "#d8d2c2", bottom=horizon)
    c.clouds("#6f7f90", top=10, bottom=400, opacity=0.55, size=(4, 5))
    edge = ridge(c, horizon - 30, 50, "#8a7f62", "#a1926a")
    forest_edge(c, edge[::2], "#75683f", (10, 26))
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#a4b0b2", to="#566a74")
    slush = c.mask()
    for _ in range(420):
        z = c.random.random() ** 1.4
        slush.ellipse(c.random.uniform(0, 1600), horizon + 20 + 560 * z, 8 + 50 * z, 2 + 9 * z)
    c.paint(slush, "#e3eaec", opacity=0.6, blur=2)
    boards = [(620, 1000), (1500, 1000), (930, 520), (850, 520)]
    c.paint(c.mask().polygon(boards), "#8b7355", to="#5f4a36")
    seams = c.mask()
    for i in range(22):
        z = (i / 22) ** 1.8
        y = 520 + 480 * z
        seams.line([(850 - 230 * z, y), (930 + 570 * z, y)], 1 + 5 * z)
    c.paint(seams, "#32261c", opacity=0.75)
    posts = c.mask()
    for z in (0.06, 0.2, 0.45, 0.85):
        for x in (850 - 230 * z - 8, 930 + 570 * z):
            posts.rectangle(x, 510 + 480 * z - 150 * (z + 0.25), x + 8 + 22 * z, 540 + 480 * z)
    c.paint(posts, "#4a3a2c")
    boat = [(110, 740), (520, 700), (560, 730), (500, 800), (190, 830)]
    c.paint(c.mask().polygon(boat), "#2f5a66", to="#1a3138")
    c.paint(
        c.mask().polygon([(140, 748), (515, 710), (530, 726), (470, 762), (200, 790)]), "#d8c9a8"
    )
    person(c, 985, 760, 260, coat="#3f4a3a", hat="#2b2018", trousers="#2b2a28")
    grove(
        c,
        [(60 + i * 18, 960 + 20 * (i % 3), 120 + 30 * (i % 4)) for i in range(6)],
        "#6b5a2c",
        larch,
    )
    return c.finish(vignette=0.25)


def fishing(c):
    horizon = 400
    c.sky("#e6a58a", "#f3cba2", "#fbe8cd", bottom=horizon)
    c.glow(350, 350, 520, 320, "#fff0c8", 0.85)
    edge = ridge(c, horizon - 40, 70, "#a97f86", "#c79d92")
    forest_edge(c, edge[::2], "#8b6a7a", (14, 34))
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#f3dcc8", to="#9fb3cc")
    cracks(c, horizon, "#8ea6c4", 40, 0.3)
    hole = c.mask().ellipse(900, 760, 150, 46)
    c.paint(c.mask().ellipse(900, 758, 178, 60), "#ffffff", opacity=0.9, blur=7)
    c.paint(hole, "#16323f", to="#2f5a68")
    net = c.mask()
    for i in range(15):
        net.line([(830 + i * 11, 770), (690 + i * 34, 950)], 1.3)
    for i in range(9):
        y = 780 + i * 20
        net.line([(830 - i * 16, y), (990 + i * 20, y)], 1.1)
    c.paint(net, "#4c5f58", opacity=0.7)
    fish = c.mask()
    for x, y in ((620, 900), (560, 930), (690, 938), (1180, 920)):
        fish.ellipse(x, y, 52, 15).polygon([(x + 44, y), (x + 76, y - 17), (x + 76, y + 17)])
    c.paint(fish, "#d9e2ea", to="#8fa3b6")
    figures = c.mask()
    silhouette(c, figures, 760, 770, 320, 0.1)
    silhouette(c, figures, 1080, 780, 300, -0.12)
    figures.line([(800, 560), (880, 700)], 26).line([(1035, 580), (930, 700)], 26)
    shadow(c, figures, 200, 130, "#7a7ea6", 0.18, 14)
    c.paint(figures, "#3a3148", to="#232434")
    sledge = (
        c.mask()
        .line([(1260, 780), (1460, 780), (1500, 745)], 9)
        .line([(1290, 780), (1290, 735), (1440, 735), (1440, 780)], 7)
    )
    c.paint(sledge, "#4a382c")
    c.paint(c.mask().rectangle(1300, 680, 1430, 736, radius=12), "#8c6a42")
    return c.finish(vignette=0.15)


def bridge(c):
    horizon = 560
    c.sky("#f0b7a0", "#f6d4b8", "#fbeedc", bottom=horizon)
    ridge(c, horizon - 30, 60, "#c9aab0", "#dcc3be")
    far = c.mask()
    for x in (250, 620, 990, 1360):
        far.polygon([(x - 20, horizon), (x + 20, horizon), (x + 9, 190), (x - 9, 190)])
        for i in range(1, 9):
            far.line([(x, 200 + i * 14), (x - i * 22, 452)], 1.6).line(
                [(x, 200 + i * 14), (x + i * 22, 452)], 1.6
            )
    far.rectangle(0, 450, c.width, 468)
    c.paint(far, "#5c5470", to="#7a6a80")
    for x, colour in ((410, "#a8402e"), (760, "#34506e"), (800, "#d9d2c4"), (1220, "#c98a2c")):
        car(c, x, 452, 22, body=colour, lights=False)
    c.paint(c.mask().rectangle(0, horizon, c.width, c.height), "#cfd5dd", to="#e9edf2")
    reflection(c, horizon, blur=12, dim=0.97)
    c.paint(
        c.mask().rectangle(0, horizon, c.width, c.height), "#e8ecf2", to="#c3d0de", opacity=0.72
    )
    haze(c, 420, 680, "#fbe9dc", 0.55)
    walkers = c.mask()
    for x, h in ((420, 120), (500, 112), (1130, 130)):
        silhouette(c, walkers, x, 900, h)
    shadow(c, walkers, 60, 44, "#8a90b0", 0.3, 6)
    c.paint(walkers, "#3a3550")
    return c.finish(vignette=0.12)


def spring_flood(c):
    horizon = 450
    c.sky("#6f8aa0", "#9fb4c0", "#cfd6d2", bottom=horizon)
    c.clouds("#e8ecec", top=0, bottom=420, opacity=0.7, size=(5, 4))
    edge = ridge(c, horizon - 20, 60, "#6e7c62", "#8a946f")
    forest_edge(c, edge[::2], "#56664d", (14, 36))
    for x, wall in ((120, "#7c5a44"), (470, "#5f6a72"), (1130, "#8a6a4a")):
        roof = c.mask().polygon([(x - 24, 520), (x + 130, 420), (x + 284, 520)])
        c.paint(c.mask().rectangle(x, 516, x + 260, 660), wall)
        c.paint(
            c.mask().rectangle(x + 40, 550, x + 100, 610).rectangle(x + 160, 550, x + 220, 610),
            "#2b3a44",
        )
        c.paint(roof, "#4a4f56", to="#2f3338")
    c.paint(c.mask().line([(900, 640), (900, 300)], 9).line([(850, 330), (950, 330)], 7), "#4a3d33")
    reflection(c, 640, blur=4, dim=0.72)
    c.paint(c.mask().rectangle(0, 640, c.width, c.height), "#7b6f5c", opacity=0.35)
    boat = [(760, 800), (1130, 790), (1100, 860), (800, 866)]
    person(c, 900, 820, 170, coat="#d9702c", hat="#2b2b33", arm=-0.5)
    person(c, 1000, 815, 150, coat="#3c6a52", hat="#2b2b33")
    c.paint(c.mask().polygon(boat), "#54707c", to="#2f424c")
    c.paint(c.mask().line([(860, 720), (760, 880)], 7), "#6b4f35")
    trees = c.mask()
    for x in (40, 90, 1480, 1540):
        spruce(c, trees, x, 660, 260)
    c.paint(trees, "#3b4a3a")
    return c.finish(vignette=0.2)
