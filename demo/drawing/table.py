"""What lies on a table: food, letters, instruments."""

import math

from PIL import Image

from .nature import shadow


def khomus(c):
    c.sky("#4a1518", "#5a1a1d", "#3a1013")
    weave = c.noise(c.width, c.height, (400, 250), 1).point(lambda v: 118 + v // 14)
    c.image = Image.blend(c.image, Image.merge("RGB", [weave] * 3), 0.06)
    c.glow(620, 420, 900, 620, "#8a2f2a", 0.5)
    gold = c.mask()
    for base in (60, 830):
        gold.rectangle(0, base - 18, c.width, base - 14).rectangle(
            0, base + 122, c.width, base + 126
        )
        for i in range(-1, 17):
            x = i * 100 + 30
            gold.line([(x, base + 104), (x + 50, base + 10), (x + 100, base + 104)], 5)
            gold.polygon(
                [(x + 50, base + 50), (x + 64, base + 72), (x + 50, base + 94), (x + 36, base + 72)]
            )
            gold.ellipse(x + 100, base + 24, 7)
    c.paint(gold, "#b98a4a", to="#9a6a34", opacity=0.85)
    frame = c.mask().ring(520, 500, 190, 190, 40, 26, 334)
    frame.polygon([(672, 400), (690, 432), (800, 470), (1360, 438), (1360, 410), (800, 436)])
    frame.polygon([(672, 600), (690, 568), (800, 530), (1360, 500), (1362, 528), (800, 566)])
    shadow(c, frame, 22, 30, "#120304", 0.7, 14)
    c.paint(frame, "#c3c9cf", to="#5c6268")
    rim = (
        c.mask()
        .ring(520, 500, 182, 182, 10, 150, 320)
        .line([(700, 424), (800, 446), (1350, 416)], 7)
    )
    c.paint(rim, "#ffffff", opacity=0.85, blur=3)
    low = c.mask().ring(520, 500, 164, 164, 8, 20, 150)
    c.paint(low, "#23262a", opacity=0.7, blur=4)
    tongue = c.mask().line([(328, 520), (1400, 466), (1452, 440), (1468, 380), (1440, 352)], 13)
    shadow(c, tongue, 16, 22, "#120304", 0.6, 8)
    c.paint(tongue, "#f4cf7a", to="#9a6a20")
    c.paint(c.mask().line([(330, 516), (1400, 462)], 3), "#fff3c8", opacity=0.9)
    return c.finish(vignette=0.45)


def stroganina(c):
    c.sky("#3a2b20", "#4a3626", "#2c2018")
    planks = c.mask()
    for y in range(0, 1000, 125):
        planks.rectangle(0, y, c.width, y + 5)
    c.paint(planks, "#120b07", opacity=0.7, blur=2)
    c.texture(c.mask().rectangle(0, 0, c.width, c.height), "#6a4c32", size=(10, 90), opacity=0.4)
    c.glow(1150, 120, 1000, 800, "#ffe2b4", 0.5)
    plate = c.mask().ellipse(700, 540, 520, 350)
    shadow(c, plate, 26, 40, "#000000", 0.55, 26)
    c.paint(plate, "#f4f1ea", to="#b9bfc4")
    c.paint(c.mask().ellipse(700, 536, 440, 284), "#dfe4e7", to="#f7f7f4")
    for i in range(46):
        turn, far = c.random.uniform(0, math.tau), c.random.random() ** 0.6
        x, y = 700 + math.cos(turn) * 340 * far, 530 + math.sin(turn) * 200 * far
        bend, long = c.random.uniform(-0.9, 0.9), c.random.uniform(90, 150)
        way = c.random.uniform(0, math.tau)
        points = []
        for k in range(9):
            points.append(
                (x + math.cos(way) * long * k / 8, y + math.sin(way) * long * k / 8 * 0.8)
            )
            way += bend / 4
        curl = c.mask().line(points, 34)
        shadow(c, curl, 6, 9, "#5a4a48", 0.35, 5)
        c.paint(
            curl,
            ("#f8e6df", "#f3d3c8", "#fbf0ea")[i % 3],
            to=("#e2a796", "#d98f7c", "#efcfc2")[i % 3],
        )
        c.paint(c.mask().line(points, 6), "#ffffff", opacity=0.6, blur=2)
    for x, y, colour in ((1330, 300, "#f4f4f2"), (1400, 560, "#8a2a1c")):
        c.paint(c.mask().ellipse(x + 14, y + 22, 124, 84), "#000000", opacity=0.5, blur=16)
        c.paint(c.mask().ellipse(x, y, 122, 82), "#7a5236", to="#4a2e1c")
        c.paint(c.mask().ellipse(x, y - 8, 98, 60), colour)
    blade = c.mask().polygon([(1010, 900), (1380, 770), (1420, 790), (1040, 940)])
    shadow(c, blade, 12, 16, "#000000", 0.5, 8)
    c.paint(blade, "#eef2f5", to="#7f8b95")
    c.paint(c.mask().line([(830, 985), (1020, 918)], 44), "#a9743c", to="#6a4420")
    return c.finish(vignette=0.4)


def letters(c):
    c.sky("#caa878", "#b08a5a", "#8a6640")
    c.texture(c.mask().rectangle(0, 0, c.width, c.height), "#7d5a36", size=(8, 70), opacity=0.4)
    c.glow(300, 120, 900, 700, "#ffeec4", 0.6)
    for i in range(13):
        turn = c.random.uniform(-0.5, 0.5)
        x, y = (
            330 + (i % 5) * 235 + c.random.uniform(-50, 50),
            300 + (i // 5) * 210 + c.random.uniform(-40, 40),
        )
        w, h = 190, 122
        corner = [
            (
                x + px * w * math.cos(turn) - py * h * math.sin(turn),
                y + px * w * math.sin(turn) + py * h * math.cos(turn),
            )
            for px, py in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        sheet = c.mask().polygon(corner)
        shadow(c, sheet, 12, 18, "#2a1808", 0.45, 10)
        c.paint(sheet, ("#f7efdc", "#e9dfc6", "#f2e6d2", "#dfe6ea", "#f3e3d0")[i % 5], to="#d8c8a8")

        def at(px, py, x=x, y=y, turn=turn, w=w, h=h):
            return (
                x + px * w * math.cos(turn) - py * h * math.sin(turn),
                y + px * w * math.sin(turn) + py * h * math.cos(turn),
            )

        if i % 3 == 0:
            c.paint(c.mask().line([at(-1, -1), at(0, 0.12), at(1, -1)], 4), "#a98d5f", opacity=0.7)
        else:
            lines = c.mask()
            for k in range(4):
                lines.line(
                    [at(-0.1, -0.1 + k * 0.25), at(0.75 - 0.2 * (k % 2), -0.1 + k * 0.25)], 3.4
                )
            c.paint(lines, "#3a4a6a", opacity=0.65)
            stamp = c.mask().polygon(
                [at(0.6, -0.85), at(0.9, -0.85), at(0.9, -0.35), at(0.6, -0.35)]
            )
            c.paint(stamp, ("#b8402f", "#2f6f8a", "#5a7a3a")[i % 3])
            c.paint(c.mask().ring(*at(0.55, -0.5), 36, 36, 4), "#2a2a3a", opacity=0.5)
    string = c.mask().line([(120, 900), (420, 820), (760, 860), (1100, 800), (1500, 870)], 7)
    c.paint(string, "#b8402f")
    pen = c.mask().polygon([(1180, 760), (1500, 640), (1510, 664), (1192, 786)])
    shadow(c, pen, 10, 14, "#2a1808", 0.5, 7)
    c.paint(pen, "#20406a", to="#10244a")
    c.paint(c.mask().polygon([(1180, 760), (1120, 800), (1192, 786)]), "#d9c27a")
    return c.finish(vignette=0.4)


def notebook(c):
    c.sky("#3f4a52", "#566068", "#2f383e")
    c.glow(500, 150, 1000, 700, "#cfe0e6", 0.4)
    page = [(240, 160), (1330, 110), (1420, 880), (210, 930)]
    c.paint(c.mask().polygon([(x + 18, y + 26) for x, y in page]), "#000000", opacity=0.5, blur=20)
    c.paint(c.mask().polygon(page), "#f4ecd4", to="#ddd0ac")
    c.paint(
        c.mask().polygon([(760, 136), (800, 134), (820, 906), (780, 908)]),
        "#8a7a54",
        opacity=0.4,
        blur=14,
    )
    lines, ink, red = c.mask(), c.mask(), c.mask()
    for row in range(22):
        y1, y2 = 200 + row * 32, 172 + row * 32.4
        lines.line([(250 - row, y1 + 24), (1340 + row * 3.3, y2 + 20)], 1.6)
        for column in range(9):
            x = 290 + column * 118 + row * 0.6
            y = y1 + 18 - (x - 250) * 0.028
            if row == 0 or c.random.random() < 0.92:
                where = red if c.random.random() < 0.06 else ink
                for k in range(c.random.choice((2, 2, 3))):
                    px = x + k * 17
                    curve = [
                        (px + c.random.uniform(0, 10), y - c.random.uniform(0, 17))
                        for _ in range(4)
                    ]
                    where.line(curve, 2.4)
    for column in range(1, 9):
        lines.line(
            [(270 + column * 118, 180 - column * 4), (262 + column * 124, 926 - column * 3)], 1.6
        )
    c.paint(lines, "#7fa0b0", opacity=0.6)
    c.paint(ink, "#27356a", opacity=0.9)
    c.paint(red, "#b92c19")
    rod = c.mask().polygon([(1270, 940), (1500, 90), (1545, 100), (1320, 955)])
    shadow(c, rod, -20, 20, "#000000", 0.45, 12)
    c.paint(rod, "#e9c87a", to="#b08a3c")
    marks = c.mask()
    for i in range(32):
        x, y = 1284 + i * 7.1, 905 - i * 26
        marks.line([(x, y), (x + (30 if i % 5 == 0 else 17), y + 7)], 3)
    c.paint(marks, "#3a2a14")
    return c.finish(vignette=0.4)
