"""Rooms, and what is seen from them."""

import math

from PIL import ImageFilter

from .figures import person
from .nature import shadow


def stove(c):
    c.sky("#3a2a24", "#4a352a", "#2a1d18")
    c.glow(560, 650, 900, 700, "#ff9a4a", 0.75, 1.5)
    body = c.mask().rectangle(260, 120, 880, 930, radius=14)
    c.paint(body, "#e9e0d0", to="#b8a48a")
    seams = c.mask()
    for i in range(12):
        seams.rectangle(260, 160 + i * 64, 880, 163 + i * 64)
        for x in range(260 + (i % 2) * 62, 880, 124):
            seams.rectangle(x, 160 + i * 64, x + 3, 224 + i * 64)
    c.paint(seams, "#8a7458", opacity=0.5)
    c.paint(c.mask().rectangle(400, 560, 740, 800, radius=20), "#2a2220", to="#141010")
    mouth = c.mask().rectangle(430, 590, 710, 770, radius=14)
    c.paint(mouth, "#ffca5a", to="#e0501a")
    for i in range(9):
        x, h = 450 + i * 30, c.random.uniform(70, 150)
        flame = c.mask().polygon(
            [
                (x - 22, 766),
                (x - 12, 766 - h * 0.6),
                (x + c.random.uniform(-8, 8), 766 - h),
                (x + 14, 766 - h * 0.5),
                (x + 22, 766),
            ]
        )
        c.paint(flame, ("#fff0a8", "#ffb43c", "#ff7a22")[i % 3], opacity=0.85, blur=3)
    logs = (
        c.mask().rectangle(450, 738, 690, 764, radius=12).rectangle(480, 716, 660, 738, radius=11)
    )
    c.paint(logs, "#4a2414", to="#1d0e08")
    c.paint(
        c.mask().polygon([(430, 930), (720, 930), (1040, 1000), (300, 1000)]),
        "#ffb45a",
        opacity=0.4,
        blur=24,
    )
    for i in range(4):
        for k in range(5 - i):
            x, y = 1010 + k * 112 + i * 56, 900 - i * 98
            c.paint(c.mask().ellipse(x, y, 54), "#7a4a2a")
            c.paint(c.mask().ellipse(x, y, 44), "#e6bc84", to="#c28e54")
            rings = c.mask().ring(x, y, 30, 30, 3).ring(x, y, 17, 17, 3)
            c.paint(rings, "#8a5a30", opacity=0.7)
    cat = c.mask().ellipse(1240, 420, 92, 60).ellipse(1150, 370, 46, 42)
    cat.polygon([(1118, 350), (1112, 300), (1146, 334)]).polygon(
        [(1160, 332), (1190, 298), (1190, 350)]
    )
    cat.line([(1320, 430), (1380, 400), (1390, 340)], 18)
    c.paint(c.mask().rectangle(1020, 476, 1480, 500), "#8a6440", to="#5a3c24")
    c.paint(cat, "#2c2422", to="#1a1412")
    c.paint(c.mask().ellipse(1136, 366, 6).ellipse(1164, 366, 6), "#e9c84a")
    kettle = c.mask().ellipse(560, 84, 100, 62).ring(560, 40, 70, 50, 9, 190, 350)
    c.paint(kettle, "#5a6a74", to="#2a343a")
    return c.finish(vignette=0.45)


def workshop(c):
    c.sky("#1a1210", "#2c1c16", "#140d0b")
    c.glow(380, 520, 720, 620, "#ff7a2a", 0.9, 1.5)
    forge = (
        c.mask()
        .rectangle(140, 560, 640, 1000)
        .polygon([(180, 560), (300, 200), (480, 200), (600, 560)])
    )
    c.paint(forge, "#3a2a24", to="#1d1512")
    c.paint(c.mask().ellipse(390, 590, 190, 62), "#ff8a2c", to="#ffd36a")
    coals, sparks = c.mask(), c.mask()
    for _ in range(70):
        coals.ellipse(
            390 + c.random.gauss(0, 80), 590 + c.random.gauss(0, 20), c.random.uniform(8, 22)
        )
    c.paint(coals, "#8a2410", opacity=0.7)
    for _ in range(130):
        sparks.ellipse(
            420 + c.random.gauss(0, 150),
            560 - abs(c.random.gauss(0, 220)),
            c.random.uniform(1, 3.4),
        )
    c.paint(sparks, "#ffcf6a")
    person(c, 980, 960, 640, coat="#5a3a2a", hat="#2a1c18", trousers="#211814", arm=2.7)
    apron = c.mask().polygon([(890, 560), (1070, 560), (1090, 830), (870, 830)])
    c.paint(apron, "#8a5a34", to="#5a3418", opacity=0.95)
    c.paint(
        c.mask().polygon(
            [
                (640, 780),
                (1000, 780),
                (940, 830),
                (900, 830),
                (900, 920),
                (960, 960),
                (680, 960),
                (740, 920),
                (740, 830),
                (700, 830),
            ]
        ),
        "#4a4f56",
        to="#1f2226",
    )
    c.paint(c.mask().line([(720, 768), (900, 756)], 16), "#ffb040", blur=2)
    c.glow(810, 760, 180, 110, "#ff9a3c", 0.9)
    tools = c.mask()
    for i in range(9):
        x = 1180 + i * 44
        tools.line([(x, 240), (x, 420 + 50 * (i % 3))], 9).ellipse(x, 240, 13)
    c.paint(tools, "#7d6a5a", opacity=0.8)
    c.paint(c.mask().rectangle(1150, 220, 1580, 232), "#5a3c28")
    return c.finish(vignette=0.5)


def classroom(c):
    c.sky("#e9dfc8", "#efe6d2", "#d9c8a4")
    for x in (90, 420):
        c.paint(c.mask().rectangle(x, 90, x + 270, 470), "#fbf8f0")
        c.paint(c.mask().rectangle(x + 16, 106, x + 254, 454), "#7fa8d8", to="#f4d0a8")
        c.paint(
            c.mask().rectangle(x + 130, 106, x + 140, 454).rectangle(x + 16, 270, x + 254, 280),
            "#fbf8f0",
        )
    c.paint(c.mask().rectangle(780, 90, 1500, 500, radius=8), "#8a6440")
    c.paint(c.mask().rectangle(800, 108, 1480, 484), "#2f5a48", to="#24483a")
    chalk = c.mask()
    chalk.line([(850, 400), (980, 250), (1100, 330), (1240, 180), (1420, 220)], 6)
    chalk.line([(850, 420), (850, 160)], 5).line([(850, 420), (1440, 420)], 5)
    for i in range(8):
        chalk.line([(880 + i * 70, 414), (880 + i * 70, 428)], 4)
    chalk.ellipse(1240, 180, 11)
    c.paint(chalk, "#f2f4ee", opacity=0.85)
    c.paint(c.mask().rectangle(0, 620, c.width, c.height), "#c99a62", to="#8a5f34")
    person(c, 1330, 690, 400, coat="#7a3a5a", hat="#2a1c18", trousers="#3a2f3a", arm=2.3)
    coats = ("#c7402c", "#2f6f9a", "#e0a92c", "#3f8a5a", "#6b4a9a", "#d9702c")
    for row in range(2):
        for i in range(3):
            x, y = 230 + i * 400 + row * 90, 790 + row * 170
            size = 190 + row * 60
            person(
                c,
                x,
                y,
                size,
                coat=coats[i + 3 * row],
                hat=("#2a1c16", "#4a2f1c", "#1d1512")[(i + row) % 3],
            )
            desk = (
                c.mask()
                .rectangle(x - 150, y - 50, x + 150, y - 26, radius=4)
                .rectangle(x - 136, y - 30, x - 120, y + 60)
                .rectangle(x + 120, y - 30, x + 136, y + 60)
            )
            shadow(c, desk, 12, 20, "#4a2f14", 0.3, 8)
            c.paint(desk, "#e0b878", to="#b08448")
            c.paint(
                c.mask().polygon(
                    [(x + 20, y - 54), (x + 110, y - 54), (x + 120, y - 44), (x + 10, y - 44)]
                ),
                "#fbf8f0",
            )
    return c.finish(vignette=0.2)


def frost_window(c):
    c.sky("#16264a", "#2c4a7c", "#e08a5a")
    c.glow(1100, 900, 800, 420, "#ffb468", 0.7)
    roofs = c.mask()
    for x in range(-60, 1600, 260):
        roofs.polygon([(x, 860), (x + 130, 760), (x + 260, 860), (x + 260, 1000), (x, 1000)])
    c.paint(roofs, "#1a2340", opacity=0.85, blur=9)
    c.image = c.image.filter(ImageFilter.GaussianBlur(3))

    def fern(mask, x, y, turn, long, depth):
        steps = 14
        for i in range(steps):
            nx, ny = x + math.cos(turn) * long / steps, y + math.sin(turn) * long / steps
            mask.line([(x, y), (nx, ny)], 0.7 + depth * 0.9)
            if depth and i > 0:
                for side in (-1, 1):
                    fern(
                        mask,
                        nx,
                        ny,
                        turn + side * 0.85,
                        long * 0.36 * (1 - i / steps * 0.8),
                        depth - 1,
                    )
            x, y, turn = nx, ny, turn + c.random.uniform(-0.09, 0.09)

    frost = c.mask()
    for x, y, turn in (
        (0, 1000, -0.9),
        (260, 1000, -1.3),
        (700, 1000, -1.7),
        (1150, 1000, -1.4),
        (1600, 1000, -2.2),
        (1600, 640, -2.8),
        (0, 560, -0.2),
        (0, 120, 0.5),
        (1600, 100, 2.6),
        (520, 0, 1.3),
        (1040, 0, 1.8),
    ):
        fern(frost, x, y, turn, c.random.uniform(420, 620), 2)
    c.paint(frost, "#cfe4f8", opacity=0.5, blur=5)
    c.paint(frost, "#ffffff", opacity=0.8)
    bars = c.mask().rectangle(780, 0, 822, 1000).rectangle(0, 300, 1600, 338)
    shadow(c, bars, 8, 8, "#000000", 0.5, 8)
    c.paint(bars, "#e9e2d6", to="#b5a68f")
    return c.finish(vignette=0.3)


def thermometer(c):
    c.sky("#a9c3dc", "#cfdde9", "#e9eef2")
    c.clouds("#ffffff", top=0, bottom=1000, opacity=0.5)
    trees = c.mask()
    for x in (60, 260, 1340, 1500):
        trees.polygon([(x, 120), (x + 120, 900), (x - 120, 900)])
    c.paint(trees, "#8fa9c4", opacity=0.6, blur=22)
    c.paint(c.mask().rectangle(0, 860, c.width, c.height), "#eef3f8", to="#ffffff", blur=30)
    board = c.mask().rectangle(600, 70, 1000, 960, radius=30)
    shadow(c, board, 26, 34, "#2f5080", 0.4, 24)
    c.paint(board, "#b98a58", to="#7d552e")
    c.paint(c.mask().rectangle(640, 110, 960, 920, radius=16), "#fbfaf4", to="#e6e3d8")
    ticks, bold = c.mask(), c.mask()
    for i in range(71):
        y = 160 + i * 10
        (bold if i % 10 == 0 else ticks).line(
            [(690 if i % 10 == 0 else 712, y), (756, y)], 4 if i % 10 == 0 else 2
        )
        (bold if i % 10 == 0 else ticks).line(
            [(844, y), (910 if i % 10 == 0 else 888, y)], 4 if i % 10 == 0 else 2
        )
    c.paint(ticks, "#4a5560")
    c.paint(bold, "#12181d")
    c.paint(c.mask().rectangle(780, 130, 820, 880, radius=20), "#c9d6de", to="#e9f0f4")
    c.paint(c.mask().rectangle(792, 780, 808, 880), "#c7281a")
    c.paint(c.mask().ellipse(800, 872, 34), "#d7351f", to="#8c1a10")
    c.paint(c.mask().ellipse(790, 860, 9), "#ffffff", opacity=0.8, blur=2)
    frost = c.mask()
    for _ in range(240):
        x = c.random.choice((600, 1000)) + c.random.gauss(0, 20)
        y, turn, long = c.random.uniform(60, 970), c.random.uniform(0, 7), c.random.uniform(10, 46)
        frost.line([(x, y), (x + math.cos(turn) * long, y + math.sin(turn) * long)], 2.4)
    c.paint(frost, "#ffffff", opacity=0.85)
    c.snowfall(200)
    return c.finish(vignette=0.14)
