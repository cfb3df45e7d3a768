"""Villages and their houses."""

import math

from .figures import house, person
from .nature import grove, ridge, smoke, snowfield, spruce


def village_moon(c):
    c.sky("#0a1638", "#1d3563", "#46638f", bottom=640)
    c.stars(260, 520)
    c.glow(1230, 200, 420, colour="#dfe9ff", strength=0.6, power=2)
    c.paint(c.mask().ellipse(1230, 200, 62), "#fbf7e6")
    c.paint(
        c.mask().ellipse(1215, 190, 14).ellipse(1250, 222, 10).ellipse(1240, 176, 7),
        "#d9d6c2",
        blur=2,
    )
    ridge(c, 560, 90, "#213a64", "#35517d")
    ridge(c, 620, 50, "#1a2f54", "#2c4670")
    snowfield(c, 640, "#5f7fae", "#c9daf0", "#1d3a6c", 5)
    for x, y, width, wall in (
        (160, 740, 170, "#4a3530"),
        (470, 720, 140, "#3f3a44"),
        (760, 760, 210, "#54392c"),
        (1180, 730, 160, "#43343a"),
        (1380, 800, 220, "#4f3a2f"),
    ):
        top = house(c, x, y, width, width * 0.46, wall=wall, snow="#dbe7f7")
        smoke(c, *top, 420, 62, "#e6eefb", lean=0.05, opacity=0.8)
        c.paint(
            c.mask().polygon(
                [
                    (x + width * 0.15, y),
                    (x + width * 0.85, y),
                    (x + width * 1.1, y + 60),
                    (x, y + 60),
                ]
            ),
            "#ffd98a",
            opacity=0.25,
            blur=14,
        )
    fence = c.mask()
    for x in range(0, 1600, 34):
        fence.line([(x, 900 + 12 * math.sin(x / 130)), (x, 850 + 12 * math.sin(x / 130))], 5)
    fence.line([(x, 866 + 12 * math.sin(x / 130)) for x in range(0, 1620, 20)], 5)
    fence.line([(x, 886 + 12 * math.sin(x / 130)) for x in range(0, 1620, 20)], 5)
    c.paint(fence, "#2c2b3f")
    person(c, 680, 900, 130, coat="#7c3a2e", hat="#d9c8a4")
    return c.finish()


def school(c):
    c.sky("#5879b8", "#9db4d8", "#f6dfae", bottom=700)
    c.glow(420, 660, 520, 320, "#ffe5a0", 0.6)
    ridge(c, 640, 40, "#7f94bd", "#a4b4d0")
    snowfield(c, 690, "#d6e2f2", "#f6fafe", "#7f9ccc", 5)
    for x in range(410, 1250, 56):
        c.paint(c.mask().rectangle(x, 690, x + 14, 740), "#4a3b38")
    for x, width, wall in ((400, 320, "#c26a3f"), (940, 320, "#c26a3f"), (700, 260, "#2f6f8e")):
        height = 340 if width == 260 else 270
        c.paint(
            c.mask().rectangle(x, 700 - height, x + width, 700),
            wall,
            to="#8c4a30" if width > 300 else "#245670",
        )
        c.paint(c.mask().rectangle(x - 12, 692 - height, x + width + 12, 716 - height), "#f7fafe")
        lines, windows = c.mask(), c.mask()
        for i in range(1, 18):
            lines.rectangle(x, 700 - height + i * 20, x + width, 701 - height + i * 20)
        c.paint(lines, "#000000", opacity=0.14)
        for row in range(2):
            for column in range(3):
                left = x + width * (0.09 + 0.3 * column)
                top = 750 - height + row * 125
                windows.rectangle(left, top, left + width * 0.22, top + 76)
        if width == 260:
            windows.rectangle(x + 26, 400, x + width - 26, 560)
        c.paint(windows, "#ffe391", opacity=0.5, blur=16)
        c.paint(windows, "#fff0b0", to="#ffd976")
        frames = c.mask()
        for column in range(1, 7):
            frames.rectangle(
                x + width * (0.05 + 0.148 * column),
                400,
                x + width * (0.05 + 0.148 * column) + 4,
                690,
            )
        c.paint(frames, wall, opacity=0.7)
    for i in range(6):
        plant = c.mask()
        for _ in range(9):
            plant.ellipse(
                740 + i * 34 + c.random.uniform(-10, 10), 545 - c.random.uniform(0, 40), 9, 13
            )
        c.paint(plant, "#3f7a3a", opacity=0.85)
    door = c.mask().rectangle(790, 600, 870, 716)
    c.paint(door, "#ffefb8")
    c.paint(
        c.mask().polygon([(780, 716), (880, 716), (960, 790), (700, 790)]), "#e7d6b4", to="#b9a68a"
    )
    coats = ("#c7402c", "#e0a92c", "#2f7a9a", "#6b4a9a", "#3f8a4f", "#d9702c")
    for i, (x, y, h) in enumerate(
        (
            (760, 850, 120),
            (905, 870, 130),
            (840, 815, 100),
            (1010, 900, 150),
            (640, 900, 145),
            (560, 860, 118),
        )
    ):
        person(c, x, y, h, coat=coats[i], hat=coats[(i + 2) % 6])
    grove(
        c,
        [
            (x, y, h)
            for x, y, h in (
                (90, 800, 330),
                (190, 780, 240),
                (290, 770, 190),
                (1370, 780, 260),
                (1470, 800, 340),
                (1560, 790, 230),
            )
        ],
        "#25406a",
        snow="#e6effa",
    )
    c.snowfall(240)
    return c.finish(vignette=0.16)


def greenhouse(c):
    c.sky("#101c3a", "#25406a", "#5b7196", bottom=640)
    c.stars(160, 380)
    ridge(c, 580, 60, "#1c3154", "#2d4568")
    snowfield(c, 640, "#7b95b8", "#cddaea", "#23406e", 5)
    c.glow(800, 620, 900, 420, "#ffb64a", 0.7, 1.5)
    frame = [(330, 740), (330, 480), (560, 340), (1040, 340), (1270, 480), (1270, 740)]
    c.paint(c.mask().polygon(frame), "#ffe9a8", to="#ffc04e")
    for x in range(380, 1260, 62):
        stem = c.mask().line([(x, 740), (x + 4, 480)], 4)
        leaves = c.mask()
        for _ in range(26):
            leaves.ellipse(
                x + c.random.gauss(0, 17),
                c.random.uniform(470, 720),
                c.random.uniform(8, 19),
                c.random.uniform(6, 13),
            )
        c.paint(stem, "#2f5a2c")
        c.paint(leaves, "#3d7a35", to="#2a5a2a", opacity=0.93)
        fruit = c.mask()
        for _ in range(3):
            y = c.random.uniform(540, 690)
            fruit.ellipse(x + c.random.uniform(-14, 14), y, 6, 17)
        c.paint(fruit, "#8fbf3f")
    person(c, 880, 742, 210, coat="#e7e1d2", hat="#c7402c", arm=1.0)
    bars = c.mask()
    for x in range(330, 1280, 94):
        bars.line([(x, 742), (x, 482 - max(0, min(140, min(x - 330, 1270 - x) * 0.6)))], 6)
    bars.line(frame, 9).line([(330, 480), (1270, 480)], 6).line([(330, 610), (1270, 610)], 5)
    c.paint(bars, "#5a4630")
    c.paint(
        c.mask().polygon([(330, 742), (1270, 742), (1480, 900), (120, 900)]),
        "#ffc866",
        opacity=0.4,
        blur=26,
    )
    grove(
        c,
        [(70, 800, 330), (170, 770, 250), (1440, 790, 290), (1540, 820, 370)],
        "#14233f",
        snow="#8fa8cc",
    )
    c.snowfall(120)
    return c.finish(vignette=0.3)


def water_tower(c):
    c.sky("#e9eef2", "#dfe6ec", "#d3dde6")
    c.clouds("#ffffff", top=0, bottom=420, opacity=0.7)
    ridge(c, 600, 70, "#c3d0dc", "#d5dfe8")
    snowfield(c, 650, "#eef2f6", "#fbfcfd", "#b3c6da", 5)
    pipe = c.mask().line(
        [(0, 640), (420, 640), (420, 520), (560, 520), (560, 640), (1600, 640)], 34
    )
    c.paint(c.mask().line([(0, 668), (1600, 668)], 18), "#9fb2c6", opacity=0.5, blur=10)
    c.paint(pipe, "#b8c2cb", to="#8b98a5")
    bands = c.mask()
    for x in range(30, 1600, 90):
        bands.rectangle(x, 620, x + 10, 660)
    c.paint(bands, "#6f7d8a")
    for x in (980, 1040, 1150, 1210):
        c.paint(c.mask().line([(x, 760), (1095 + (x - 1095) * 0.75, 330)], 13), "#6a4a36")
    brace = (
        c.mask()
        .line([(985, 720), (1195, 540)], 7)
        .line([(1205, 720), (995, 540)], 7)
        .line([(1000, 540), (1190, 540)], 8)
    )
    c.paint(brace, "#5a3f2e")
    c.paint(c.mask().rectangle(985, 190, 1205, 345), "#9a5a3c", to="#6d3d29")
    staves = c.mask()
    for x in range(1000, 1200, 22):
        staves.rectangle(x, 190, x + 3, 345)
    c.paint(staves, "#3d2418", opacity=0.6)
    c.paint(c.mask().polygon([(965, 192), (1095, 90), (1225, 192)]), "#f5f8fb", to="#cfdbe6")
    icicles = c.mask()
    for x in range(990, 1205, 13):
        icicles.polygon([(x, 345), (x + 9, 345), (x + 4, 345 + c.random.uniform(30, 130))])
    c.paint(icicles, "#cfe6f4", to="#ffffff", opacity=0.9)
    person(c, 700, 860, 190, coat="#d9a02c", hat="#2f3d4c")
    person(c, 790, 850, 175, coat="#2f5a7a", hat="#8c2f26")
    trees = c.mask()
    for x, h in ((90, 330), (190, 250), (1420, 290), (1530, 360)):
        spruce(c, trees, x, 800, h)
    c.paint(trees, "#51677d")
    c.snowfall(330)
    return c.finish(vignette=0.1)
