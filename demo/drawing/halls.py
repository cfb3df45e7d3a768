"""Halls, and what people come to see there."""

import math

from .figures import person, silhouette
from .nature import shadow


def ice_tunnel(c):
    c.sky("#081a2c", "#0c2a44", "#06131f")
    for i in range(13):
        part = i / 12
        rx, ry = 860 * (1 - part) ** 1.25 + 90, 600 * (1 - part) ** 1.25 + 70
        tone = ("#0f3a5c", "#15507a", "#1d6a96")[i % 3]
        rim = c.mask().ring(800, 500 + 40 * part, rx, ry, 64 * (1 - part) + 12)
        c.paint(rim, tone, opacity=0.5 + 0.4 * part, blur=14 * (1 - part) + 2)
        crystals = c.mask()
        for _ in range(46):
            turn = (
                c.random.uniform(math.pi, math.tau)
                if c.random.random() < 0.75
                else c.random.uniform(0, math.pi)
            )
            x, y = 800 + rx * math.cos(turn), 500 + 40 * part + ry * math.sin(turn)
            long = 60 * (1 - part) + 9
            for k in range(6):
                a = k * math.pi / 3 + turn
                crystals.line(
                    [(x, y), (x + math.cos(a) * long * 0.5, y + math.sin(a) * long * 0.5)],
                    1 + 2.4 * (1 - part),
                )
        c.paint(crystals, "#cdefff", opacity=0.28 + 0.4 * part)
    c.glow(800, 540, 300, 240, "#d5f4ff", 1.0, 1.2)
    c.paint(
        c.mask().polygon([(640, 600), (960, 600), (1500, 1000), (100, 1000)]),
        "#1d4a66",
        to="#0a1d2c",
        opacity=0.85,
        blur=4,
    )
    visitors = c.mask()
    for x, y, h in ((740, 660, 150), (810, 650, 130), (900, 690, 180)):
        silhouette(c, visitors, x, y, h)
    c.paint(visitors, "#071420")
    for x in range(250, 1400, 230):
        c.glow(x, 200 + abs(x - 800) * 0.22, 130, colour="#ffd08a", strength=0.7)
    return c.finish(vignette=0.4)


def library(c):
    c.sky("#3a2a20", "#4f3a2a", "#2f2018")
    c.glow(800, 180, 900, 620, "#ffdf9a", 0.6)
    for row in range(5):
        y = 150 + row * 170
        x = 40
        while x < 1560:
            if 640 < x < 980 and row > 1:
                x = 980
            width, height = c.random.uniform(18, 46), c.random.uniform(95, 140)
            tone = c.random.choice(
                (
                    "#8a3a2c",
                    "#2f5a6a",
                    "#c29a4a",
                    "#4a5a3a",
                    "#6a3a5a",
                    "#d8c8a4",
                    "#3a3f5a",
                    "#a8602c",
                )
            )
            c.paint(c.mask().rectangle(x, y - height, x + width - 3, y), tone)
            if width > 28:
                c.paint(
                    c.mask()
                    .rectangle(x + 5, y - height * 0.8, x + width - 8, y - height * 0.8 + 5)
                    .rectangle(x + 5, y - height * 0.25, x + width - 8, y - height * 0.25 + 4),
                    "#f0d898",
                    opacity=0.8,
                )
            x += width
        c.paint(c.mask().rectangle(20, y, 1580, y + 18), "#7a5232", to="#4a2e1a")
    c.paint(c.mask().rectangle(640, 340, 980, 1000), "#2a1c14", opacity=0.55, blur=12)
    table = c.mask().polygon([(380, 830), (1240, 830), (1330, 900), (290, 900)])
    shadow(c, table, 0, 50, "#000000", 0.5, 20)
    person(c, 700, 860, 330, coat="#3f6a7a", hat="#2a1c16")
    person(c, 920, 860, 290, coat="#b8602f", hat="#d8c8a4")
    c.paint(table, "#9a6a3c", to="#6a4420")
    for x in (560, 840, 1060):
        book = c.mask().polygon(
            [(x - 90, 862), (x, 846), (x + 90, 862), (x + 84, 884), (x, 872), (x - 84, 884)]
        )
        c.paint(book, "#f6efdc", to="#d6c8a4")
    lamp = c.mask().polygon([(740, 760), (860, 760), (830, 690), (770, 690)])
    c.paint(c.mask().line([(800, 850), (800, 740)], 9), "#8a6a2c")
    c.paint(lamp, "#4a8a5a", to="#2f6a42")
    c.glow(800, 800, 330, 170, "#fff0b4", 0.8)
    return c.finish(vignette=0.4)


def theatre(c):
    c.sky("#0c0812", "#1a0f1c", "#0a0610")
    c.paint(
        c.mask().polygon([(560, 60), (720, 60), (1190, 800), (350, 800)]),
        "#ffe7b8",
        opacity=0.32,
        blur=26,
    )
    c.paint(
        c.mask().polygon([(1180, 40), (1280, 40), (1100, 790), (560, 790)]),
        "#8ab4ff",
        opacity=0.22,
        blur=30,
    )
    c.paint(c.mask().rectangle(0, 760, c.width, 860), "#5a3420", to="#2a180e")
    c.paint(c.mask().ellipse(780, 800, 420, 46), "#ffe3a8", opacity=0.6, blur=18)
    for side in (0, 1):
        for i in range(7):
            x = i * 46 if side == 0 else 1600 - i * 46 - 60
            fold = c.mask().polygon([(x, 0), (x + 60, 0), (x + 52 - 8 * side, 860), (x + 6, 860)])
            c.paint(fold, "#b82a2c" if i % 2 else "#7d181e", to="#3a0a10")
    swag = c.mask()
    for i in range(9):
        swag.ellipse(i * 200, 0, 130, 120)
    c.paint(swag, "#a82428", to="#5a1016")
    fringe = c.mask()
    for x in range(-120, 1720, 7):
        depth = max(abs(((x + 100) % 200) - 100) / 100, 0.02)
        fringe.line([(x, 118 - 62 * depth**2), (x, 134 - 62 * depth**2)], 3)
    c.paint(fringe, "#e6bc5a")
    dancers = c.mask()
    for x, h, lean, up in ((620, 330, -0.1, 2.2), (800, 360, 0.02, 1.6), (990, 320, 0.12, 0.9)):
        y = 800
        dancers.polygon(
            [
                (x - 20 + lean * h, y - h * 0.7),
                (x + 20 + lean * h, y - h * 0.7),
                (x + h * 0.24, y),
                (x - h * 0.24, y),
            ]
        )
        dancers.ellipse(x + lean * h * 1.2, y - h * 0.83, h * 0.065, h * 0.08)
        dancers.line(
            [
                (x + lean * h, y - h * 0.68),
                (x + lean * h + math.cos(up) * h * 0.36, y - h * 0.68 - math.sin(up) * h * 0.36),
            ],
            15,
        )
        dancers.line([(x + lean * h, y - h * 0.68), (x + lean * h - h * 0.28, y - h * 0.5)], 15)
    shadow(c, dancers, 60, 18, "#000000", 0.5, 9)
    c.paint(dancers, "#f7f2ea", to="#9ab0d8")
    heads = c.mask()
    for row in range(3):
        for i in range(19 + row):
            heads.ellipse(i * 86 - row * 40 + 20, 930 + row * 36, 27, 33)
            heads.rectangle(
                i * 86 - row * 40 - 22, 950 + row * 36, i * 86 - row * 40 + 62, 1060, radius=20
            )
    c.paint(heads, "#07040a")
    return c.finish(vignette=0.4)


def wrestling(c):
    c.sky("#2f5a6a", "#3f7484", "#c9a26a")
    c.glow(800, 120, 900, 500, "#fff2cc", 0.55)
    crowd = c.mask()
    for row in range(3):
        for i in range(17):
            x, y = i * 100 + (row % 2) * 50, 330 + row * 74
            crowd.ellipse(x, y, 30, 36).rectangle(x - 44, y + 30, x + 44, y + 130, radius=30)
    c.paint(crowd, "#23424f", to="#315866", opacity=0.8, blur=3)
    c.paint(c.mask().rectangle(0, 600, c.width, c.height), "#d7a865", to="#8a5a2c")
    c.paint(
        c.mask().polygon([(260, 680), (1340, 680), (1520, 960), (80, 960)]), "#d8b04a", to="#b8862c"
    )
    c.paint(c.mask().rectangle(786, 660, 814, 940), "#7a4a24", to="#4a2a14")
    c.paint(c.mask().polygon([(786, 660), (814, 660), (830, 650), (802, 650)]), "#c2884a")
    for side, shirt in ((-1, "#c7402c"), (1, "#2f5fa8")):
        x = 800 + side * 340
        legs = (
            c.mask()
            .line([(x, 830), (800 + side * 170, 760), (800 + side * 22, 860)], 60)
            .line([(x, 850), (800 + side * 190, 830), (800 + side * 22, 900)], 58)
        )
        c.paint(legs, "#20262f")
        body = c.mask().polygon(
            [(x - 66, 850), (x + 66, 850), (x + side * 150 + 70, 600), (x + side * 150 - 70, 600)]
        )
        body.ellipse(x + side * 150, 604, 76, 40)
        c.paint(body, shirt)
        arms = c.mask().line(
            [(x + side * 130, 620), (800 + side * 200, 700), (800 + side * 60, 700)], 34
        )
        c.paint(arms, "#c98d66")
        c.paint(c.mask().ellipse(x + side * 176, 520, 52, 62), "#c98d66")
        c.paint(c.mask().ellipse(x + side * 182, 494, 56, 44), "#1d1715")
    c.paint(c.mask().line([(690, 700), (910, 700)], 24), "#f0d9a4", to="#b8945a")
    return c.finish(vignette=0.25)
