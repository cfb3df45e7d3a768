"""Towns, where the light is on."""

import math

from .figures import block, house, person, silhouette
from .nature import aurora, grove, haze, ridge, shadow, smoke, snowfield


def city_dusk(c):
    c.sky("#2b2152", "#6a3f7d", "#c0607f", "#f3a37e", bottom=760)
    c.clouds("#8a4a86", top=100, bottom=420, opacity=0.45, size=(3, 8))
    for i in range(3):
        x = -30
        while x < c.width:
            width, height = c.random.uniform(110, 190), c.random.uniform(160, 300) - 20 * i
            walls = (("#6d5490", "#8d6699"), ("#4c417c", "#6b4c84"), ("#2c2b5c", "#3d3468"))[i]
            block(
                c,
                x,
                640 + 50 * i,
                width,
                height,
                walls[0],
                "#ffd27a",
                walls[1],
                rows=int(height / 32),
                columns=int(width / 26),
                share=(0.2, 0.35, 0.45)[i],
            )
            x += width + c.random.uniform(6, 46)
        haze(c, 560 + 50 * i, 760 + 40 * i, "#c2708a", 0.32 - 0.08 * i)
    for x, height in ((180, 420), (470, 360), (820, 470), (1130, 380), (1420, 440)):
        smoke(c, x, 520, height, 130, "#f4d6dc", lean=0.5, opacity=0.62)
    snowfield(c, 740, "#8d83b4", "#cdc6e4", "#4b4384", 4)
    for x, y, width in ((190, 880, 190), (620, 850, 150), (1230, 890, 210)):
        top = house(c, x, y, width, width * 0.45, wall="#3b2740", snow="#ded8f0")
        smoke(c, *top, 300, 70, "#f6e3e6", lean=0.45, opacity=0.75)
    grove(
        c,
        [
            (c.random.uniform(0, 1600), c.random.uniform(850, 930), c.random.uniform(80, 170))
            for _ in range(16)
        ],
        "#241f45",
    )
    return c.finish()


def rink(c):
    c.sky("#0c1230", "#1c2a58", "#34447a", bottom=560)
    c.stars(120, 300)
    for i in range(7):
        block(
            c,
            -30 + i * 240,
            560,
            215,
            210 + 40 * (i % 3),
            "#26305c",
            "#ffd27a",
            "#323d6c",
            6,
            6,
            0.4,
        )
    c.paint(c.mask().rectangle(0, 550, c.width, c.height), "#c3d4ec", to="#eaf2fb")
    ice = [(250, 610), (1350, 610), (1660, 950), (-60, 950)]
    c.paint(c.mask().polygon(ice), "#9fc2e4", to="#d9ebf8")
    c.paint(c.mask().ring(800, 770, 240, 74, 6), "#c7402c", opacity=0.7)
    c.paint(c.mask().line([(800, 610), (800, 950)], 8), "#2f5fa0", opacity=0.6)
    board = c.mask().line([(250, 600), (1350, 600)], 26)
    c.paint(board, "#f4f6fa")
    c.paint(c.mask().line([(250, 612), (1350, 612)], 5), "#c7402c")
    wires = c.mask()
    for x in (120, 560, 1040, 1480):
        c.paint(c.mask().line([(x, 640), (x, 230)], 8), "#1b2140")
    for a, b in ((120, 560), (560, 1040), (1040, 1480)):
        wires.line(
            [(a + (b - a) * i / 20, 240 + 46 * math.sin(i / 20 * math.pi)) for i in range(21)], 2.5
        )
    c.paint(wires, "#0f1430")
    for a, b in ((120, 560), (560, 1040), (1040, 1480)):
        for i in range(1, 20, 2):
            x, y = a + (b - a) * i / 20, 248 + 46 * math.sin(i / 20 * math.pi)
            c.glow(x, y, 46, colour=("#ffe08a", "#ff9a6a", "#a8e0ff")[i % 3], strength=0.9)
    players = c.mask()
    for x, y, h, lean in (
        (520, 780, 170, 0.16),
        (690, 850, 200, -0.14),
        (960, 760, 160, 0.12),
        (1130, 870, 205, -0.18),
        (840, 700, 130, 0.1),
    ):
        silhouette(c, players, x, y, h, lean)
        side = 1 if lean > 0 else -1
        players.line(
            [(x + side * h * 0.14, y - h * 0.5), (x + side * h * 0.5, y), (x + side * h * 0.62, y)],
            6,
        )
    shadow(c, players, 30, 24, "#3a5a8c", 0.4, 8)
    c.paint(players, "#20284e", to="#2d2240")
    c.paint(c.mask().ellipse(905, 840, 11, 5), "#10131f")
    c.snowfall(160)
    return c.finish()


def station_aurora(c):
    c.sky("#060b26", "#0d2148", "#14405c", bottom=720)
    c.stars(380, 640)
    aurora(c, 0, 640, ["#38e0a0", "#3fa8d8", "#7a5ad0"], curtains=3)
    ridge(c, 690, 40, "#061424", "#0a1c2e")
    snowfield(c, 720, "#1f5a62", "#3f8a86", "#0a2a3c", 4)
    base = c.mask()
    for x in range(930, 1330, 36):
        base.rectangle(x, 770, x + 8, 830)
    c.paint(base, "#04101c")
    hut = c.mask().rectangle(920, 660, 1330, 780, radius=8).ellipse(1040, 660, 96, 92)
    c.paint(hut, "#0e2a38", to="#0a1a26")
    c.paint(c.mask().polygon([(1030, 572), (1062, 566), (1072, 660), (1046, 660)]), "#02070e")
    windows = c.mask().rectangle(955, 700, 985, 732)
    for x in (1170, 1220, 1270):
        windows.rectangle(x, 700, x + 32, 736)
    c.paint(windows, "#ffd98a", opacity=0.8, blur=14)
    c.paint(windows, "#ffe8ac")
    c.paint(c.mask().line([(1300, 660), (1300, 500)], 4), "#04101c")
    c.glow(1300, 500, 40, colour="#ff4a3a", strength=1)
    c.glow(560, 885, 230, 90, "#ffe2a0", 0.75, 1.6)
    person(c, 540, 890, 118, coat="#1e2f38", hat="#16222c", arm=-0.8)
    c.glow(572, 862, 34, colour="#fff2c8", strength=1)
    grove(
        c,
        [(60, 930, 330), (150, 900, 250), (230, 890, 170), (1470, 900, 250), (1550, 930, 330)],
        "#04121c",
    )
    return c.finish(vignette=0.3)
